import Blobs
import Foundation
import Hubs
import Mirroring
import SampleHub
import Shelves
import TestSupport
import Testing
import Transport
import Vocabulary

@Suite(.serialized) struct MirrorSyncTests {
    @Test("a model is published byte for byte, with its refs, and a second sync finds it unchanged with one small request")
    func roundTrip() async throws {
        try await Bench.with { (bench: Bench) async throws in
            let first = try await bench.sync("acme/tiny-bert")
            #expect(first.map(\.isPublished) == [true], "\(bench.errors(first.first))")
            let files = try await bench.published("acme/tiny-bert")
            #expect(files.count == 8)
            for (name, bytes) in files { #expect(try bytes == bench.original("acme/tiny-bert/\(name)"), "\(name)") }
            #expect(files["empty.txt"] == .some([]))
            #expect(bench.progress.received == Int(bench.progress.expected))
            let model = try #require(ModelID("acme/tiny-bert"))
            #expect(try bench.shelf.refs(of: model).map(\.ref) == ["refs/heads/main"])
            #expect(try await bench.blobs.partials().isEmpty)

            let before = await bench.hub.requests.count
            #expect(try await bench.sync("acme/tiny-bert").map(\.isUnchanged) == [true])
            #expect(await bench.hub.requests.dropFirst(before).map(\.route) == [.refs])
        }
    }

    @Test("a tag, a pull request and a pinned commit can be followed beside main")
    func revisions() async throws {
        try await Bench.with { (bench: Bench) async throws in
            let refs = await bench.hub.refs(of: "acme/tiny-bert")
            let commit = try #require(refs["refs/tags/v1.0"])
            let outcomes =
                try await bench.sync("acme/tiny-bert@v1.0")
                + bench.sync("acme/tiny-bert@refs/pr/1") + bench.sync("acme/tiny-bert@\(commit)")
            #expect(outcomes.prefix(2).allSatisfy(\.isPublished) && outcomes[2].isUnchanged)
            #expect(try await bench.published("acme/tiny-bert@v1.0")["README.md"] == bench.original("acme/tiny-bert@first/README.md"))
            #expect(try await bench.published("acme/tiny-bert@refs/pr/1").count == 2)
            #expect(try await bench.published("acme/tiny-bert").isEmpty)
        }
    }

    @Test("files that are not selected are named and not fetched; widening the selection fetches only the rest")
    func selection() async throws {
        try await Bench.with { (bench: Bench) async throws in
            let narrow = try await bench.sync("acme/tiny-bert", files: FileSelection(exclude: ["*.safetensors", "sub dir/"]))
            #expect(narrow.map(\.isPublished) == [true])
            let files = try await bench.published("acme/tiny-bert")
            #expect(files.filter { $0.value == nil }.keys.sorted() == ["model.safetensors", "sub dir/a+b.txt", "sub dir/deep/x.json"])
            #expect(await bench.contentRequests().isEmpty)
            #expect(
                try await bench.sync("acme/tiny-bert", files: FileSelection(exclude: ["*.safetensors", "sub dir/"])).map(\.isUnchanged) == [
                    true
                ])
            let received = bench.progress.received
            #expect(try await bench.sync("acme/tiny-bert").map(\.isPublished) == [true])
            #expect(try await bench.published("acme/tiny-bert").values.allSatisfy { $0 != nil })
            let rest = try ["model.safetensors", "sub dir/a+b.txt", "sub dir/deep/x.json"].map {
                try bench.original("acme/tiny-bert/\($0)").count
            }
            #expect(bench.progress.received - received == rest.reduce(0, +))
        }
    }

    @Test("a file that two models share is fetched once")
    func shared() async throws {
        try await Bench.with { (bench: Bench) async throws in
            _ = try await bench.sync("acme/tiny-bert")
            #expect(await bench.contentRequests().count == 1)
            #expect(try await bench.sync("acme/tiny-bert@refs/pr/1").map(\.isPublished) == [true])
            #expect(await bench.contentRequests().count == 1)
        }
    }

