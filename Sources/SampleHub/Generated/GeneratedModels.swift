import Foundation
import Vocabulary

/// Models that nobody made, for listings of any length. The same seed and count give the same bytes.
///
/// They stand behind the folder's models and in one order only: by time of change, newest first, all of them older than
/// 2022-03-02 (the Hub clamps times of creation to that day, not times of change). They appear only in listings without
/// search and filters. Each has a tree and small files; its large files can't be fetched, and its commit id is made up.
struct GeneratedModels: Sendable {
    private let count: Int
    private let seed: UInt64
    /// What does not differ from model to model is rendered once.
    private let variants: [ModelVariant]
    private let stride: Int

    private static let newest: Int64 = 1_646_263_743_000
    /// Milliseconds between two changes.
    private static let interval: Int64 = 37_000

    init(count: Int, seed: UInt64) {
        self.count = count
        self.seed = seed
        var random = SplitMix(state: seed)
        variants = (0..<256).map { ModelVariant(number: $0, &random) }
        // A step without a common divisor visits every rank once, so that popular models are strewn over the listing.
        var stride = max(1, Int(2_654_435_761 % UInt64(max(1, count))))
        while count > 1, Self.divisor(stride, count) != 1 { stride += 1 }
        self.stride = stride
    }

    // MARK: - Listing

    /// Whether a listing with this query goes on with generated models.
    func answers(_ query: Query) -> Bool {
        count > 0 && !["search", "author", "filter", "pipeline_tag", "gated", "apps", "num_parameters"].contains { query.first($0) != nil }
    }

    /// The query of the first page of generated models.
    func firstPage(_ query: Query) -> String { next(query, from: 0) }

    /// The page that a cursor of ours stands for; nil for any other cursor.
    func page(_ query: Query, maximum: Int) -> (bytes: [UInt8], next: String?)? {
        guard let cursor = query.first("cursor"), let data = Data(base64Encoded: cursor) else { return nil }
        let text = String(decoding: data, as: UTF8.self)
        guard text.hasPrefix("generated:"), let start = Int(text.dropFirst(10)), (0..<max(1, count)).contains(start) else { return nil }
        let limit = max(1, min(query.first("limit").flatMap { Int($0) } ?? maximum, maximum))
        let end = min(count, start + limit)
        let expand = query.all("expand")
        var fields = Set(expand)
        if expand.isEmpty {
            fields = ModelDocument.listed.union(query.flag("full") ? ModelDocument.full : [])
                .union(["cardData", "config"].filter { query.flag($0) })
        }
        return (render(start..<end, fields: fields), end < count ? next(query, from: end) : nil)
    }

    private func next(_ query: Query, from index: Int) -> String {
        let rest = query.encoded(without: "cursor")
        return (rest.isEmpty ? "" : rest + "&") + "cursor=" + Percent.encode(Data("generated:\(index)".utf8).base64EncodedString())
    }

    private func render(_ indices: Range<Int>, fields: Set<String>) -> [UInt8] {
        let own = ModelVariant.ownFields.filter { fields.contains($0.rawValue) }
        let shared = ModelVariant.sharedFields.indices.filter { fields.contains(ModelVariant.sharedFields[$0]) }
        var out: [UInt8] = []
        out.reserveCapacity(indices.count * 3_500)
        out.append(UInt8(ascii: "["))
        for index in indices {
            if index > indices.lowerBound { out.append(UInt8(ascii: ",")) }
            let variant = variants[variantNumber(index)]
            out += "{\"_id\":\"".utf8
            Self.hex(word(index, 9), digits: 12, &out)
            Self.hex(word(index, 10), digits: 12, &out)
            out += "\",\"id\":\"".utf8
            write(id: index, variant, &out)
            out.append(UInt8(ascii: "\""))
            for field in own { write(field, index, variant, &out) }
            for field in shared { out += variant.members[field] }
            out.append(UInt8(ascii: "}"))
        }
        out.append(UInt8(ascii: "]"))
        return out
    }

