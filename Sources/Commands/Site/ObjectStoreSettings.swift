import ObjectStore
import Vocabulary

/// What `serve` serves.
enum ServedStore: String, CaseIterable, Sendable {
    /// This machine's mirror.
    case local
    /// What is published in the bucket.
    case s3
}

/// `object_store` in weighbridge.yaml: a bucket of an S3-compatible store. Keys to it are in the environment or in a file, never here.
struct ObjectStoreSettings: Sendable, Equatable {
    var endpoint: String
    var bucket: String
    var region = "us-east-1"
    var prefix = ""
    var style = S3Location.Style.path
    /// nil: the keys are in the environment.
    var credentialsFile: String?
    /// nil: `cache` in the data folder.
    var cachePath: String?
    var cacheSize: Int64 = 20 << 30

    init(_ store: inout StrictMapping) throws {
        guard let endpoint = try store.text("endpoint"), let bucket = try store.text("bucket") else {
            throw StrictMapping.Problem(line: nil, reason: "'object_store' needs 'endpoint' and 'bucket'")
        }
        self.endpoint = endpoint
        self.bucket = bucket
        region = try store.text("region") ?? region
        prefix = try store.text("prefix") ?? prefix
        style = try store.choice("style", of: S3Location.Style.self) ?? style
        credentialsFile = try store.text("credentials_file")
        guard var cache = try store.mapping("cache") else { return }
        cachePath = try cache.text("path")
        if let text = try cache.text("size") {
            guard let size = Quantity.parseBytes(text), size >= LeafCache.smallest else {
                throw StrictMapping.Problem(
                    line: nil,
                    reason: "'object_store.cache.size' must be bytes such as 100GiB, at least \(Quantity.bytes(LeafCache.smallest))")
            }
            cacheSize = size
        }
        try cache.finish()
    }

    func yaml(_ quoted: (String) -> String) -> [String] {
        var lines = [
            "object_store:", "  endpoint: \(quoted(endpoint))", "  bucket: \(quoted(bucket))", "  region: \(quoted(region))",
            "  prefix: \(quoted(prefix))", "  style: \(style.rawValue)",
        ]
        if let credentialsFile { lines.append("  credentials_file: \(quoted(credentialsFile))") }
        lines.append("  cache:")
        if let cachePath { lines.append("    path: \(quoted(cachePath))") }
        lines.append("    size: \(cacheSize)B")
        return lines
    }
}
