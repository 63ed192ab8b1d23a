import Blobs
import Catalog
import CatalogData
import Foundation
import Logging
import Search
import Shelves
import TestSupport
import Testing
import Vocabulary

@testable import Serving

/// A real shelf, store and catalog in a temporary folder, and ways to fill them.
struct World {
    let folder: URL
    let blobs: DiskBlobStore
    let shelf: Shelf
    let catalog: CatalogDatabase

    /// A file to publish.
    struct File {
        let path: String
        let bytes: [UInt8]
        /// Kept by LFS: known by its SHA-256.
        var isLarge = false
        /// Upstream only.
        var isLeftOut = false

        init(_ path: String, _ text: String) { (self.path, bytes) = (path, Array(text.utf8)) }
        init(large path: String, _ bytes: [UInt8]) { (self.path, self.bytes, isLarge) = (path, bytes, true) }
        init(leftOut path: String, _ bytes: [UInt8]) { (self.path, self.bytes, isLarge, isLeftOut) = (path, bytes, true, true) }
    }

    init(_ folder: URL) throws {
        self.folder = folder
        blobs = DiskBlobStore(root: folder.appendingPathComponent("blobs").path)
        shelf = Shelf(root: folder.appendingPathComponent("shelf").path)
        catalog = try CatalogDatabase(path: nil, data: CatalogData())
    }

    var library: StoreLibrary { StoreLibrary(catalog: catalog, index: SearchCatalog(catalog, path: nil), shelf: shelf, blobs: blobs) }

    func publish(_ path: String, commit: CommitID, refs: [(RefClaim.Kind, String)], _ files: [File]) async throws {
        let model = try #require(ModelID(hub: .huggingFace, path: path))
        var held: [ManifestFile] = []
        for file in files {
            held.append(try await hold(file))
        }
        let manifest = RevisionManifest(model: model, commit: commit, files: held, publishedAt: Timestamp(milliseconds: 1_760_000_000_000))
        let claims = refs.map { kind, name in
            let folder = [RefClaim.Kind.branch: "heads", .tag: "tags", .convert: "convert", .pullRequest: "pr"][kind] ?? "heads"
            return RefClaim(kind: kind, name: name, ref: "refs/\(folder)/\(name)", commit: commit)
        }
        try shelf.publish(manifest, refs: claims)
        try await catalog.markMirrored(model, commit: commit, at: Timestamp(milliseconds: 1_760_000_000_000))
    }

    private func hold(_ file: File) async throws -> ManifestFile {
        let path = try RepoPath(checking: file.path)
        let blob = ContentID.gitBlob(GitObjectID(hashing: file.bytes, as: "blob"))
        let digest = try await takeIn(file.bytes, as: blob)
        if file.isLeftOut { try await blobs.remove(digest) }
        let content = file.isLarge ? ContentID.sha256(digest) : blob
        return ManifestFile(
            path: path, size: Int64(file.bytes.count), content: content, object: nil, blob: file.isLeftOut ? nil : digest)
    }

    private func takeIn(_ bytes: [UInt8], as content: ContentID) async throws -> Digest {
        let ingest = try await blobs.ingest(content, size: Int64(bytes.count))
        if !ingest.missing.isEmpty { try Self.write(bytes, to: ingest) }
        return try await ingest.commit()
    }

    private static func write(_ bytes: [UInt8], to ingest: any BlobIngest) throws {
        try bytes.withUnsafeBytes { try ingest.write($0, at: 0) }
    }

    func crawl(_ claims: [ModelClaim]) async throws {
        let now = Timestamp(milliseconds: 1_750_000_000_000)
        let run = try await catalog.beginCrawl(of: .huggingFace, kind: .full, at: now)
        let page = try await catalog.record(claims.map { ListingEntry($0) }, next: .walked, in: run, at: now)
        _ = try await catalog.finish(page.run, at: now)
    }
}

