public import Transport
internal import Vocabulary

/// A place in a bucket of an S3-compatible store.
public struct S3Location: Sendable, Hashable, CustomStringConvertible {
    /// How a bucket is named in an address.
    public enum Style: String, CaseIterable, Sendable {
        /// `https://host/bucket/key`: every store understands it.
        case path
        /// `https://bucket.host/key`: what AWS asks of buckets made since 2020.
        case virtualHost = "virtual_host"
    }

    /// Why a place can't be one.
    public struct Fault: Error, Sendable, CustomStringConvertible {
        public let description: String
    }

    public let bucket: String
    public let region: String
    /// Before every key: empty, or ending with a slash.
    public let prefix: String
    /// Address of the bucket, ending with a slash.
    private let base: String

    /// - Parameters:
    ///   - endpoint: the store's address, without bucket.
    ///   - prefix: a folder in the bucket; slashes at its ends don't count.
    public init(endpoint: WebURL, bucket: String, region: String = "us-east-1", prefix: String = "", style: Style = .path) throws(Fault) {
        // The rules of AWS for names, which other stores share.
        let isName = bucket.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E }
        guard isName, (3...63).contains(bucket.utf8.count), bucket.first != ".", bucket.first != "-", !bucket.contains("..") else {
            throw Fault(description: "'\(bucket)' can't name a bucket (3 to 63 lower-case letters, digits, '-' and '.')")
        }
        guard !region.isEmpty, region.utf8.allSatisfy({ ($0 > 0x2D && $0 < 0x3A) || $0 == 0x2D || ($0 | 0x20 > 0x60 && $0 | 0x20 < 0x7B) })
        else { throw Fault(description: "'\(region)' can't name a region") }
        guard endpoint.query == nil else { throw Fault(description: "the endpoint \(endpoint) has a query") }
        let parts = prefix.split(separator: "/")
        guard prefix.utf8.count <= 500, parts.allSatisfy({ $0 != "." && $0 != ".." && $0.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } })
        else {
            throw Fault(description: "the prefix '\(prefix)' has characters that can't be in a key, or '..'")
        }
        self.bucket = bucket
        self.region = region
        self.prefix = parts.map { $0 + "/" }.joined()
        let path = endpoint.path.hasSuffix("/") ? String(endpoint.path.dropLast()) : endpoint.path
        switch style {
        case .path: base = "\(endpoint.origin)\(path)/\(bucket)/"
        case .virtualHost:
            let scheme = endpoint.origin.scheme
            base = "\(scheme)://\(bucket).\(endpoint.origin.description.dropFirst(scheme.count + 3))\(path)/"
        }
        guard WebURL(base) != nil else { throw Fault(description: "\(base) is not an address") }
    }

    /// For messages.
    public var description: String { "s3://\(bucket)/\(prefix)" }

    /// The address of a key below the prefix; nil: of the bucket. The query is put in the order and form that signatures need.
    func url(_ key: String?, _ query: [(name: String, value: String)] = []) -> WebURL? {
        let path = key.map { PercentCoding.encode(prefix + $0, keepingSlashes: true) } ?? ""
        let pairs = query.map { (PercentCoding.encode($0.name), PercentCoding.encode($0.value)) }.sorted { $0 < $1 }
        return WebURL(base + path + (pairs.isEmpty ? "" : "?") + pairs.map { "\($0.0)=\($0.1)" }.joined(separator: "&"))
    }
}
