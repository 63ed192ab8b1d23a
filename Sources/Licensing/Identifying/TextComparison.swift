/// A known text laid beside a part of the file: what matches, and what each difference means.
struct TextComparison {
    /// One place where the two differ.
    struct Hunk {
        enum Weight: Int, Comparable {
            /// Nothing of it counts.
            case none
            /// Another wording, a name filled in.
            case wording
            /// Words that may change what is granted or asked.
            case grave
            static func < (left: Weight, right: Weight) -> Bool { left.rawValue < right.rawValue }
        }
        /// Counting words of the file.
        var own: Range<Int>
        /// Words of the fingerprints.
        var known: Range<Int>
        var weight: Weight
        /// Known words that are really missing.
        var missing: Int
        /// Whether it could come from damage: a word or two, replaced or lost.
        var isSmall: Bool
        /// Whether it could come from damage to words that are close together.
        var isModest: Bool { own.count <= 5 && missing <= 6 && own.count <= missing + 2 }
        /// A difference that damage does not make: a number for a number, a name for a name, a new word of weight.
        var isTelling: Bool
        /// A word misspelt or doubled, or the holder's name filled in: it is told, but counts as no change.
        var isHarmless: Bool
        /// What was replaced by what, where both have a meaning of their own; 0 elsewhere.
        var change: UInt64
    }

    let text: Int
    private(set) var hunks: [Hunk] = []
    /// The counting words of the file that it spans.
    private(set) var window: Range<Int>
    private(set) var matched = 0
    private(set) var inserted = 0
    private(set) var missing = 0

    /// How much it explains: words that match, less those that don't.
    var value: Int { matched - inserted - missing }
    var score: Double { matched == 0 ? 0 : 2 * Double(matched) / Double(2 * matched + inserted + missing) }
    var cost: Int { inserted + missing }

    init(_ own: OwnText, piece: Range<Int>, text: Int, _ prints: LicenseFingerprints, _ traits: KnownTraits) {
        self.text = text
        let known = prints.texts[text].tokens
        let alignment = TokenAlignment(own: own.words[piece], known: prints.tokens[known])
        matched = alignment.matched
        guard let first = alignment.blocks.first, let last = alignment.blocks.last else {
            window = piece.lowerBound..<piece.lowerBound
            return
        }
        window = first.own..<last.ownEnd
        var scale = HunkScale(own: own, prints: prints, traits: traits, known: prints.texts[text])
        let body = traits.bodies[text]
        addBeginning(known.lowerBound..<first.known, piece.lowerBound..<first.own, body, &scale)
        var previous = first
        for block in alignment.blocks.dropFirst() {
            add(scale.weigh(previous.ownEnd..<block.own, previous.knownEnd..<block.known))
            previous = block
        }
        addMissing(last.knownEnd..<known.upperBound, at: last.ownEnd, body, &scale)
    }

    /// A copy without the title, or with more before it, is a copy; one with another title in its place may be something else.
    private mutating func addBeginning(_ range: Range<Int>, _ before: Range<Int>, _ body: Range<Int>, _ scale: inout HunkScale) {
        let needed = range.clamped(to: body)
        guard !needed.isEmpty else { return }
        if needed.count <= Self.titleLimit {
            if before.isEmpty { return }
            // Holders' names in the title's place: it is missing, and nothing stands for it.
            if !scale.hasTitle(before) {
                return add(
                    Hunk(
                        own: window.lowerBound..<window.lowerBound, known: needed, weight: .wording, missing: needed.count, isSmall: false,
                        isTelling: false, isHarmless: true, change: 0))
            }
            if let title = scale.place(of: needed, in: before) {
                let between = title + needed.count..<before.upperBound
                // Far from the text it is no title, but something said of it: what is left over is judged apart.
                guard between.count <= Self.titleLimit else { return }
                window = title..<window.upperBound
                matched += needed.count
                if !between.isEmpty { add(scale.weigh(between, needed.upperBound..<needed.upperBound)) }
                return
            }
            if before.count <= Self.titleLimit {
                window = before.lowerBound..<window.upperBound
                return add(scale.weigh(before, needed))
            }
        }
        add(scale.weigh(window.lowerBound..<window.lowerBound, needed))
    }

    private static let titleLimit = 25

    private mutating func addMissing(_ range: Range<Int>, at place: Int, _ body: Range<Int>, _ scale: inout HunkScale) {
        let needed = range.clamped(to: body)
        guard !needed.isEmpty else { return }
        add(scale.weigh(place..<place, needed))
    }

    private mutating func add(_ hunk: Hunk) {
        matched += hunk.known.count - hunk.missing
        if hunk.weight == .none { return }
        inserted += hunk.own.count
        missing += hunk.missing
        hunks.append(hunk)
    }
}
