import Blobs
import Dispatch
import Foundation
import Shelves
import TestSupport
import Testing
import Vocabulary

@testable import Serving

@Suite struct DamagedBlobTests {
    /// Changes a byte of the blob behind the store's back.
    private func flip(_ digest: Digest, at offset: Int, in world: World) throws {
        let path = world.folder.appendingPathComponent("blobs/sha256/\(digest.hex.prefix(2))/\(digest.hex)").path
        chmod(path, 0o644)
        let file = try #require(FileHandle(forUpdatingAtPath: path))
        try file.seek(toOffset: UInt64(offset))
        let byte = try file.read(upToCount: 1)?.first ?? 0
        try file.seek(toOffset: UInt64(offset))
        try file.write(contentsOf: [byte ^ 1])
        try file.close()
        chmod(path, 0o444)
    }

    @Test("a byte that flipped is never sent: 503 where it is in the first part, a cut connection later, and the rest goes on")
    func flipped() async throws {
        try await withHub { client, world in
            let bytes = (0..<12 << 20).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 11) }
            try await world.publish("acme/big", commit: commitID("9"), refs: [(.branch, "main")], [.init(large: "big.bin", bytes)])
            let model = try #require(ModelID(hub: .huggingFace, path: "acme/big"))
            let digest = try #require(try world.shelf.manifest(of: model, at: commitID("9"))?.files.first?.blob)
            let path = "/acme/big/resolve/main/big.bin"
            try flip(digest, at: (9 << 20) + 3, in: world)
            // Whole: the head is out before the damage is met.
            let whole = try? await client.get(path)
            #expect(whole?.body.count != bytes.count)
            let before = try await client.get(path, ["Range": "bytes=0-\((9 << 20) - 1)"])
            #expect(before.status == 206 && before.body == Array(bytes[..<(9 << 20)]))
            for range in ["bytes=\((9 << 20) + 3)-\((9 << 20) + 3)", "bytes=\(9 << 20)-\(10 << 20)"] {
                #expect(try await client.get(path, ["Range": range]).status == 503)
            }
            #expect(try world.blobs.knownDamage(of: digest) == [9 << 20..<10 << 20])
            // Now that it is known, the whole is still cut where the damage is.
            #expect((try? await client.get(path))?.body.count != bytes.count)

            try flip(digest, at: 5, in: world)
            #expect(try await client.get(path).status == 503)
        }
    }

    @Test("HEAD and GET agree on a file that is known to be damaged, cut, or gone: 503 with the same headers, and no byte of it")
    func headAgrees() async throws {
        try await withHub { client, world in
            let bytes = (0..<12 << 20).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 11) }
            try await world.publish("acme/big", commit: commitID("9"), refs: [(.branch, "main")], [.init(large: "big.bin", bytes)])
            let model = try #require(ModelID(hub: .huggingFace, path: "acme/big"))
            let digest = try #require(try world.shelf.manifest(of: model, at: commitID("9"))?.files.first?.blob)
            let target = "/acme/big/resolve/main/big.bin"
            func expectRefusal(_ what: String) async throws {
                let (head, get) = (try await client.head(target), try await client.get(target))
                #expect(head.status == 503 && get.status == 503, "\(what)")
                #expect(head.body.isEmpty && get.body.count < 1_000)
                let differing = ["date", "x-request-id"]
                #expect(
                    head.headers.filter { !differing.contains($0.key) } == get.headers.filter { !differing.contains($0.key) }, "\(what)")
            }
            #expect(try await client.head(target).status == 200)
            try flip(digest, at: (9 << 20) + 3, in: world)
            // Nobody has noticed it yet.
            #expect(try await client.head(target).status == 200)
            #expect(try await client.get(target, ["Range": "bytes=\((9 << 20) + 3)-\((9 << 20) + 3)"]).status == 503)
            try await expectRefusal("damaged")
            // What is right of it can still be had.
            #expect(try await client.get(target, ["Range": "bytes=0-99"]).body == Array(bytes[..<100]))
            let path = world.folder.appendingPathComponent("blobs/sha256/\(digest.hex.prefix(2))/\(digest.hex)").path
            try FileManager.default.removeItem(atPath: path + ".damage")
            #expect(chmod(path, 0o644) == 0 && truncate(path, 1_000) == 0)
            try await expectRefusal("cut")
            try FileManager.default.removeItem(atPath: path)
            try await expectRefusal("gone")
        }
    }

    @Test("a blob that is cut while it is sent ends the connection at once, not at the end of the client's patience")
    func cut() async throws {
        try await withHub { client, world in
            let bytes = Array(repeating: largeBytes, count: 16).flatMap { $0 }
            try await world.publish("acme/big", commit: commitID("9"), refs: [(.branch, "main")], [.init(large: "big.bin", bytes)])
            let model = try #require(ModelID(hub: .huggingFace, path: "acme/big"))
            let hex = try #require(try world.shelf.manifest(of: model, at: commitID("9"))?.files.first?.blob).hex
            let path = world.folder.appendingPathComponent("blobs/sha256/\(hex.prefix(2))/\(hex)").path
            let request = Array("GET /acme/big/resolve/main/big.bin HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".utf8)
            let (pauses, paused) = AsyncStream.makeStream(of: Void.self)
            let resume = DispatchSemaphore(value: 0)
            let download = Task {
                try await RawConnection.pausing(request, after: 100_000, port: client.port, paused: { paused.yield() }, until: resume)
            }
            _ = await pauses.first { true }
            // The reader waits: what its socket can't take is waiting in the kernel's sendfile.
            try await Task.sleep(for: .milliseconds(500))
            #expect(chmod(path, 0o644) == 0 && truncate(path, 1_000) == 0)
            let start = ContinuousClock.now
            resume.signal()
            let count = try await download.value.count
            #expect(count < bytes.count)
            // A reader gives up after ten seconds without a byte.
            #expect(ContinuousClock.now - start < .seconds(9))
        }
    }
}
