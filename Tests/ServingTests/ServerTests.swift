import Blobs
import Catalog
import Foundation
import Logging
import Shelves
import TestSupport
import Testing
import Vocabulary

@testable import Serving

@Suite struct ServerTests {
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

    @Test(
        "a store that can't answer is never told as something missing",
        arguments: [
            "/api/models", "/api/models/acme/bert", "/api/models/acme/bert/tree/main", "/acme/bert/resolve/main/config.json",
        ])
    func brokenStore(_ target: String) async throws {
        try await withServer(BrokenLibrary(), ServerConfiguration()) { hub async throws in
            let reply = try await hub.get(target)
            #expect(reply.status == 503)
            #expect(reply.headers["retry-after"] != nil)
            #expect(!reply.text.contains("the disk is on fire"))
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

    @Test(
        "a HEAD has the head of the GET and no body, on every route",
        arguments: [
            "/api/models", "/api/models/acme/bert", "/api/models/acme/bert/tree/main", "/api/models/acme/bert/refs", "/healthz", "/nothing",
            "/acme/bert/raw/main/model.safetensors", "/acme/bert/resolve/main/README.md",
        ])
    func heads(_ target: String) async throws {
        try await withHub { hub, _ async throws in
            let get = try await hub.get(target)
            let head = try await hub.head(target)
            #expect(head.status == get.status)
            #expect(head.headers["content-length"] == "\(get.body.count)")
            #expect(head.headers["content-type"] == get.headers["content-type"])
            #expect(head.body.isEmpty)
        }
    }

    @Test("what would write is refused", arguments: ["POST", "PUT", "DELETE", "PATCH"])
    func readOnly(_ method: String) async throws {
        try await withHub { hub, _ async throws in
            #expect(try await hub.send(method, "/api/models/acme/bert", body: "{}").status == 405)
            #expect(try await hub.send(method, "/acme/bert/resolve/main/config.json").status == 405)
        }
        try await withHub { hub, _ async throws in #expect(try await hub.get("/api/models/acme/bert/paths-info/main").status == 405) }
    }

    @Test(
        "bytes that are not HTTP, or too much of it, end that connection and nothing else",
        arguments: [
            "\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /\u{0} HTTP/1.1\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}",
            "GET / HTTP/1.1\r\nBad Header: x\r\n\r\n", "GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
            "GET / HTTP/1.1\r\nX: \(String(repeating: "x", count: 200_000))\r\n\r\n",
            "POST /api/models/acme/bert/paths-info/main HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        ])
    func garbage(_ bytes: String) async throws {
        try await withHub { hub, _ async throws in
            let answer = try await RawConnection.exchange(Array(bytes.utf8), port: hub.port)
            #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"))
            #expect(try await hub.get("/healthz").status == 200)
        }
    }

    @Test(
        "no name that a client sends can add a header to the answer",
        arguments: [
            "/acme/bert/resolve/main/a%0d%0aX-Evil:%201", "/api/models/acme/bert/revision/a%0d%0aX-Evil:%201",
            "/api/models/a%0d%0aX-Evil:%201",
            "/api/models/acme/bert/tree/main/%0d%0aX-Evil:%201", "/api/models?limit=1&filter=%0d%0aX-Evil:%201",
        ])
    func headerInjection(_ target: String) async throws {
        try await withHub { hub, _ async throws in
            let reply = try await hub.get(target)
            #expect(reply.status > 0)
            #expect(reply.headers["x-evil"] == nil)
            #expect(reply.headers["x-error-message"]?.utf8.allSatisfy { (0x20...0x7E).contains($0) } != false)
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

    @Test("a client that takes nothing loses its connection, and one that is slow does not")
    func stalls() async throws {
        var configuration = ServerConfiguration()
        configuration.stallTimeout = .milliseconds(400)
        try await withHub(configuration) { hub, world async throws in
            // More than the sockets' buffers hold on either side.
            let big = [UInt8](repeating: 7, count: 24 << 20)
            try await world.publish("acme/big", commit: commitID("9"), refs: [(.branch, "main")], [.init(large: "big.bin", big)])
            let request = Array("GET /acme/big/resolve/main/big.bin HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
            let stalled = try await RawConnection.count(request, port: hub.port, pause: 3, everyBytes: 0)
            #expect(stalled < big.count)
            let slow = try await RawConnection.count(request, port: hub.port, pause: 0.1, everyBytes: 4 << 20)
            #expect(slow > big.count)
        }
    }

    @Test("a connection without a request is closed after the idle time-out")
    func idle() async throws {
        var configuration = ServerConfiguration()
        configuration.idleTimeout = .milliseconds(200)
        try await withHub(configuration) { hub, _ async throws in
            let answer = try await RawConnection.exchange(Array("GET / HTTP/1.1\r\nX: ".utf8), port: hub.port)
            #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"))
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
                        return reply.body.elementsEqual(largeBytes[start...])
                    }
                }
                for try await isSame in group { #expect(isSame) }
            }
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
    func search(_ query: CatalogQuery) async throws(LibraryError) -> CatalogPage { throw fault }
    func open(_ blob: Digest) async throws(LibraryError) -> any BlobReader { throw fault }
    func check() async throws(LibraryError) { throw fault }
}
