import Blobs
import Catalog
import Foundation
import Logging
import Reports
import Search
import Shelves
import TestSupport
import Testing
import Vocabulary

@testable import Serving

@Suite(.timeLimit(.minutes(5))) struct ServerTests {
    @Test("health and readiness answer, and readiness fails with the store")
    func health() async throws {
        try await withHub { hub, _ async throws in
            #expect(try await hub.get("/healthz").text == "ok\n")
            #expect(try await hub.get("/readyz").status == 200)
        }
        try await withServer(BrokenLibrary(), ServerConfiguration()) { hub async throws in
            #expect(try await hub.get("/healthz").status == 200)
            #expect(try await hub.get("/readyz").status == 503)
        }
    }

    @Test("a store that can't answer is never told as something missing")
    func brokenStore() async throws {
        let cases: [String] = [
            "/api/models", "/api/models/acme/bert", "/api/models/acme/bert/tree/main", "/acme/bert/resolve/main/config.json",
            "/weighbridge/v1/models", "/weighbridge/v1/models/huggingface/acme%2Fbert", "/weighbridge/v1/searches/1/feed.atom",
            "/weighbridge/v1/statistics",
        ]
        try await withServer(BrokenLibrary(), ServerConfiguration()) { hub async throws in
            for target in cases {
                let reply = try await hub.get(target)
                #expect(reply.status == 503)
                #expect(reply.headers["retry-after"] != nil)
                #expect(!reply.text.contains("the disk is on fire"))
            }
        }
    }

    @Test("every answer may be read by a browser's script from another site, and a preflight says so beforehand")
    func crossOrigin() async throws {
        try await withHub { hub, _ async throws in
            for target in ["/acme/bert/resolve/main/config.json", "/api/models/acme/none", "/healthz"] {
                let reply = try await hub.get(target, ["Origin": "http://page.example"])
                #expect(reply.headers["access-control-allow-origin"] == "*")
                #expect(reply.headers["access-control-expose-headers"]?.contains("X-Repo-Commit") == true)
            }
            let preflight = try await hub.send(
                "OPTIONS", "/acme/bert/resolve/main/config.json",
                ["Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "range"])
            #expect(preflight.status == 204)
            #expect(preflight.headers["access-control-allow-headers"] == "range")
            #expect(preflight.headers["access-control-allow-methods"]?.contains("HEAD") == true)
        }
    }

    @Test("a HEAD has the head of the GET and no body, on every route")
    func heads() async throws {
        let cases: [String] = [
            "/api/models", "/api/models/acme/bert", "/api/models/acme/bert/tree/main", "/api/models/acme/bert/refs", "/healthz", "/nothing",
            "/acme/bert/raw/main/model.safetensors", "/acme/bert/resolve/main/README.md",
        ]
        try await withHub { hub, _ async throws in
            for target in cases {
                let get = try await hub.get(target)
                let head = try await hub.head(target)
                #expect(head.status == get.status)
                #expect(head.headers["content-length"] == "\(get.body.count)")
                #expect(head.headers["content-type"] == get.headers["content-type"])
                #expect(head.body.isEmpty)
            }
        }
    }

    @Test("what would write is refused")
    func readOnly() async throws {
        try await withHub { hub, _ async throws in
            for method in ["POST", "PUT", "DELETE", "PATCH"] {
                #expect(try await hub.send(method, "/api/models/acme/bert", body: "{}").status == 405)
                #expect(try await hub.send(method, "/acme/bert/resolve/main/config.json").status == 405)
            }
            #expect(try await hub.get("/api/models/acme/bert/paths-info/main").status == 405)
        }
    }

    @Test("bytes that are not HTTP, or too much of it, end that connection and nothing else")
    func garbage() async throws {
        let cases: [String] = [
            "\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /\u{0} HTTP/1.1\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}",
            "GET / HTTP/1.1\r\nBad Header: x\r\n\r\n", "GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
            "GET / HTTP/1.1\r\nX: \(String(repeating: "x", count: 400_000))\r\n\r\n",
            "POST /api/models/acme/bert/paths-info/main HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        ]
        var configuration = ServerConfiguration()
        // What is no whole request yet is waited for, but not for long: long enough for an honest client on a busy machine.
        configuration.idleTimeout = .seconds(1)
        try await withHub(configuration) { hub, _ async throws in
            for bytes in cases {
                let answer = try await RawConnection.exchange(Array(bytes.utf8), port: hub.port)
                #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"))
                #expect(try await hub.get("/healthz").status == 200)
            }
        }
    }

    @Test("no name that a client sends can add a header to the answer")
    func headerInjection() async throws {
        let cases: [String] = [
            "/acme/bert/resolve/main/a%0d%0aX-Evil:%201", "/api/models/acme/bert/revision/a%0d%0aX-Evil:%201",
            "/api/models/a%0d%0aX-Evil:%201",
            "/api/models/acme/bert/tree/main/%0d%0aX-Evil:%201", "/api/models?limit=1&filter=%0d%0aX-Evil:%201",
        ]
        try await withHub { hub, _ async throws in
            for target in cases {
                let reply = try await hub.get(target)
                #expect(reply.status > 0)
                #expect(reply.headers["x-evil"] == nil)
                #expect(reply.headers["x-error-message"]?.utf8.allSatisfy { (0x20...0x7E).contains($0) } != false)
            }
        }
    }

    @Test("several requests on one connection are answered in order")
    func pipelining() async throws {
        try await withHub { hub, _ async throws in
            let requests = ["/healthz", "/acme/bert/resolve/main/README.md", "/api/models/acme/none"].map {
                "GET \($0) HTTP/1.1\r\nHost: x\r\n\r\n"
            }
            let last = "HEAD /acme/bert/resolve/main/README.md HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            let answer = try await RawConnection.exchange(Array((requests.joined() + last).utf8), port: hub.port)
            #expect(answer.components(separatedBy: "HTTP/1.1 ").dropFirst().map { $0.prefix(3) } == ["200", "200", "404", "200"])
        }
    }

    /// More than the sockets' buffers hold on either side, and a request for it.
    static let big = [UInt8](repeating: 7, count: 24 << 20)
    static let bigRequest = Array("GET /acme/big/resolve/main/big.bin HTTP/1.1\r\nHost: x\r\n\r\n".utf8)

    @Test("a client that takes nothing loses its connection")
    func stalls() async throws {
        var configuration = ServerConfiguration()
        configuration.stallTimeout = .milliseconds(200)
        try await withHub(configuration) { hub, world async throws in
            try await world.publish("acme/big", commit: commitID("9"), refs: [(.branch, "main")], [.init(large: "big.bin", Self.big)])
            // A busy machine may look late: then a longer sleep still has to find the connection cut.
            for pause in [0.6, 2, 6, 18] {
                let count = try await RawConnection.count(Self.bigRequest, port: hub.port, pause: pause, everyBytes: 0)
                if count < Self.big.count { return }
            }
            Issue.record("a client that slept 18 s still got everything")
        }
    }

    @Test("a client that is slow, and takes longer in all than a stall may, keeps its connection")
    func slowReader() async throws {
        for timeout in [0.4, 2, 10] {
            var configuration = ServerConfiguration()
            configuration.stallTimeout = .seconds(timeout)
            let isWhole = try await Self.isWhole(configuration, pause: timeout / 4)
            // A busy machine may hold the client up for longer than it wanted to sleep.
            if isWhole { return }
        }
        Issue.record("a client that was never still for more than a quarter of the time-out was cut off")
    }

    private static func isWhole(_ configuration: ServerConfiguration, pause: Double) async throws -> Bool {
        var count = 0
        try await withHub(configuration) { hub, world async throws in
            try await world.publish("acme/big", commit: commitID("9"), refs: [(.branch, "main")], [.init(large: "big.bin", big)])
            count = try await RawConnection.count(bigRequest, port: hub.port, pause: pause, everyBytes: 4 << 20)
        }
        return count > big.count
    }

    @Test("a connection without a request is closed after the idle time-out")
    func idle() async throws {
        var configuration = ServerConfiguration()
        configuration.idleTimeout = .milliseconds(200)
        try await withHub(configuration) { hub, _ async throws in
            let start = ContinuousClock.now
            let answer = try await RawConnection.exchange(Array("GET / HTTP/1.1\r\nX: ".utf8), port: hub.port)
            #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"))
            // A client gives up after ten seconds without a byte.
            #expect(ContinuousClock.now - start < .seconds(9))
        }
    }

    @Test("thirty-two readers at once each get their own bytes")
    func parallel() async throws {
        try await withHub { hub, _ async throws in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for reader in 0..<32 {
                    group.addTask {
                        let start = reader * 1_000
                        let reply = try await hub.get("/acme/bert/resolve/main/model.safetensors", ["Range": "bytes=\(start)-"])
                        return isSame(reply.body, largeBytes[start...])
                    }
                }
                for try await isWhole in group { #expect(isWhole) }
            }
        }
    }

    @Test("a file of several regions arrives whole, and a range across their borders too")
    func regions() async throws {
        try await withHub { hub, world async throws in
            let bytes = largeBytes + largeBytes + largeBytes + [9, 8, 7]
            try await world.publish("acme/big", commit: commitID("9"), refs: [(.branch, "main")], [.init(large: "big.bin", bytes)])
            #expect(isSame(try await hub.get("/acme/big/resolve/main/big.bin").body, bytes[...]))
            let border = Int(FileBody.regionSize)
            let range = border - 200_000..<2 * border + 5
            let part = try await hub.get("/acme/big/resolve/main/big.bin", ["Range": "bytes=\(range.lowerBound)-\(range.upperBound - 1)"])
            #expect(isSame(part.body, bytes[range]))
        }
    }

    @Test("a client that goes away in the middle of a file lets go of it")
    func leaving() async throws {
        let readers = OpenReaders()
        try await withHub(library: { WatchedLibrary(base: $0, readers: readers) }) { hub, world async throws in
            try await world.publish("acme/big", commit: commitID("9"), refs: [(.branch, "main")], [.init(large: "big.bin", Self.big)])
            try await RawConnection.leave(Self.bigRequest, after: 1 << 20, port: hub.port)
            #expect(readers.opened == 1)
            // Until somebody notices, however busy the machine is; the time limit of the test is the limit.
            while readers.open > 0 { try await Task.sleep(for: .milliseconds(10)) }
            #expect(try await hub.get("/healthz").status == 200)
        }
    }

    @Test("a store without files is read in chunks")
    func chunks() async throws {
        try await withHub(library: { FilelessLibrary(base: $0) }) { hub, _ async throws in
            #expect(isSame(try await hub.get("/acme/bert/resolve/main/model.safetensors").body, largeBytes[...]))
        }
    }

    @Test("a port that is taken is an error that names it")
    func taken() async throws {
        try await withHub { hub, world async throws in
            var configuration = ServerConfiguration()
            configuration.port = hub.port
            let second = Server(configuration, library: world.library, log: .init(label: "second"))
            let error = await #expect(throws: ServerError.self) { try await second.run() }
            #expect(error?.description == "can't serve on 127.0.0.1:\(hub.port): Address already in use")
        }
    }

    @Test("every folder of protocols is in the list")
    func protocols() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Sources/Serving/Protocols")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).map { $0.lowercased() }
        #expect(Set(names) == Set(ClientProtocols.all.map { $0.name }))
    }
}

/// A library on a disk that fails.
private struct BrokenLibrary: Library {
    private var fault: LibraryError { LibraryError("the disk is on fire") }

    func model(named name: String) async throws(LibraryError) -> ServedModel? { throw fault }
    func commit(for revision: Revision, of model: ModelID) async throws(LibraryError) -> CommitID? { throw fault }
    func manifest(of model: ModelID, at commit: CommitID) async throws(LibraryError) -> RevisionManifest? { throw fault }
    func listing(of model: ModelID, at commit: CommitID) async throws(LibraryError) -> [FileClaim]? { throw fault }
    func engine() async throws(LibraryError) -> SearchEngine { throw fault }
    func catalog() async throws(LibraryError) -> CatalogDatabase { throw fault }
    func verdicts(on model: ModelID) async throws(LibraryError) -> [VerdictReport] { throw fault }
    var names: SpokenNames { SpokenNames() }
    func open(_ blob: Digest) async throws(LibraryError) -> any BlobReader { throw fault }
    func check() async throws(LibraryError) { throw fault }
}

/// A library whose blobs are no files, as in a bucket.
private struct FilelessLibrary: Library {
    let base: any Library

    struct Reader: BlobReader {
        let base: any BlobReader
        var size: Int64 { base.size }

        func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(BlobError) -> Int {
            try base.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(100_001)), at: offset)
        }
    }

    func model(named name: String) async throws(LibraryError) -> ServedModel? { try await base.model(named: name) }
    func commit(for revision: Revision, of model: ModelID) async throws(LibraryError) -> CommitID? {
        try await base.commit(for: revision, of: model)
    }
    func manifest(of model: ModelID, at commit: CommitID) async throws(LibraryError) -> RevisionManifest? {
        try await base.manifest(of: model, at: commit)
    }
    func listing(of model: ModelID, at commit: CommitID) async throws(LibraryError) -> [FileClaim]? { nil }
    func engine() async throws(LibraryError) -> SearchEngine { try await base.engine() }
    func catalog() async throws(LibraryError) -> CatalogDatabase { try await base.catalog() }
    func verdicts(on model: ModelID) async throws(LibraryError) -> [VerdictReport] { [] }
    var names: SpokenNames { SpokenNames() }
    func open(_ blob: Digest) async throws(LibraryError) -> any BlobReader { Reader(base: try await base.open(blob)) }
    func check() async throws(LibraryError) { try await base.check() }
}

