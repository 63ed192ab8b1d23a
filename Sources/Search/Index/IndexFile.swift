internal import Foundation

/// The parts of an index file. Numbers are written: never give one another meaning, raise `IndexFile.version` instead.
enum IndexPart: UInt32, CaseIterable {
    case rows = 1
    case nameOffsets, nameBytes, nameOrder, nameRank, shortNameOrder
    case termOffsets, termBytes, termPostingOffsets, termPostings
    case tagOffsets, tagBytes, tagPostingOffsets, tagPostings, tagWordOffsets, tagWordBytes, tagWordListOffsets, tagWordLists
    case flags, created, modified, downloads, likes, trending, hubTrending
    case downloadGrowth7, downloadGrowth30, likeGrowth7, likeGrowth30
    case downloadSize, parameters, cachePerToken, completeness, evaluations
    case weightOffsets, weightFormats, weightLabels, weightMiB, weightLabelOffsets, weightLabelBytes
    case conclusions, conclusionConfidences, verdicts, scenarioOffsets, scenarioBytes
    case parentOffsets, parents, parentRelations, childOffsets, children, childRelations, ghostOffsets, ghostBytes
    case orderDownloads, orderLikes, orderTrending, orderHubTrending, orderModified, orderCreated, orderSize, orderParameters
    /// Of each facet: its codes, and what they stand for. The facet's number times four is added.
    case facetCodes = 1_000
    case facetSetOffsets, facetSetMembers, facetValueOffsets
    case facetValueBytes = 2_000
}

/// Where a part lies in an index file.
struct IndexEntry {
    var key: UInt64
    var offset: UInt64
    var bytes: UInt64
}

/// The container of an index: named parts, each aligned for its numbers (little-endian, as on every machine this runs on).
struct IndexFile: Sendable {
    static let magic: UInt64 = 0x3158_4449_4847_4557  // "WEGHIDX1"
    /// Raised with every change of what the parts mean: an index of another version is made anew.
    static let version: UInt64 = 2
    /// Magic, version, changes of the catalog, number of models, number of parts, length of the file, and a checksum of all that.
    static let headerBytes = 64
    static let alignment = 64

    private let file: MappedFile
    private let entries: [UInt64: Range<Int>]
    /// The catalog's count of changes when it was made.
    let changes: Int64
    let count: Int

    /// nil where there is no index, or one that can't be used: of another version, cut short, or not an index at all.
    init?(path: String) throws(SearchError) {
        guard let file = try MappedFile(path: path) else { return nil }
        let bytes = file.bytes
        guard bytes.count >= Self.headerBytes else { return nil }
        func word(_ index: Int) -> UInt64 { bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self) }
        let parts = Int(truncatingIfNeeded: word(4))
        guard word(0) == Self.magic, word(1) == Self.version, word(5) == UInt64(bytes.count), parts >= 0, parts < 10_000,
            bytes.count >= Self.headerBytes + parts * 24, word(3) < 1 << 31
        else { return nil }
        let table = UnsafeRawBufferPointer(rebasing: bytes[Self.headerBytes..<Self.headerBytes + parts * 24])
        guard word(6) == Self.checksum(table, seed: word(2) ^ word(3)) else { return nil }
        var entries: [UInt64: Range<Int>] = [:]
        for index in 0..<parts {
            let offset = table.loadUnaligned(fromByteOffset: index * 24 + 8, as: UInt64.self)
            let length = table.loadUnaligned(fromByteOffset: index * 24 + 16, as: UInt64.self)
            guard offset % UInt64(Self.alignment) == 0, offset <= UInt64(bytes.count), length <= UInt64(bytes.count) - offset else {
                return nil
            }
            entries[table.loadUnaligned(fromByteOffset: index * 24, as: UInt64.self)] = Int(offset)..<Int(offset + length)
        }
        self.file = file
        self.entries = entries
        changes = Int64(bitPattern: word(2))
        count = Int(word(3))
    }

    /// A part as numbers; empty where it is missing.
    func column<Value: BitwiseCopyable>(_ part: IndexPart, facet: Int = 0) -> Column<Value> {
        guard let range = entries[Self.key(part, facet)], !range.isEmpty else {
            return Column(file: file, values: .init(start: nil, count: 0))
        }
        let raw = UnsafeRawBufferPointer(rebasing: file.bytes[range])
        return Column(file: file, values: raw.bindMemory(to: Value.self))
    }

    static func key(_ part: IndexPart, _ facet: Int) -> UInt64 { UInt64(facet) << 32 | UInt64(part.rawValue) }

    static func checksum(_ bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325 ^ seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}

/// Numbers of one part, in order of ordinals. Its memory is the file's.
struct Column<Value: BitwiseCopyable>: @unchecked Sendable {  // Safety: read-only memory, kept by `file`.
    let file: MappedFile
    let values: UnsafeBufferPointer<Value>

    var count: Int { values.count }

    /// nil where the part is shorter than it should be: a damaged index gives no wrong answer and no crash.
    subscript(_ index: Int) -> Value? { index >= 0 && index < values.count ? values[index] : nil }
}
