internal import JSONReading

/// `model.safetensors.index.json`: which tensor is in which of the files that weights were cut into.
public struct SafetensorsIndex: Hashable, Sendable {
    /// An index of the largest models known has 100,000 tensors and 10 MB.
    public static let sizeLimit = 64 << 20
    /// Weights are cut into some hundred files at most.
    static let shardLimit = 10_000

    /// Bytes of all tensors, where the index says so.
    public let totalSize: Int64?
    /// Names of files beside the index, sorted.
    public let shards: [String]
    public let tensors: Int

    /// Reads the whole text; `name` is for messages.
    public init(parsing bytes: [UInt8], name: String) throws(ScanError) {
        let document: JSONDocument
        do {
            document = try JSONDocument(parsing: bytes, limits: .init(size: Self.sizeLimit, depth: 16))
        } catch {
            throw .malformed(file: name, reason: "it is \(error)")
        }
        guard let map = document.root["weight_map"]?.object else {
            throw .malformed(file: name, reason: "it has no weight_map")
        }
        var shards: Set<String> = []
        var tensors = 0
        for (_, value) in map {
            guard let shard = value.string, Self.isPlain(shard) else {
                throw .malformed(file: name, reason: "a tensor is not in a file beside the index")
            }
            shards.insert(shard)
            tensors += 1
            guard shards.count <= Self.shardLimit else { throw .tooMuch(file: name, reason: "more than \(Self.shardLimit) files") }
        }
        self.shards = shards.sorted()
        self.tensors = tensors
        totalSize = document.root["metadata"]?["total_size"]?.int64.flatMap { $0 >= 0 ? $0 : nil }
    }

    /// A name without a way out of the folder.
    private static func isPlain(_ name: String) -> Bool {
        !name.isEmpty && !name.hasPrefix("/") && !name.utf8.contains(0) && !name.utf8.contains(UInt8(ascii: "\\"))
            && !name.split(separator: "/", omittingEmptySubsequences: false).contains { $0 == ".." || $0 == "." || $0.isEmpty }
    }
}
