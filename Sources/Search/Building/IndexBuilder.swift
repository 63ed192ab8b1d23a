internal import Catalog
internal import Variants
internal import Vocabulary

/// Makes an index of a catalog's rows: first all rows are taken in, in order, then everything is put in order and written.
struct IndexBuilder {
    private var names = StringTable(capacity: 1 << 16)
    /// Models whose name stands twice on different hubs share a number in `names`: the number of each model's name.
    private var nameNumbers: [UInt32] = []
    private var rows: [UInt32] = []
    private var words = PostingsBuilder()
    private var tags = PostingsBuilder()
    private var facets: [Facet: FacetBuilder] = [:]
    private var lineage = LineageBuilder()
    private var numbers = NumberColumns()
    private var weights = WeightColumns()
    private var conclusions: [UInt32] = []
    private var conclusionTable: ConclusionTable
    private let reserve: Int

    init(_ scan: IndexScan) throws {
        reserve = scan.count
        conclusionTable = try ConclusionTable(scan.conclusions())
        for facet in Facet.allCases { facets[facet] = FacetBuilder(folds: facet.isFolded, capacity: reserve) }
    }

    /// How many models were taken in.
    var count: Int { rows.count }

    mutating func add(_ model: IndexedModel) {
        let ordinal = rows.count
        rows.append(UInt32(truncatingIfNeeded: model.row))
        var key = Array(model.hub)
        key.append(UInt8(ascii: ":"))
        key += model.path
        nameNumbers.append(key.withUnsafeBufferPointer { names.number(of: $0) })
        NameWords.forEach(in: model.path) { words.add($0) }
        words.next()
        addTags(model)
        for base in model.bases { lineage.add(child: ordinal, hub: model.hub, path: base.path, relation: base.relation) }
        let conclusion = conclusionTable.code(of: model.conclusion)
        conclusions.append(conclusion)
        let memory = weights.add(model)
        numbers.add(model)
        addFacets(model, conclusion, memory)
    }

    private mutating func addTags(_ model: IndexedModel) {
        var start = 0
        for index in 0...model.tags.count where index == model.tags.count || model.tags[index] == UInt8(ascii: "\n") {
            if start < index { tags.add(UnsafeBufferPointer(rebasing: model.tags[start..<index])) }
            start = index + 1
        }
        tags.next()
    }

    private mutating func addFacets(_ model: IndexedModel, _ conclusion: UInt32, _ memory: Int64?) {
        func put(_ facet: Facet, _ add: (inout FacetBuilder) -> Void) {
            add(&facets[facet, default: FacetBuilder(folds: false, capacity: 0)])
            facets[facet]?.next()
        }
        put(.hub) { $0.add(model.hub) }
        put(.author) { $0.add(model.author) }
        put(.task) { $0.add(model.task) }
        put(.library) { $0.add(model.library) }
        put(.license) { $0.add(conclusionTable.expression(conclusion)) }
        put(.licenseName) { facet in
            for name in conclusionTable.names(conclusion) { facet.add(name) }
            for name in model.licenses { facet.add(name.hasPrefix("license:") ? String(name.dropFirst(8)) : name) }
        }
        put(.language) { facet in
            for language in model.languages.split(separator: UInt8(ascii: ",")) { facet.add(UnsafeBufferPointer(rebasing: language)) }
        }
        put(.format) { facet in for set in model.sets { facet.add(set.format.rawValue) } }
        put(.quantization) { facet in
            if model.sets.allSatisfy({ $0.label == nil }) { facet.add(model.quantLabel) }
            for set in model.sets { if let label = set.label { facet.add(label) } }
        }
        put(.gate) { $0.add(model.gate) }
        put(.tuning) { $0.add(model.tuning) }
        put(.artifact) { $0.add(model.artifact) }
        put(.family) { $0.add(model.family) }
        put(.relation) { facet in
            if model.bases.isEmpty { facet.add("original") }
            for base in model.bases { facet.add(Relation(base.relation).name) }
        }
        put(.parameters) { facet in
            if let name = model.parameters.flatMap({ Buckets.name($0, in: Buckets.parameters) }) { facet.add(name) }
        }
        put(.size) { facet in if let name = model.downloadSize.flatMap({ Buckets.name($0, in: Buckets.bytes) }) { facet.add(name) } }
        put(.memory) { facet in if let name = memory.flatMap({ Buckets.name($0, in: Buckets.bytes) }) { facet.add(name) } }
        put(.modified) { facet in
            if let year = model.modified.map({ Timestamp(milliseconds: $0).description.prefix(4) }) { facet.add(String(year)) }
        }
    }

    /// Notes the counters of a model some days ago.
    mutating func note(_ sample: IndexedSample, days: NumberColumns.Span) {
        // Rows ascend: most often a row is at its own place.
        let row = UInt32(truncatingIfNeeded: sample.row)
        let guess = Int(sample.row) - 1
        let ordinal = guess >= 0 && guess < rows.count && rows[guess] == row ? guess : rows.lowerBound(of: row)
        guard ordinal < rows.count, rows[ordinal] == row else { return }
        numbers.note(sample, at: ordinal, days)
    }

