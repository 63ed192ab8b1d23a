/// A catalog's models as columns and lists, ready to be searched: an immutable view of one index file, safe to share.
public struct SearchIndex: Sendable {
    let file: IndexFile
    /// How many models there are, known by ordinals below it.
    public let count: Int
    /// The catalog's count of changes when it was made.
    public let changes: Int64

    let rows: Column<UInt32>
    let names: TextTable
    let nameOrder: Column<UInt32>
    let nameRank: Column<UInt32>
    let shortNameOrder: Column<UInt32>
    let terms: TextTable
    let termModels: ListTable
    let tags: TextTable
    let tagModels: ListTable
    let tagWords: TextTable
    let tagWordTags: ListTable
    let facets: [Facet: FacetTable]
    let numbers: IndexNumbers
    let weights: WeightTable
    let lineage: LineageTable
    let verdicts: VerdictTable
    /// What is there at all, without tombstones: most questions begin with it.
    let present: Bitmap

    init(_ file: IndexFile) {
        self.file = file
        count = file.count
        changes = file.changes
        rows = file.column(.rows)
        names = TextTable(offsets: file.column(.nameOffsets), bytes: file.column(.nameBytes))
        nameOrder = file.column(.nameOrder)
        nameRank = file.column(.nameRank)
        shortNameOrder = file.column(.shortNameOrder)
        terms = TextTable(offsets: file.column(.termOffsets), bytes: file.column(.termBytes))
        termModels = ListTable(offsets: file.column(.termPostingOffsets), values: file.column(.termPostings))
        tags = TextTable(offsets: file.column(.tagOffsets), bytes: file.column(.tagBytes))
        tagModels = ListTable(offsets: file.column(.tagPostingOffsets), values: file.column(.tagPostings))
        tagWords = TextTable(offsets: file.column(.tagWordOffsets), bytes: file.column(.tagWordBytes))
        tagWordTags = ListTable(offsets: file.column(.tagWordListOffsets), values: file.column(.tagWordLists))
        facets = Dictionary(uniqueKeysWithValues: Facet.allCases.map { ($0, FacetTable($0, in: file)) })
        numbers = IndexNumbers(file)
        weights = WeightTable(file)
        lineage = LineageTable(file)
        verdicts = VerdictTable(file)
        let flags = numbers.flags.values
        present = Bitmap.filter(count: count) { $0 >= flags.count || flags[$0] & ModelFlags.vanished.rawValue == 0 }
    }

    func table(_ facet: Facet) -> FacetTable { facets[facet] ?? FacetTable(facet, in: file) }

    /// The catalog's row of a model.
    func row(of ordinal: Int) -> Int64? { rows[ordinal].map(Int64.init) }

    /// The model in a row of the catalog.
    func ordinal(ofRow row: Int64) -> Int? {
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if Int64(rows.values[middle]) < row { low = middle + 1 } else { high = middle }
        }
        return low < rows.count && Int64(rows.values[low]) == row ? low : nil
    }

    func ordinals(ofRows rows: [Int64]) -> Bitmap {
        var bitmap = Bitmap(count: count)
        for row in rows { if let ordinal = ordinal(ofRow: row) { bitmap.insert(ordinal) } }
        return bitmap
    }
}

/// Numbers of models.
struct IndexNumbers: Sendable {
    let flags: Column<UInt8>
    let created: Column<Int64>
    let modified: Column<Int64>
    let downloads: Column<Int64>
    let likes: Column<Int64>
    let trending: Column<Float>
    let hubTrending: Column<Float>
    let size: Column<Int64>
    let parameters: Column<Int64>
    let cachePerToken: Column<UInt32>
    let completeness: Column<UInt8>
    let evaluations: Column<UInt16>
    let downloadGrowth7: Column<Int32>
    let downloadGrowth30: Column<Int32>
    let likeGrowth7: Column<Int32>
    let likeGrowth30: Column<Int32>
    let orders: [SearchQuery.Sort: Column<UInt32>]

    init(_ file: IndexFile) {
        flags = file.column(.flags)
        created = file.column(.created)
        modified = file.column(.modified)
        downloads = file.column(.downloads)
        likes = file.column(.likes)
        trending = file.column(.trending)
        hubTrending = file.column(.hubTrending)
        size = file.column(.downloadSize)
        parameters = file.column(.parameters)
        cachePerToken = file.column(.cachePerToken)
        completeness = file.column(.completeness)
        evaluations = file.column(.evaluations)
        downloadGrowth7 = file.column(.downloadGrowth7)
        downloadGrowth30 = file.column(.downloadGrowth30)
        likeGrowth7 = file.column(.likeGrowth7)
        likeGrowth30 = file.column(.likeGrowth30)
        orders = [
            .downloads: file.column(.orderDownloads), .likes: file.column(.orderLikes), .trending: file.column(.orderTrending),
            .hubTrending: file.column(.orderHubTrending), .modified: file.column(.orderModified), .created: file.column(.orderCreated),
            .size: file.column(.orderSize), .parameters: file.column(.orderParameters), .id: file.column(.nameOrder),
        ]
    }

    /// nil: not known.
    static func known(_ value: Int64?) -> Int64? { value == NumberColumns.unknown ? nil : value }
    static func growth(_ value: Int32?) -> Int? { value == NumberColumns.unknownGrowth ? nil : value.map(Int.init) }
}
