/// What somebody may have meant.
public enum Suggestion {
    /// The error for a value that no model has, with the nearest that some model has.
    static func unknown(_ value: String, of facet: Facet, in index: SearchIndex) -> SearchError {
        let table = index.table(facet)
        let shown = String(value.prefix(60))
        guard table.values.count > 0 else {
            return SearchError(
                .badFilter, "no model has the \(facet.name) '\(shown)': the catalog knows no \(facet.name) of any model", facet: facet)
        }
        let near = nearest(to: value.lowercased(), among: (0..<min(table.values.count, 20_000)).lazy.map(table.values.text))
        if !near.isEmpty {
            let hint = "did you mean \(near.map { "'\($0)'" }.joined(separator: ", "))?"
            return SearchError(.badFilter, "no model has the \(facet.name) '\(shown)'; \(hint)", facet: facet, suggestions: near)
        }
        // Nothing alike: what there is at all.
        let usual = index.values(of: facet, limit: 5).map(\.value)
        let hint = "the most frequent are \(usual.map { "'\($0)'" }.joined(separator: ", "))"
        return SearchError(.badFilter, "no model has the \(facet.name) '\(shown)'; \(hint)", facet: facet, suggestions: usual)
    }

    /// At most five, the nearest first: those that begin alike, then those that differ in few letters.
    public static func nearest(to value: String, among known: some Sequence<String>) -> [String] {
        let wanted = Array(value.utf8.prefix(64))
        guard !wanted.isEmpty else { return [] }
        var scored: [(score: Int, text: String)] = []
        for text in known {
            let other = Array(text.lowercased().utf8.prefix(64))
            let distance = distance(wanted, other)
            let isPart = other.starts(with: wanted) || wanted.starts(with: other) || text.lowercased().contains(value)
            guard isPart || distance <= max(2, wanted.count / 3) else { continue }
            scored.append((isPart ? min(distance, 2) : distance + 2, text))
        }
        return scored.sorted { ($0.score, $0.text.count, $0.text) < ($1.score, $1.text.count, $1.text) }.prefix(5).map(\.text)
    }

    /// Levenshtein's distance: letters to insert, remove or change.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let cost = a == b ? diagonal : diagonal + 1
                diagonal = row[j + 1]
                row[j + 1] = min(cost, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[right.count]
    }
}