func commitID(_ digit: Character) throws -> CommitID { try #require(CommitID(String(repeating: digit, count: 40))) }

func claim(
    _ path: String, commit: CommitID? = nil, gate: Gate = .open, downloads: Int64 = 0, task: String? = nil, tags: [String] = []
) throws -> ModelClaim {
    ModelClaim(
        id: try #require(ModelID(hub: .huggingFace, path: path)), author: path.split(separator: "/").first.map(String.init), commit: commit,
        createdAt: Timestamp(milliseconds: 1_700_000_000_000), lastModified: Timestamp(milliseconds: 1_740_000_000_000), gate: gate,
        downloads: downloads, likes: 3, trendingScore: Double(downloads), library: "transformers", task: task, tags: tags,
        parameters: 110_000_000, storage: 1_000, cardData: #"{"license":"mit"}"#)
}

/// Three megabytes that no chunk or hash confuses with any other part of themselves.
let largeBytes: [UInt8] = {
    var generator = SplitMix(state: 7)
    return [UInt8](unsafeUninitializedCapacity: (3 << 20) + 3) { space, count in
        let words = UnsafeMutableRawBufferPointer(space)
        for offset in stride(from: 0, to: 3 << 20, by: 8) { words.storeBytes(of: generator.next(), toByteOffset: offset, as: UInt64.self) }
        for last in 0..<3 { words[(3 << 20) + last] = UInt8(last + 1) }
        count = (3 << 20) + 3
    }
}()

/// Byte by byte through the generic library, debug builds take seconds for megabytes.
func isSame(_ left: [UInt8], _ right: ArraySlice<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    return left.withUnsafeBytes { a in
        right.withUnsafeBytes { b in
            guard let first = a.baseAddress, let second = b.baseAddress else { return true }
            return memcmp(first, second, a.count) == 0
        }
    }
}

/// `acme/bert` mirrored in two commits, `acme/partial` with files left out, `acme/indexed` and `acme/locked` only in the catalog.
func withHub(
    _ configuration: ServerConfiguration = ServerConfiguration(), library wrap: (@Sendable (any Library) -> any Library)? = nil,
    _ body: (HubClient, World) async throws -> Void
) async throws {
    try await withTemporaryFolder { folder in
        let world = try World(folder)
        try await world.crawl([
            claim("acme/bert", commit: commitID("a"), downloads: 900, task: "fill-mask", tags: ["bert", "license:mit"]),
            claim("acme/indexed", commit: commitID("c"), downloads: 500, tags: ["license:mit"]),
            claim("acme/locked", commit: commitID("d"), gate: .manual, downloads: 100),
            claim("solo", commit: commitID("e"), downloads: 50),
        ])
        try await world.publish(
            "acme/bert", commit: commitID("b"), refs: [(.tag, "v1.0"), (.pullRequest, "1")], [.init("config.json", "{}")])
        try await world.publish(
            "acme/bert", commit: commitID("a"), refs: [(.branch, "main")],
            [
                .init(".gitattributes", "*.safetensors filter=lfs\n"), .init("config.json", #"{"model_type":"bert"}"#),
                .init("empty.txt", ""),
                .init("sub dir/a+b.txt", "plus\n"), .init("sub dir/deep/x.json", "{}"), .init("README.md", "# Bert\n"),
                .init(large: "model.safetensors", largeBytes),
            ])
        try await world.publish(
            "acme/partial", commit: commitID("f"), refs: [(.branch, "main")],
            [.init("config.json", "{}"), .init(leftOut: "model.safetensors", Array("left out".utf8))])
        try await withServer(wrap?(world.library) ?? world.library, configuration) { try await body($0, world) }
    }
}

/// A server on a free port of loopback, gone afterwards.
func withServer(_ library: any Library, _ configuration: ServerConfiguration, _ body: (HubClient) async throws -> Void) async throws {
    var configuration = configuration
    configuration.port = 0
    configuration.shutdownGrace = .seconds(1)
    var log = Logger(label: "test")
    log.logLevel = .critical
    let server = Server(configuration, library: library, log: log)
    let (ports, ready) = AsyncStream.makeStream(of: Int.self)
    let running = Task { try await server.run { ready.yield($0) } }
    do {
        var iterator = ports.makeAsyncIterator()
        let port = try #require(await iterator.next())
        try await body(HubClient(port: port))
    } catch {
        running.cancel()
        _ = await running.result
        throw error
    }
    running.cancel()
    try await running.value
}

/// Asks the server under test.
struct HubClient: Sendable {
    let port: Int

    func send(_ method: String, _ target: String, _ headers: [String: String] = [:], body: String = "") async throws -> PlainClient.Reply {
        try await PlainClient().send(method, "http://127.0.0.1:\(port)\(target)", headers: headers, body: Array(body.utf8))
    }

    func get(_ target: String, _ headers: [String: String] = [:]) async throws -> PlainClient.Reply {
        try await send("GET", target, headers)
    }

    func head(_ target: String, _ headers: [String: String] = [:]) async throws -> PlainClient.Reply {
        try await send("HEAD", target, headers)
    }

    /// The answer's JSON.
    func json(_ target: String) async throws -> Any {
        let reply = try await get(target)
        #expect(reply.status == 200, "\(target): \(reply.text.prefix(200))")
        return try JSONSerialization.jsonObject(with: Data(reply.body))
    }

    func object(_ target: String) async throws -> [String: Any] { try #require(try await json(target) as? [String: Any]) }

    func list(_ target: String) async throws -> [[String: Any]] { try #require(try await json(target) as? [[String: Any]]) }
}
