/// Counts the values of every facet among the models that match, each without that facet's own filter.
struct FacetCounter {
    let index: SearchIndex
    let filters: FilterSet
    let mirrored: Bitmap

    /// So many values of a facet are told; the rest are a tail that nobody reads.
    static let mostValues = 50

    func counts(of matches: Bitmap) async -> [FacetCount] {
        // Two halves, for two cores: each counts its facets one after the other.
        let (first, second) = (
            Facet.counted.enumerated().filter { $0.offset % 2 == 0 }, Facet.counted.enumerated().filter { $0.offset % 2 == 1 }
        )
        async let even = first.map { ($0.offset, count($0.element, matches)) }
        let odd = second.map { ($0.offset, count($0.element, matches)) }
        let all = await even + odd
        return all.sorted { $0.0 < $1.0 }.map(\.1) + [scenarios(matches), mirrored(matches)]
    }

    private func matches(_ key: FilterSet.Key, _ matches: Bitmap) -> Bitmap {
        filters.narrows(key) ? filters.models(without: key) : matches
    }

    private func count(_ facet: Facet, _ all: Bitmap) -> FacetCount {
        let table = index.table(facet)
        let counts = table.counts(in: matches(.facet(facet), all))
        let top = counts.enumerated().filter { $0.element > 0 }.sorted { ($1.element, $0.offset) < ($0.element, $1.offset) }
        return FacetCount(
            name: facet.name,
            values: top.prefix(Self.mostValues).map { FacetCount.Value(value: table.values.text($0.offset), count: $0.element) })
    }

    private func scenarios(_ all: Bitmap) -> FacetCount {
        let counts = index.verdicts.allowedCounts(in: matches(.scenario, all))
        return FacetCount(
            name: "scenario", values: zip(index.verdicts.scenarios, counts).map { FacetCount.Value(value: $0, count: $1) })
    }

    private func mirrored(_ all: Bitmap) -> FacetCount {
        let base = matches(.mirrored, all)
        var held = base
        held.formIntersection(mirrored)
        let yes = held.population
        return FacetCount(name: "mirrored", values: [.init(value: "yes", count: yes), .init(value: "no", count: base.population - yes)])
    }
}
