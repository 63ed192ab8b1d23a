/// Tells how two versions of one licence text differ: in dressing, in a name, or in words that may bind.
///
/// Careful: whatever is not known to be harmless counts as words. Inserted words are never harmless, save for others' notices at the end.
public enum TextDifference {
    /// Texts that differ in more than so many words are not compared word by word: they differ in words.
    static let mostWords = 2_000

    /// - Returns: never `unknown`.
    public static func change(from old: String, to new: String) -> TextChange {
        let (before, after) = (words(old), words(new))
        if before == after { return .same }
        let (old, new) = (before.filter { !$0.isAddress }, after.filter { !$0.isAddress })
        if old == new { return .dressing }
        guard let runs = runs(old, new) else { return .words }
        var renames: [[String]: [String]] = [:]
        for run in runs where !isHarmless(run) {
            guard run.isRenaming, renames[run.removed.map(\.folded), default: run.added.map(\.folded)] == run.added.map(\.folded) else {
                return .words
            }
            renames[run.removed.map(\.folded)] = run.added.map(\.folded)
        }
        // More than one name is no correction of a name.
        return renames.isEmpty ? .dressing : renames.count == 1 ? .name : .words
    }

    /// One word: compared without regard to case and punctuation.
    struct Word: Hashable {
        var folded: String
        var isCapital: Bool
        var isAddress: Bool

        static func == (left: Word, right: Word) -> Bool { left.folded == right.folded }
        func hash(into hasher: inout Hasher) { hasher.combine(folded) }

        var isNumber: Bool { !folded.isEmpty && folded.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }
    }

    /// A place where the texts differ.
    struct Run {
        var removed: [Word] = []
        var added: [Word] = []
        /// The word before it.
        var previous: Word?
        var isAtEnd = false

        /// Names stand for names: as many, all with a capital or a digit, and none that binds.
        var isRenaming: Bool {
            let isShort = (1...4).contains(removed.count) && (1...4).contains(added.count)
            return isShort
                && (removed + added).allSatisfy { word in
                    (word.isCapital || word.folded.contains(where: \.isNumber)) && !TextDifference.binding.contains(word.folded)
                }
        }
    }

    private static func words(_ text: String) -> [Word] {
        var found: [Word] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let trimmed = line.drop { !$0.isLetter && $0 != "(" && $0 != "©" }.lowercased()
            if trimmed.hasPrefix("copyright") || trimmed.hasPrefix("(c)") || trimmed.hasPrefix("©") { continue }
            for piece in line.split(whereSeparator: \.isWhitespace) {
                if piece.contains("://") || piece.contains("@") || piece.hasPrefix("www.") {
                    found.append(Word(folded: piece.lowercased(), isCapital: false, isAddress: true))
                    continue
                }
                for word in piece.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
                    found.append(Word(folded: word.lowercased(), isCapital: word.first?.isUppercase == true, isAddress: false))
                }
            }
        }
        return found
    }

    /// The places where they differ, in order; nil for more than `mostWords`.
    private static func runs(_ old: [Word], _ new: [Word]) -> [Run]? {
        var start = 0
        while start < old.count, start < new.count, old[start] == new[start] { start += 1 }
        var tail = 0
        while tail < old.count - start, tail < new.count - start, old[old.count - 1 - tail] == new[new.count - 1 - tail] { tail += 1 }
        let (before, after) = (Array(old[start..<(old.count - tail)]), Array(new[start..<(new.count - tail)]))
        // What was only appended needs no comparison, however long.
        if before.isEmpty {
            return [Run(added: after, previous: start > 0 ? old[start - 1] : nil, isAtEnd: tail == 0)]
        }
        guard before.count <= mostWords, after.count <= mostWords else { return nil }
        let difference = after.difference(from: before)
        var removed: Set<Int> = []
        var added: Set<Int> = []
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var runs: [Run] = []
        var (i, j) = (0, 0)
        var previous = start > 0 ? old[start - 1] : nil
        while i < before.count || j < after.count {
            var run = Run(previous: previous)
            while removed.contains(i) {
                run.removed.append(before[i])
                i += 1
            }
            while added.contains(j) {
                run.added.append(after[j])
                j += 1
            }
            if !run.removed.isEmpty || !run.added.isEmpty {
                run.isAtEnd = tail == 0 && i == before.count && j == after.count
                runs.append(run)
            } else {
                previous = before[i]
                i += 1
                j += 1
            }
        }
        return runs
    }

    private static func isHarmless(_ run: Run) -> Bool {
        if run.removed.isEmpty, run.isAtEnd { return isNotice(run.added) }
        guard run.removed.count == run.added.count else { return false }
        return zip(run.removed, run.added).allSatisfy { old, new in
            if old.isNumber, new.isNumber { return isReference(run.previous) || isYear(old) && isYear(new) }
            if months.contains(old.folded), months.contains(new.folded) { return true }
            return isTypingError(old.folded, new.folded)
        }
    }

    /// Notices of others' works say so at their head.
    private static func isNotice(_ words: [Word]) -> Bool {
        let head = words.prefix(40).map(\.folded)
        return zip(head, head.dropFirst()).contains { $0 == "third" && ($1 == "party" || $1 == "parties") }
    }

    private static func isReference(_ word: Word?) -> Bool {
        ["section", "sections", "clause", "clauses", "article", "articles", "paragraph", "paragraphs"].contains(word?.folded ?? "")
    }

    private static func isYear(_ word: Word) -> Bool { (Int(word.folded) ?? 0) >= 1_970 && (Int(word.folded) ?? 0) < 2_100 }

    /// One letter changed, lost, added or swapped with its neighbour, in a long word that binds nobody.
    private static func isTypingError(_ old: String, _ new: String) -> Bool {
        guard old.count >= 4, new.count >= 4, !binding.contains(old), !binding.contains(new) else { return false }
        guard !old.contains(where: \.isNumber), !new.contains(where: \.isNumber) else { return false }
        let (a, b) = (Array(old), Array(new))
        guard abs(a.count - b.count) <= 1 else { return false }
        var start = 0
        while start < a.count, start < b.count, a[start] == b[start] { start += 1 }
        var tail = 0
        while tail < a.count - start, tail < b.count - start, a[a.count - 1 - tail] == b[b.count - 1 - tail] { tail += 1 }
        let (left, right) = (a[start..<(a.count - tail)], b[start..<(b.count - tail)])
        if left.count <= 1, right.count <= 1 { return true }
        return left.count == 2 && right.count == 2 && left.first == right.last && left.last == right.first
    }

    /// Words that decide what a sentence asks, and places that a grant may end at: never a typing error, never a name.
    static let binding: Set<String> = [
        "not", "no", "never", "none", "nor", "only", "except", "unless", "without", "with", "may", "might", "must", "shall", "should",
        "will",
        "can", "cannot", "and", "or", "any", "all", "each", "other", "commercial", "noncommercial", "non", "research", "military",
        "million",
        "billion", "thousand", "month", "monthly", "year", "yearly", "annual", "daily", "users", "revenue", "more", "less", "least", "most",
        "greater", "fewer", "before", "after", "free", "fee", "royalty", "terminate", "territory", "union", "european", "kingdom", "united",
        "states", "korea", "china", "japan", "india", "russia", "worldwide", "exclusive", "nonexclusive", "revocable", "irrevocable",
        "transferable", "nontransferable", "sublicensable",
    ]

    private static let months: Set<String> = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ]
}
