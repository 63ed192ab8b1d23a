import Blobs
import Foundation
import Search
import Shelves
import TestSupport
import Testing
import Vocabulary

@testable import Serving

@Suite(.timeLimit(.minutes(2))) struct QuarantineTests {
    private static let weights = "/acme/bert/resolve/main/model.safetensors"

    /// The sample mirror behind a server that heeds a quarantine in its folder.
    private func withQuarantine(_ body: (HubClient, World, QuarantineStore) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let world = try World(folder)
            let files: [World.File] = [
                .init("config.json", "{}"), .init(large: "model.safetensors", largeBytes), .init("run.py", "exit()\n"),
            ]
            for name in ["acme/bert", "acme/twin"] {
                try await world.publish(name, commit: commitID("a"), refs: [(.branch, "main")], files)
            }
            let store = QuarantineStore(
                DiskDocumentStore(root: folder.path), lockPath: folder.appendingPathComponent("quarantine.lock").path)
            let followed = FollowedQuarantine(store)
            try await followed.load()
            let library = StoreLibrary(
                catalog: world.catalog, index: SearchCatalog(world.catalog, path: nil), shelf: world.shelf, blobs: world.blobs,
                quarantine: followed)
            try await withServer(library, ServerConfiguration()) { try await body($0, world, store) }
        }
    }

    private func hold(_ bytes: [UInt8], _ store: QuarantineStore) async throws {
        let item = QuarantineItem(
            blob: Digest(hashing: bytes), kind: "*.safetensors", file: "acme/bert model.safetensors",
            reasons: ["pickle-dangerous-import: posix.system (data.pkl)"], at: Timestamp(milliseconds: 1_000))
        try await store.change { $0.hold(item) }
    }

    /// Asks until the answer is the one. So long may a change take: whoever asks a second after it gets the new answer, however long the
    /// machine takes to give it.
    private func within(_ status: Int, _ client: HubClient, _ target: String) async throws {
        let end = ContinuousClock.now + .seconds(1)
        while true {
            let asked = ContinuousClock.now
            let last = try await client.head(target).status
            if last == status { return }
            guard asked < end else {
                Issue.record("still \(last) instead of \(status) for who asked a second later")
                return
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    @Test("bytes in quarantine are answered with 403 whichever way they are asked for, in every model, and nothing else is")
    func forbidden() async throws {
        try await withQuarantine { client, _, store in
            let tag = try #require(try await client.head(Self.weights).headers["etag"])
            try await hold(largeBytes, store)
            try await within(403, client, Self.weights)
            for target in [Self.weights, "/acme/twin/resolve/main/model.safetensors", Self.weights + "?download=true"] {
                for headers in [[:], ["Range": "bytes=0-9"], ["Range": "bytes=99999999-"], ["If-None-Match": tag], ["If-None-Match": "*"]] {
                    let reply = try await client.get(target, headers)
                    #expect(reply.status == 403 && !reply.body.starts(with: largeBytes.prefix(4)), "\(target) \(headers)")
                    #expect(try await client.head(target, headers).status == 403)
                }
            }
            #expect(try await client.get("/acme/bert/resolve/main/config.json").status == 200)
            // The pointer in git is no part of the bytes, and lists name the file as before.
            #expect(try await client.get("/acme/bert/raw/main/model.safetensors").status == 200)
            let tree = try await client.list("/api/models/acme/bert/tree/main")
            #expect(tree.contains { $0["path"] as? String == "model.safetensors" })
        }
    }

    @Test("a text file in quarantine is not served by /raw/ either")
    func text() async throws {
        try await withQuarantine { client, _, store in
            try await hold(Array("exit()\n".utf8), store)
            try await within(403, client, "/acme/bert/resolve/main/run.py")
            #expect(try await client.get("/acme/bert/raw/main/run.py").status == 403)
        }
    }

    @Test("the answer says in body and headers what is held back, why, and how it is released")
    func message() async throws {
        try await withQuarantine { client, _, store in
            try await hold(largeBytes, store)
            try await within(403, client, Self.weights)
            let reply = try await client.get(Self.weights)
            #expect(reply.headers["x-error-code"] == "Quarantined" && reply.headers["content-type"]?.hasPrefix("application/json") == true)
            let body = try #require(try JSONSerialization.jsonObject(with: Data(reply.body)) as? [String: String])
            let digits = Digest(hashing: largeBytes).hex.prefix(16)
            for word in ["model.safetensors", "acme/bert", "posix.system", "weighbridge mirror quarantine show \(digits)"] {
                #expect(body["error"]?.contains(word) == true && reply.headers["x-error-message"]?.contains(word) == true, "\(word)")
            }
            #expect(reply.headers["x-repo-commit"] == nil)
        }
    }

    @Test("released bytes are served within a second, without a restart")
    func released() async throws {
        try await withQuarantine { client, _, store in
            try await hold(largeBytes, store)
            try await within(403, client, Self.weights)
            let release = QuarantineItem.Release(at: Timestamp(milliseconds: 2_000), remark: "reviewed")
            #expect(try await store.change { $0.release(Digest(hashing: largeBytes), release) } == 1)
            try await within(200, client, Self.weights)
            let reply = try await client.get(Self.weights)
            #expect(reply.status == 200 && isSame(reply.body, largeBytes[...]))
        }
    }

    @Test("a document that is damaged while the server runs releases nothing")
    func damagedLater() async throws {
        try await withQuarantine { client, world, store in
            try await hold(largeBytes, store)
            try await within(403, client, Self.weights)
            try Data("{".utf8).write(to: world.folder.appendingPathComponent("quarantine.json"))
            try await Task.sleep(for: .milliseconds(400))
            #expect(try await client.get(Self.weights).status == 403)
            #expect(try await client.get("/acme/bert/resolve/main/config.json").status == 200)
        }
    }

    @Test("a quarantine that was never read lets no bytes out: 503, not 404 and not the file")
    func neverRead() async throws {
        try await withTemporaryFolder { folder in
            let world = try World(folder)
            try await world.publish("acme/bert", commit: commitID("a"), refs: [(.branch, "main")], [.init("config.json", "{}")])
            try Data("{".utf8).write(to: folder.appendingPathComponent("quarantine.json"))
            let library = StoreLibrary(
                catalog: world.catalog, index: SearchCatalog(world.catalog, path: nil), shelf: world.shelf, blobs: world.blobs,
                quarantine: FollowedQuarantine(QuarantineStore(DiskDocumentStore(root: folder.path), lockPath: nil)))
            try await withServer(library, ServerConfiguration()) { client in
                let first = try await client.get("/acme/bert/resolve/main/config.json")
                let second = try await client.head("/acme/bert/resolve/main/config.json")
                #expect(first.status == 503 && second.status == 503)
            }
            await #expect(throws: LibraryError.self) { try await library.open(Digest(hashing: Array("{}".utf8))) }
        }
    }

    @Test("a protocol that does not ask can't open the bytes")
    func secondWall() async throws {
        try await withTemporaryFolder { folder in
            let world = try World(folder)
            try await world.publish("acme/bert", commit: commitID("a"), refs: [(.branch, "main")], [.init("run.py", "exit()\n")])
            let store = QuarantineStore(DiskDocumentStore(root: folder.path), lockPath: nil)
            try await hold(Array("exit()\n".utf8), store)
            let library = StoreLibrary(
                catalog: world.catalog, index: SearchCatalog(world.catalog, path: nil), shelf: world.shelf, blobs: world.blobs,
                quarantine: FollowedQuarantine(store))
            await #expect(throws: LibraryError.self) { try await library.open(Digest(hashing: Array("exit()\n".utf8))) }
        }
    }
}
