import Search
import Vocabulary

/// `GET /api/models` as the catalog understands it. What is unknown, or makes no sense here, is passed over: clients send
/// parameters of many years (protocol reference 1.2).
struct ListingRequest: Sendable, Equatable {
    /// The Hub's own bound (protocol reference 1.2): clients ask for the next page until they have enough.
    static let pageLimit = 1_000

    private(set) var query = SearchQuery()
    private(set) var fields = ModelField.listed
    /// A cursor that we did not issue: the answer is an empty page, or clients that make up cursors would go on for ever.
    private(set) var isForeign = false
    /// Address of this listing without a cursor.
    private let address: String
    private let fingerprint: UInt64

    /// `base`: where this client finds us, without a slash at its end.
    init(query: String, base: String) {
        let items = QueryItems(query)
        let rest = items.encoded(without: "cursor")
        address = "\(base)/api/models?\(rest)\(rest.isEmpty ? "" : "&")cursor="
        fingerprint = Self.hash(rest)
        narrow(items)
        order(items)
        if let expanded = ModelField.expanded(items) {
            fields = expanded
        } else {
            if items.flag("full") { fields = ModelField.full }
            if items.flag("cardData") { fields.insert(.cardData) }
        }
        if let cursor = items.pairs.last(where: { $0.name == "cursor" })?.value {
            if let offset = offset(of: cursor) { self.query.offset = offset } else { isForeign = true }
        }
    }

    /// Where the listing goes on, if it does: absolute, for the Python client follows nothing else.
    func next(after shown: Int, of total: Int) -> String? {
        let offset = query.offset + shown
        return shown > 0 && offset < total ? "<\(address)\(cursor(at: offset))>; rel=\"next\"" : nil
    }

    // MARK: Parameters

    private mutating func narrow(_ items: QueryItems) {
        query.narrow(.hub, to: HubID.huggingFace.description)
        query.nameContains = items.value("search") ?? items.value("model_name")
        query.narrow(.author, to: items.value("author"))
        query.narrow(.task, to: items.value("pipeline_tag"))
        query.parameters = items.value("num_parameters").flatMap(Self.parameters)
        if items.value("gated") != nil { query.isGated = items.flag("gated") }
        var tags = items.list("filter") + items.list("tags")
        tags += items.list("trained_dataset").map { $0.hasPrefix("dataset:") ? $0 : "dataset:\($0)" }
        query.mirroredOnly = tags.contains(mirroredTag)
        query.tags = tags.filter { $0 != mirroredTag }
    }

    private mutating func order(_ items: QueryItems) {
        query.sort =
            switch items.value("sort") {
            case "createdAt", "created_at": .created
            case "downloads", "downloadsAllTime": .downloads
            case "lastModified", "last_modified": .modified
            case "likes", "likes30d", "likes7d": .likes
            case "num_parameters": .parameters
            case "mainSize": .size
            case "id", "_id": .id
            default: .hubTrending
            }
        let limit = items.value("limit").flatMap { Int($0) } ?? Self.pageLimit
        query.limit = limit > 0 ? min(limit, Self.pageLimit) : Self.pageLimit
    }

    /// `min:6B,max:128B`, either bound alone; nil for anything else.
    static func parameters(_ text: String) -> ClosedRange<Int64>? {
        var least: Int64?
        var most: Int64?
        for part in text.split(separator: ",") {
            let bound = part.split(separator: ":", maxSplits: 1)
            guard bound.count == 2, let count = count(bound[1]) else { return nil }
            switch bound[0] {
            case "min": least = count
            case "max": most = count
            default: return nil
            }
        }
        guard least != nil || most != nil, least ?? 0 <= most ?? .max else { return nil }
        return (least ?? 0)...(most ?? .max)
    }

    /// `6B`, `1.5M`, `700`.
    private static func count(_ text: Substring) -> Int64? {
        let units: [Character: Double] = ["K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12]
        var digits = text
        var unit = 1.0
        if let last = text.last, let named = units[Character(last.uppercased())] {
            unit = named
            digits = text.dropLast()
        }
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }), let number = Double(digits) else {
            return nil
        }
        return Int64(exactly: (number * unit).rounded())
    }

    // MARK: Cursors

    /// The offset, sealed with the query it belongs to.
    private func cursor(at offset: Int) -> String {
        "wb1-\(offset)-\(String(Self.hash("\(offset)/\(fingerprint)"), radix: 16))"
    }

    private func offset(of cursor: String) -> Int? {
        let parts = cursor.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let offset = Int(parts[1]), offset > 0, cursor == self.cursor(at: offset) else { return nil }
        return offset
    }

    /// FNV-1a: the same in every run, unlike `Hasher`, for a client may go on after our restart.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