    @Test("two new models that share a file, synced side by side, fetch it once")
    func sharedAtOnce() async throws {
        try await Bench.with { (bench: Bench) async throws in
            let copy = bench.repositories.appendingPathComponent("large/copy")
            try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
            try Data(Bench.large).write(to: copy.appendingPathComponent("weights.safetensors"))
            let hub = try await SampleHubServer.start(.init(folder: bench.repositories.path))
            let outcomes = try await bench.sync("large/model", "large/copy", "solo", "acme/tiny-bert", source: try bench.source(of: hub))
            #expect(outcomes.map(\.isPublished) == [true, true, true, true])
            #expect(outcomes.map(\.model.path) == ["large/model", "large/copy", "solo", "acme/tiny-bert"])
            #expect(try await bench.published("large/copy")["weights.safetensors"] == Bench.large)
            #expect(bench.progress.received >= Bench.large.count && bench.progress.received < 2 * Bench.large.count)
            await hub.stop()
        }
    }

    @Test("a large file comes in parts")
    func parts() async throws {
        try await Bench.with { (bench: Bench) async throws in
            #expect(try await bench.sync("large/model").map(\.isPublished) == [true])
            #expect(try await bench.published("large/model")["model.safetensors"] == Bench.large)
            #expect(await bench.contentRequests().count == 3)
            #expect(bench.progress.received == Bench.large.count)
        }
    }

    @Test("one model's failure is recorded and the others go on")
    func others() async throws {
        try await Bench.with { (bench: Bench) async throws in
            let outcomes = try await bench.sync("acme/locked", "acme/nothing", "acme/secret", "acme/tiny-bert@nowhere", "solo")
            #expect(outcomes.map(\.isFailed) == [true, true, true, true, false])
            #expect(outcomes[4].isPublished)
            #expect(outcomes.dropLast().allSatisfy { !$0.findings.isEmpty })
            #expect(bench.errors(outcomes[0]).count == 1 && bench.errors(outcomes[0])[0].contains("acme/locked"))
            #expect(try bench.shelf.models().map(\.path) == ["solo"])
        }
    }

    @Test("a hub that is not set up is an error of that model")
    func unknownHub() async throws {
        try await Bench.with { (bench: Bench) async throws in
            let outcomes = try await bench.sync("kaggle:a/b", "solo")
            #expect(bench.errors(outcomes[0]).first?.contains("kaggle") == true)
            #expect(outcomes[1].isPublished)
        }
    }

    @Test("what the hub takes away or locks stays published here", arguments: [401, 403, 404, 500])
    func takenAway(status: Int) async throws {
        try await Bench.with { (bench: Bench) async throws in
            _ = try await bench.sync("acme/tiny-bert")
            await bench.hub.misbehave(Faults([Faults.Rule(nil, .every, .answer(status))]))
            #expect(try await bench.sync("acme/tiny-bert").map(\.isFailed) == [true])
            #expect(try await bench.published("acme/tiny-bert").count == 8)
        }
    }

    @Test("two syncs of one mirror don't run at once, and a dead one's lock is free")
    func lock() async throws {
        try await Bench.with { (bench: Bench) async throws in
            var held: FileLock? = try FileLock(bench.home.path + "/sync.lock")
            #expect(held != nil)
            let error = await #expect(throws: MirrorError.self) { try await bench.sync("solo") }
            #expect(error?.description.contains("another sync") == true)
            held = nil
            #expect(try await bench.sync("solo").map(\.isPublished) == [true])
        }
    }

    @Test("a damaged manifest is written anew by the next sync")
    func heals() async throws {
        try await Bench.with { (bench: Bench) async throws in
            let commit = try #require(try await bench.sync("solo").first?.commit)
            try AtomicFile.write([1, 2, 3], to: "\(bench.shelf.root)/huggingface/solo/revisions/\(commit).json")
            let solo = try #require(ModelID("solo"))
            #expect(throws: ShelfError.self) { try bench.shelf.manifest(of: solo, at: commit) }
            #expect(try await bench.sync("solo").map(\.isPublished) == [true])
            #expect(try await bench.published("solo")["README.md"] == bench.original("solo/README.md"))
        }
    }

    @Test("a blob that was lost is fetched again though the revision is published")
    func lostBlob() async throws {
        try await Bench.with { (bench: Bench) async throws in
            _ = try await bench.sync("solo")
            for digest in try await bench.blobs.digests() { try await bench.blobs.remove(digest) }
            #expect(try await bench.sync("solo").map(\.isFailed) == [false])
            #expect(try await bench.published("solo")["README.md"] == bench.original("solo/README.md"))
        }
    }
}
