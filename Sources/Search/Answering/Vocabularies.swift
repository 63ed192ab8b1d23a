/// What words there are to search by, over the whole catalog.
extension SearchIndex {
    /// The values of a facet among the models that are there, the most frequent first.
    public func values(of facet: Facet, limit: Int) -> [FacetCount.Value] {
        let table = table(facet)
        return Self.top(table.counts(in: present), limit) { table.values.text($0) }
    }

    /// Tags as hubs write them that begin so, the most frequent first; models that are gone are counted too.
    public func tagCounts(beginningWith prefix: String, limit: Int) -> [FacetCount.Value] {
        tagCounts(tags.range(beginningWith: Array(prefix.utf8)), limit) { _ in true }
    }

    /// Tags that `isWanted` accepts, the most frequent first.
    public func tagCounts(limit: Int, where isWanted: (String) -> Bool) -> [FacetCount.Value] {
        tagCounts(0..<tags.count, limit, isWanted)
    }

    /// By frequency first: of hundreds of thousands of tags, only those that can get into the list are made to text.
    private func tagCounts(_ numbers: Range<Int>, _ limit: Int, _ isWanted: (String) -> Bool) -> [FacetCount.Value] {
        let order = numbers.map { (count: tagModels.range($0).count, number: $0) }
            .sorted { ($1.count, $0.number) < ($0.count, $1.number) }
        var top: [FacetCount.Value] = []
        for entry in order {
            guard top.count < limit else { break }
            let text = tags.text(entry.number)
            if isWanted(text) { top.append(FacetCount.Value(value: text, count: entry.count)) }
        }
        return top
    }

    private static func top(_ counts: [Int], _ limit: Int, _ text: (Int) -> String) -> [FacetCount.Value] {
        counts.enumerated().filter { $0.element > 0 }.sorted { ($1.element, $0.offset) < ($0.element, $1.offset) }.prefix(max(0, limit))
            .map { FacetCount.Value(value: text($0.offset), count: $0.element) }
    }
}
