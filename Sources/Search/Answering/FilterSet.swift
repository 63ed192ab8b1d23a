internal import Variants
internal import Vocabulary

/// A query's filters, each as the set of models that pass it: an answer needs them all, and a facet's counts need all but its own.
struct FilterSet {
    /// What a filter narrows.
    enum Key: Hashable {
        case facet(Facet)
        case scenario, mirrored, other
    }

    private(set) var filters: [(key: Key, models: Bitmap)] = []
    private let index: SearchIndex
    private let query: SearchQuery
    private let cache: BitmapCache
    /// What one of a model's downloads has to be.
    let wanted: WeightTable.Wanted

    /// `found`: what the words of the query found; nil where there are none.
    init(
        _ query: SearchQuery, in index: SearchIndex, found: Bitmap?, mirrored: Bitmap, evaluated: Bitmap?, cache: BitmapCache
    ) throws(SearchError) {
        self.index = index
        self.query = query
        self.cache = cache
        wanted = try Self.wanted(query, in: index)
        if !query.includesVanished { add(.other, index.present) }
        if let found { add(.other, found) }
        for (facet, values) in query.values.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where !values.isEmpty {
            guard facet != .quantization, facet != .format else { continue }
            add(.facet(facet == .licenseName ? .license : facet), try models(facet, values))
        }
        try addScenario()
        try addTags()
        addNumbers()
        if let base = query.base { add(.other, try models(madeFrom: base)) }
        if query.originalsOnly { add(.facet(.relation), (try? models(.relation, ["original"])) ?? Bitmap(count: index.count)) }
        if let isGated = query.isGated {
            var open = (try? models(.gate, ["open"])) ?? Bitmap(count: index.count)
            if isGated {
                var gated = Bitmap(count: index.count, all: true)
                gated.subtract(open)
                open = gated
            }
            add(.facet(.gate), open)
        }
        if query.mirroredOnly { add(.mirrored, mirrored) }
        if let evaluated { add(.other, evaluated) }
    }

    private mutating func add(_ key: Key, _ models: Bitmap) { filters.append((key, models)) }

    /// Models that pass every filter, but for those of `key`.
    func models(without key: Key? = nil) -> Bitmap {
        var result: Bitmap?
        for filter in filters where key == nil || filter.key != key {
            if result == nil { result = filter.models } else { result?.formIntersection(filter.models) }
        }
        // Format, quantization and memory are asked of one download at once: without one of them, the others still hold together.
        if let weights = weights(without: key) {
            if result == nil { result = weights } else { result?.formIntersection(weights) }
        }
        return result ?? Bitmap(count: index.count, all: true)
    }

    func narrows(_ key: Key) -> Bool {
        switch key {
        case .facet(.quantization): !wanted.labels.isEmpty
        case .facet(.format): !wanted.formats.isEmpty
        case .facet(.memory): wanted.fits != nil
        default: filters.contains { $0.key == key }
        }
    }

    // MARK: Kinds of filters

    private func models(_ facet: Facet, _ values: [String]) throws(SearchError) -> Bitmap {
        let table = index.table(facet)
        var numbers: Set<UInt32> = []
        for value in values {
            let known = table.numbers(of: value)
            guard !known.isEmpty else { throw Suggestion.unknown(value, of: facet, in: index) }
            numbers.formUnion(known)
        }
        return cache.bitmap("\(facet.rawValue)/\(numbers.sorted())") { table.models(with: numbers, count: index.count) }
    }

    private func weights(without key: Key?) -> Bitmap? {
        var wanted = wanted
        switch key {
        case .facet(.quantization): wanted.labels = []
        case .facet(.format): wanted.formats = []
        case .facet(.memory): wanted.fits = nil
        default: break
        }
        if wanted.isAny { return nil }
        return cache.bitmap("weights/\(wanted)") {
            index.weights.models(with: wanted, cachePerToken: index.numbers.cachePerToken, count: index.count)
        }
    }

    /// `Q4` means every quantization whose label begins so; a whole label means itself.
    private static func wanted(_ query: SearchQuery, in index: SearchIndex) throws(SearchError) -> WeightTable.Wanted {
        var wanted = WeightTable.Wanted()
        let labels = index.table(.quantization)
        for value in query.values[.quantization] ?? [] {
            let text = value.lowercased()
            let known = (0..<labels.values.count).map { labels.values.text($0).lowercased() }
            let matching = known.contains(text) ? [text] : known.filter { $0.hasPrefix(text + "_") || $0.hasSuffix("-" + text) }
            guard !matching.isEmpty else { throw Suggestion.unknown(value, of: .quantization, in: index) }
            wanted.labels += matching
        }
        for value in query.values[.format] ?? [] {
            guard let format = WeightFormat(rawValue: value.lowercased()) else { throw Suggestion.unknown(value, of: .format, in: index) }
            wanted.formats.append(format.rawValue)
        }
        wanted.fits = query.fits
        if let context = query.context { wanted.context = context }
        return wanted
    }

    private mutating func addScenario() throws(SearchError) {
        guard let name = query.scenario else { return }
        guard let scenario = index.verdicts.scenarios.firstIndex(of: name) else {
            // Nothing was weighed yet: no model is known to be allowed.
            add(.scenario, Bitmap(count: index.count))
            return
        }
        add(.scenario, cache.bitmap("scenario/\(scenario)") { index.verdicts.allowed(in: scenario, count: index.count) })
    }

    private mutating func addTags() throws(SearchError) {
        for tag in query.tags.prefix(32) {
            var models = Bitmap(count: index.count)
            if let number = index.tags.index(of: Array(tag.utf8)) { models.insert(index.tagModels[number]) }
            add(.other, models)
        }
    }

    private mutating func addNumbers() {
        let count = index.count
        if let range = query.parameters {
            let values = index.numbers.parameters.values
            add(.facet(.parameters), Bitmap.filter(count: min(count, values.count)) { values[$0] >= 0 && range.contains(values[$0]) })
        }
        if let most = query.maximumSize {
            let values = index.numbers.size.values
            add(.facet(.size), Bitmap.filter(count: min(count, values.count)) { values[$0] >= 0 && values[$0] <= most })
        }
        if let since = query.modifiedSince?.milliseconds {
            let values = index.numbers.modified.values
            add(.facet(.modified), Bitmap.filter(count: min(count, values.count)) { values[$0] >= since })
        }
        if let part = query.nameContains, !part.isEmpty { add(.other, TextMatcher(index: index).models(withNamePart: part)) }
    }

    private func models(madeFrom base: ModelID) throws(SearchError) -> Bitmap {
        guard let node = index.node(of: base) else {
            throw SearchError(.badFilter, "no model is made from '\(base)', as far as the catalog knows")
        }
        var models = Bitmap(count: index.count)
        for child in index.lineage.children(of: node) { models.insert(child.node) }
        return models
    }
}