/// Blobs that are open, as files.
private final class OpenReaders: @unchecked Sendable {  // Safety: both counts are only touched with `lock` held.
    private let lock = NSLock()
    private var all = 0
    private var closed = 0

    var opened: Int { lock.withLock { all } }
    var open: Int { lock.withLock { all - closed } }

    func add() { lock.withLock { all += 1 } }
    func remove() { lock.withLock { closed += 1 } }
}

/// Counts the readers that are alive.
private struct WatchedLibrary: Library {
    let base: any Library
    let readers: OpenReaders

    final class Reader: BlobReader {
        let base: any BlobReader
        let readers: OpenReaders
        var size: Int64 { base.size }
        var descriptor: Int32? { base.descriptor }

        init(_ base: any BlobReader, _ readers: OpenReaders) {
            (self.base, self.readers) = (base, readers)
            readers.add()
        }

        deinit { readers.remove() }

        func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(BlobError) -> Int {
            try base.read(into: buffer, at: offset)
        }
    }

    func model(named name: String) async throws(LibraryError) -> ServedModel? { try await base.model(named: name) }
    func commit(for revision: Revision, of model: ModelID) async throws(LibraryError) -> CommitID? {
        try await base.commit(for: revision, of: model)
    }
    func manifest(of model: ModelID, at commit: CommitID) async throws(LibraryError) -> RevisionManifest? {
        try await base.manifest(of: model, at: commit)
    }
    func listing(of model: ModelID, at commit: CommitID) async throws(LibraryError) -> [FileClaim]? { nil }
    func engine() async throws(LibraryError) -> SearchEngine { try await base.engine() }
    func catalog() async throws(LibraryError) -> CatalogDatabase { try await base.catalog() }
    func verdicts(on model: ModelID) async throws(LibraryError) -> [VerdictReport] { [] }
    var names: SpokenNames { SpokenNames() }
    func open(_ blob: Digest) async throws(LibraryError) -> any BlobReader { Reader(try await base.open(blob), readers) }
    func check() async throws(LibraryError) { try await base.check() }
}