    /// Puts everything in order and writes it under its name.
    func write(to path: String, changes: Int64) throws(SearchError) {
        let file = try IndexFileWriter(path: path)
        try file.write(.rows, rows)
        let order = try writeNames(to: file)
        try numbers.write(to: file, nameRank: order.rank)
        try write(words, .termOffsets, .termBytes, .termPostingOffsets, .termPostings, to: file)
        try writeTags(to: file)
        for facet in Facet.allCases { try facets[facet]?.write(facet, to: file) }
        try weights.write(to: file)
        try file.write(.conclusions, conclusions)
        try conclusionTable.write(to: file)
        try writeLineage(to: file)
        try file.finish(changes: changes, count: rows.count)
    }

    private func write(
        _ builder: PostingsBuilder, _ offsets: IndexPart, _ bytes: IndexPart, _ listOffsets: IndexPart, _ lists: IndexPart,
        to file: IndexFileWriter
    ) throws(SearchError) {
        let result = builder.result()
        try file.write(offsets, result.offsets)
        try file.write(bytes, result.bytes)
        try file.write(listOffsets, result.listOffsets)
        try file.write(lists, result.lists)
    }

    /// Tags are found whole, and by the words in them.
    private func writeTags(to file: IndexFileWriter) throws(SearchError) {
        let result = tags.result()
        try file.write(.tagOffsets, result.offsets)
        try file.write(.tagBytes, result.bytes)
        try file.write(.tagPostingOffsets, result.listOffsets)
        try file.write(.tagPostings, result.lists)
        var tagWords = PostingsBuilder()
        result.bytes.withUnsafeBufferPointer { bytes in
            for tag in 0..<(result.offsets.count - 1) {
                let text = UnsafeBufferPointer(rebasing: bytes[Int(result.offsets[tag])..<Int(result.offsets[tag + 1])])
                if !Self.isSilent(text) { NameWords.forEach(in: text) { tagWords.add($0) } }
                tagWords.next()
            }
        }
        try write(tagWords, .tagWordOffsets, .tagWordBytes, .tagWordListOffsets, .tagWordLists, to: file)
    }

    /// Tags whose words say nothing of what a model is: a search for "llama" would find every grandchild, one for "us" every model.
    private static func isSilent(_ tag: UnsafeBufferPointer<UInt8>) -> Bool {
        silent.contains { tag.starts(with: $0) }
    }

    private static let silent = ["base_model:", "region:", "license:", "dataset:", "doi:"].map { Array($0.utf8) }

    /// Names in the order of models, sorted by their letters, and sorted by what follows the owner.
    private func writeNames(to file: IndexFileWriter) throws(SearchError) -> (order: [UInt32], rank: [UInt32]) {
        var offsets: [UInt32] = [0]
        var bytes: [UInt8] = []
        offsets.reserveCapacity(rows.count + 1)
        bytes.reserveCapacity(names.bytes.count)
        for number in nameNumbers {
            let range = Int(names.offsets[Int(number)])..<Int(names.offsets[Int(number) + 1])
            let name = names.bytes[range]
            bytes.append(contentsOf: name[(name.firstIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? name.startIndex)...])
            offsets.append(UInt32(bytes.count))
        }
        let order = ByteOrder.sorted(offsets: offsets, bytes: bytes, folds: true)
        let short = ByteOrder.sorted(offsets: offsets, bytes: bytes, folds: true) { number in
            let range = Int(offsets[number])..<Int(offsets[number + 1])
            return bytes[range].lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 - range.lowerBound } ?? 0
        }
        var rank = [UInt32](repeating: 0, count: order.count)
        for (place, ordinal) in order.enumerated() { rank[Int(ordinal)] = UInt32(place) }
        try file.write(.nameOffsets, offsets)
        try file.write(.nameBytes, bytes)
        try file.write(.nameOrder, order)
        try file.write(.nameRank, rank)
        try file.write(.shortNameOrder, short)
        return (order, rank)
    }

    private func writeLineage(to file: IndexFileWriter) throws(SearchError) {
        var ordinals = [UInt32](repeating: 0, count: names.count)
        for (ordinal, number) in nameNumbers.enumerated() { ordinals[Int(number)] = UInt32(ordinal) }
        let result = lineage.result(count: rows.count) { text in names.find(text).map { ordinals[Int($0)] } }
        try file.write(.parentOffsets, result.parentOffsets)
        try file.write(.parents, result.parents)
        try file.write(.parentRelations, result.parentRelations)
        try file.write(.childOffsets, result.childOffsets)
        try file.write(.children, result.children)
        try file.write(.childRelations, result.childRelations)
        try file.write(.ghostOffsets, result.ghostOffsets)
        try file.write(.ghostBytes, result.ghostBytes)
    }
}

extension [UInt32] {
    /// Where `value` is, or would be, in a sorted array.
    fileprivate func lowerBound(of value: UInt32) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