    private func write(_ field: ModelVariant.OwnField, _ index: Int, _ variant: ModelVariant, _ out: inout [UInt8]) {
        out += field.opening
        switch field {
        case .modelId: write(id: index, variant, &out)
        case .author: out += variant.author
        case .sha: for part in 0..<5 { Self.hex(word(index, part), digits: 8, &out) }
        case .lastModified: out += changed(index).description.utf8
        case .downloads: out += String(downloads(index)).utf8
        case .downloadsAllTime: out += String(downloads(index) * 17).utf8
        case .likes: out += String(likes(index)).utf8
        case .trendingScore: out += String(likes(index) / 50).utf8
        }
        if field.isText { out.append(UInt8(ascii: "\"")) }
    }

    private func write(id index: Int, _ variant: ModelVariant, _ out: inout [UInt8]) {
        out += variant.idPrefix
        out += String(index).utf8
    }

    // MARK: - One model

    /// The model of that name, with its small files.
    func repository(_ id: String) -> SampleRepository? {
        guard let digits = id.split(separator: "-").last, let index = Int(digits), (0..<count).contains(index) else { return nil }
        let variant = variants[variantNumber(index)]
        guard id == String(decoding: variant.idPrefix, as: UTF8.self) + String(index) else { return nil }
        var sha: [UInt8] = []
        for part in 0..<5 { Self.hex(word(index, part), digits: 8, &sha) }
        var metadata = RepositoryMetadata()
        metadata.lastModified = changed(index)
        metadata.downloads = Int64(downloads(index))
        metadata.downloadsAllTime = Int64(downloads(index) * 17)
        metadata.likes = Int64(likes(index))
        metadata.gate = variant.isGated ? .automatic : .open
        let files = variant.files(of: id).compactMap { name, bytes in
            RepoPath(name).flatMap { try? SampleFile(path: $0, size: Int64(bytes.count), content: .memory(bytes)) }
        }
        return try? SampleRepository(
            id: id, metadata: metadata, files: ["main": files], commit: CommitID(String(decoding: sha, as: UTF8.self)))
    }

    // MARK: - Numbers

    private func variantNumber(_ index: Int) -> Int { Int(word(index, 20) & 255) }

    /// 64 bits that belong to a model and a purpose.
    private func word(_ index: Int, _ purpose: Int) -> UInt64 {
        var random = SplitMix(state: seed &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(purpose) &* 0xD1B5_4A32_D192_ED03)
        return random.next()
    }

    private func changed(_ index: Int) -> Timestamp { Timestamp(milliseconds: Self.newest - Int64(index) * Self.interval) }

    /// Of 30 days: a power law in pieces, half of all models with none.
    private func downloads(_ index: Int) -> Int {
        DownloadCurve.downloads(share: Double(index * stride % count) / Double(count))
    }

    /// Four models of five have none.
    private func likes(_ index: Int) -> Int {
        let number = word(index, 30)
        guard number % 5 == 0 else { return 0 }
        return 1 + Int(Double(downloads(index)).squareRoot() / 3) + Int(number >> 60) / 4
    }

    private static func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }

    private static func hex(_ value: UInt64, digits: Int, _ out: inout [UInt8]) {
        for place in (0..<digits).reversed() {
            let digit = UInt8(truncatingIfNeeded: value >> UInt64(4 * place)) & 15
            out.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
    }
}

/// Steele, Lea and Flood's SplitMix64: small, fast, and the same everywhere.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Downloads by rank, as measured and estimated for a hub of 2.5 million models: rank 1 has 2.5e8, rank 100 2.5e6, 1.07 %
/// of all models more than a thousand, a quarter ten, half of all at least one.
enum DownloadCurve {
    private static let anchors: [(share: Double, downloads: Double)] = [
        (4e-7, 2.5e8), (4e-5, 2.5e6), (0.0107, 1_000), (0.25, 10), (0.5, 1),
    ]

    /// `share`: rank divided by the number of models, from 0.
    static func downloads(share: Double) -> Int {
        guard share < 0.5 else { return 0 }
        let share = max(share, anchors[0].share)
        for (low, high) in zip(anchors, anchors.dropFirst()) where share <= high.share {
            let part = log(share / low.share) / log(high.share / low.share)
            return Int(low.downloads * exp(part * log(high.downloads / low.downloads)))
        }
        return 0
    }
}
