import Blobs
import Catalog
import CatalogData
import Foundation
import HTTPTypes
import Hubs
import Logging
import Mirroring
import SampleHub
import Search
import Serving
import Shelves
import TestSupport
import Testing
import Transport
import Vocabulary

@testable import Commands

/// A sample hub over loopback, and a server that fills from it: everything but the command line.
struct FillBench {
    /// 12 MiB and a byte: many leaves, one part.
    static let large = SampleRepositories.noise((12 << 20) + 1, seed: 5)
    /// A file whose name says that it may run code.
    static let risky = SampleRepositories.noise(3 << 20, seed: 6)

    static let manyFiles = 60

    let hub: SampleHubServer
    let home: ScratchFolder
    let blobs: DiskBlobStore
    let published: Shelf
    let fills: Shelf

    /// Runs `body` with a hub of the sample repositories and of `org/model`, which has a large file, a small one and a risky one;
    /// `org/many` has small ones.
    static func with(_ body: (FillBench) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            try SampleRepositories.write(to: folder)
            let model = folder.appendingPathComponent("org/model")
            try FileManager.default.createDirectory(at: model, withIntermediateDirectories: true)
            try Data(large).write(to: model.appendingPathComponent("model.safetensors"))
            try Data(risky).write(to: model.appendingPathComponent("pytorch_model.bin"))
            try Data(#"{"model_type":"bert"}"#.utf8).write(to: model.appendingPathComponent("config.json"))
            let many = folder.appendingPathComponent("org/many")
            try FileManager.default.createDirectory(at: many, withIntermediateDirectories: true)
            for number in 0..<manyFiles { try Data("file \(number)".utf8).write(to: many.appendingPathComponent("\(number).txt")) }
            try await withSampleHub(.init(folder: folder.path)) { hub in
                let home = try ScratchFolder()
                try await body(
                    FillBench(
                        hub: hub, home: home, blobs: DiskBlobStore(root: home.path + "/blobs"),
                        published: Shelf(root: home.path + "/shelf"), fills: Shelf(root: home.path + "/fills")))
            }
        }
    }

    /// What a test wants otherwise.
    struct Wishes {
        var options = FillOptions()
        /// nil: gated models are refused, everything else is let in.
        var rules: FillRules?
        var blobs: DiskBlobStore?
        var fills = true
        var quotas: [Quota] = []
        /// How long servers look for bytes; nil: as always.
        var patience: Duration?
    }

    /// Runs `body` with a server on this bench's mirror, gone afterwards.
    func serving(_ wishes: Wishes = Wishes(), _ body: (FillClient, Filler) async throws -> Void) async throws {
        let source = try source()
        var options = wishes.options
        options.pause = { _ in try await Task.sleep(for: .milliseconds(20)) }
        let open = OpenModels([.huggingFace: source], tokens: [])
        let rules = wishes.rules ?? FillRules(admission: { model, _ async throws(MirrorError) in try await open.check(model) })
        let blobs = wishes.blobs ?? self.blobs
        let filler = Filler(
            blobs: blobs, published: published, fills: fills, sources: [.huggingFace: source], rules: rules, options: options,
            quotas: FillQuotas(shelf: published, fills: fills, doubt: .milliseconds(300)) { [quotas = wishes.quotas] in quotas },
            now: { Timestamp(milliseconds: 1_700_000_000_000) })
        var log = Logger(label: "test")
        log.logLevel = .critical
        var pull = FillPullThrough(filler: filler, shelf: fills, log: log)
        if let patience = wishes.patience { (pull.patience, pull.headPatience) = (patience, patience) }
        let catalog = try CatalogDatabase(path: nil, data: CatalogData())
        let library = StoreLibrary(
            catalog: catalog, index: SearchCatalog(catalog, path: nil),
            shelf: wishes.fills ? OverlaidShelf(published, over: fills) : published, blobs: blobs,
            pullThrough: wishes.fills ? pull : nil)
        var settings = ServerConfiguration()
        settings.port = 0
        settings.shutdownGrace = .seconds(1)
        let server = Server(settings, library: library, log: log)
        let (ports, ready) = AsyncStream.makeStream(of: Int.self)
        let running = Task { try await server.run { ready.yield($0) } }
        var iterator = ports.makeAsyncIterator()
        let port = try #require(await iterator.next())
        let result: Result<Void, any Error>
        do {
            try await body(FillClient(port: port), filler)
            result = .success(())
        } catch {
            result = .failure(error)
        }
        running.cancel()
        _ = await running.result
        await filler.stop()
        try result.get()
    }

    func source() throws -> MirrorSource {
        let transport = TransportConfiguration(
            curl: CurlSettings(userAgent: "test", connectTimeout: .seconds(30), stallTimeout: .seconds(30)), retries: .never
        ).makeTransport()
        return MirrorSource(hub: HuggingFaceHub(endpoint: try #require(WebURL(hub.endpoint)), transport: transport), transport: transport)
    }

    var model: ModelID { get throws { try #require(ModelID("org/model")) } }

    /// Whether a file of `org/model` is on the shelf of fills with its bytes in the store.
    func isHeld(_ path: String) async throws -> Bool {
        guard let commit = try fills.commit(for: .main, of: model), let manifest = try fills.manifest(of: model, at: commit),
            let name = RepoPath(path), let blob = manifest.file(at: name)?.blob
        else { return false }
        return try await blobs.size(of: blob) != nil
    }

    /// Requests that the hub had so far.
    func requests() async -> Int { await hub.requests.count }

    /// GETs for bytes of large files, on the hub's second origin.
    func downloads() async -> Int { await hub.requests.count { $0.route == .content && $0.method == .get } }
}

/// Asks the server under test.
struct FillClient: Sendable {
    let port: Int

    func get(_ target: String, _ headers: [String: String] = [:]) async throws -> PlainClient.Reply {
        try await send("GET", target, headers)
    }

    func head(_ target: String) async throws -> PlainClient.Reply { try await send("HEAD", target, [:]) }

    private func send(_ method: String, _ target: String, _ headers: [String: String]) async throws -> PlainClient.Reply {
        try await PlainClient().send(method, "http://127.0.0.1:\(port)\(target)", headers: headers)
    }

    /// A file of `org/model`.
    func file(_ path: String, _ headers: [String: String] = [:]) async throws -> PlainClient.Reply {
        try await get("/org/model/resolve/main/\(path)", headers)
    }
}

/// A client that can be looked at while it reads.
final class SlowClient: Sendable {
    struct Unreachable: Error {}

    private let descriptor: Int32

    init(_ target: String, port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard connected == 0 else { throw Unreachable() }
        let request = Array("GET \(target) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".utf8)
        _ = request.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }

    deinit { close(descriptor) }

    /// Reads until there are so many bytes (head included), or the end; on a thread that may block.
    func read(_ count: Int) async -> Int {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { [descriptor] in
                var total = 0
                var buffer = [UInt8](repeating: 0, count: 65_536)
                while total < count, case let read = recv(descriptor, &buffer, buffer.count, 0), read > 0 { total += read }
                continuation.resume(returning: total)
            }
        }
    }
}

/// Looks until it is so, for ten seconds.
func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
    for _ in 0..<200 {
        if try await condition() { return true }
        try await Task.sleep(for: .milliseconds(50))
    }
    return false
}
