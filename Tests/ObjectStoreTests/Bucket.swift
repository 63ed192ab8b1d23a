import Blobs
import Foundation
import HTTPTypes
import TestSupport
import Testing
import Transport
import Vocabulary

@testable import ObjectStore

/// A bucket of a real server, a way to it that counts, and folders for one test.
final class Bucket: Sendable {
    let server: RcloneServer
    let counting: CountingTransport
    let client: S3Client
    let scratch: ScratchFolder

    init(prefix: String = "mirror/one", secret: String = RcloneServer.secretKey) async throws {
        server = try await RcloneServer()
        scratch = try ScratchFolder()
        counting = CountingTransport(Bucket.transport())
        client = try Bucket.client(endpoint: server.endpoint, prefix: prefix, secret: secret, counting)
    }

    static func transport() -> any HTTPTransport {
        var settings = TransportConfiguration(
            curl: CurlSettings(userAgent: "weighbridge-tests", connectTimeout: .seconds(5), stallTimeout: .seconds(20)))
        settings.retries = RetryPolicy(retries: 2, firstBackoff: .milliseconds(20), longestBackoff: .milliseconds(50))
        return settings.makeTransport()
    }

    static func client(
        endpoint: String, prefix: String, secret: String = RcloneServer.secretKey, _ transport: any HTTPTransport
    ) throws -> S3Client {
        let location = try S3Location(endpoint: try #require(WebURL(endpoint)), bucket: "bucket", prefix: prefix)
        let signing = try #require(
            RequestSigning(accessKey: RcloneServer.accessKey, secretKey: secret, region: location.region))
        return S3Client(location, signing: signing, transport: transport)
    }

    /// A store with a cache of its own.
    func store(
        cache name: String = "cache", limit: Int64 = 256 << 20, clock: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) throws -> S3BlobStore {
        S3BlobStore(
            client, cache: try LeafCache(path: "\(scratch.path)/\(name)", limit: limit), staging: "\(scratch.path)/staging", clock: clock)
    }

    /// Waits until the server has noticed what was done behind its back: it remembers folders for a tenth of a second.
    func settle() async throws { try await Task.sleep(for: .milliseconds(400)) }

    func file(_ digest: Digest, _ ending: String = "") -> URL {
        server.file("mirror/one/blobs/sha256/\(digest.hex.prefix(2))/\(digest.hex)\(ending)")
    }
}

/// Counts GETs of each path.
final class CountingTransport: HTTPTransport, @unchecked Sendable {  // Safety: `gets` is only touched under `lock`.
    private let base: any HTTPTransport
    private let lock = NSLock()
    private var gets: [String: Int] = [:]

    init(_ base: any HTTPTransport) { self.base = base }

    func count(_ ending: String) -> Int { lock.withLock { gets.filter { $0.key.hasSuffix(ending) }.map(\.value).reduce(0, +) } }

    func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
        note(request)
        return try await base.send(request)
    }

    func download(_ request: TransportRequest, into sink: any ByteSink) async throws(TransportError) -> TransportResponse.Head {
        note(request)
        return try await base.download(request, into: sink)
    }

    private func note(_ request: TransportRequest) {
        if request.method == .get { lock.withLock { gets[request.url.path, default: 0] += 1 } }
    }
}

/// Bytes that differ everywhere.
func pattern(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        for index in 0..<count {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            buffer[index] = UInt8(truncatingIfNeeded: state >> 24)
        }
        filled = count
    }
}

extension BlobStore {
    func store(_ bytes: [UInt8], as content: ContentID? = nil) async throws -> Digest {
        let ingest = try await ingest(content ?? .sha256(Digest(hashing: bytes)), size: Int64(bytes.count))
        if !ingest.missing.isEmpty { try bytes.withUnsafeBytes { try ingest.write($0, at: 0) } }
        return try await ingest.commit()
    }

    func bytes(of digest: Digest, _ range: Range<Int64>? = nil) async throws -> [UInt8] {
        let reader = try await reader(of: digest)
        let range = range ?? 0..<reader.size
        return try await Offload.run {
            var bytes = [UInt8](repeating: 0, count: range.count)
            let count = try bytes.withUnsafeMutableBytes { try reader.read(into: $0, at: range.lowerBound) }
            return Array(bytes[..<count])
        }
    }
}

/// Waits until it is so; records an issue when it is not within half a minute.
func until(_ condition: () async throws -> Bool, location: SourceLocation = #_sourceLocation) async throws {
    let end = ContinuousClock.now + .seconds(30)
    while try await !condition() {
        guard .now < end else {
            Issue.record("it never came to be", sourceLocation: location)
            return
        }
        try await Task.sleep(for: .milliseconds(20))
    }
}

func blobError(_ work: () async throws -> Void) async -> BlobError? {
    do {
        try await work()
        return nil
    } catch {
        return error as? BlobError
    }
}
