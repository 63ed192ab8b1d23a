internal import JSONReading
public import Vocabulary

/// What is told of a snapshot without reading what it holds.
public struct Snapshot: Hashable, Sendable {
    public let name: SnapshotName
    public let createdAt: Timestamp
    public let remark: String
    /// SHA-256 of the snapshot's listing, which names every model, ref, commit and manifest digest: equal where the same is served.
    public let root: Digest
    public let models: Int
    public let commits: Int
    public let files: Int
    /// Bytes of the blobs, each counted once.
    public let bytes: Int64

    public init(
        name: SnapshotName, createdAt: Timestamp, remark: String, root: Digest, models: Int, commits: Int, files: Int, bytes: Int64
    ) {
        self.name = name
        self.createdAt = createdAt
        self.remark = remark
        self.root = root
        self.models = models
        self.commits = commits
        self.files = files
        self.bytes = bytes
    }

    static let limit = 64 << 10
    /// Characters of a remark that are kept.
    public static let remarkLimit = 1_000

    func encoded() -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("schema", 1)
            json.member("name", name.description)
            json.member("created_at", createdAt.description)
            json.member("remark", remark)
            json.member("root", root.description)
            for (key, value) in [("models", Int64(models)), ("commits", Int64(commits)), ("files", Int64(files)), ("bytes", bytes)] {
                json.member(key, value)
            }
        }
        return json.bytes
    }

    init(parsing bytes: [UInt8], name: SnapshotName, key: String) throws(ShelfError) {
        let root: JSONValue
        do throws(JSONError) { root = try JSONDocument(parsing: bytes, limit: Self.limit).root } catch {
            throw .damaged(path: key, reason: error.description)
        }
        guard root["schema"]?.int64 == 1 else { throw .damaged(path: key, reason: "its schema is not known here") }
        guard root["name"]?.string == name.description else { throw .damaged(path: key, reason: "it has another name inside") }
        guard let time = root["created_at"]?.string.flatMap({ Timestamp($0) }), let remark = root["remark"]?.string,
            let digest = root["root"]?.string.flatMap({ Digest($0) })
        else { throw .damaged(path: key, reason: "no created_at, remark or root") }
        var counts: [Int64] = []
        for field in ["models", "commits", "files", "bytes"] {
            guard let count = root[field]?.int64, count >= 0 else { throw .damaged(path: key, reason: "no \(field)") }
            counts.append(count)
        }
        self.init(
            name: name, createdAt: time, remark: remark, root: digest, models: Int(counts[0]), commits: Int(counts[1]),
            files: Int(counts[2]), bytes: counts[3])
    }
}
