import Blobs
import Foundation
import Hubs
import Licensing
import Mirroring
import SampleHub
import Shelves
import TestSupport
import Testing
import Vocabulary

@Suite(.serialized) struct MirrorLockTests {
    private func locked(_ body: (Bench, MirrorDeclaration, String) async throws -> Void) async throws {
        try await Bench.with { (bench: Bench) async throws in
            var declaration = try MirrorDeclaration("acme/tiny-bert", "solo", "large/model")
            declaration.entries[0].revisions.append(try #require(Revision("v1.0")))
            declaration.entries[0].files.exclude = ["sub dir/"]
            try await body(bench, declaration, bench.home.path + "/mirror.lock")
        }
    }

    @Test("one lock makes the same shelf in two homes at different times, although the hub moved on in between")
    func reproduces() async throws {
        try await locked { bench, declaration, path in
            let report = try await bench.run(declaration, lockFile: path)
            #expect(report.lockFailure == nil && report.outcomes.allSatisfy(\.isPublished))
            let first = try await bench.root()
            try await bench.hub.update { try $0.commit(to: "acme/tiny-bert", ["config.json": Array("{\"new\": 1}".utf8)]) }
            try await bench.hub.update { try $0.commit(to: "solo", ["x": [1]]) }
            try await bench.hub.update { try $0.commit(to: "large/model", ["y": [1]]) }

            let other = try bench.another()
            let again = try await other.mirror().run(locked: path, declaration)
            #expect(again.outcomes.map(\.isPublished) == [true, true, true, true], "\(again.outcomes.map(other.errors))")
            #expect(try await other.root() == first)
            #expect(await bench.hub.requests.suffix(40).allSatisfy { !$0.target.contains("revision/main") })
            #expect(try await other.published("acme/tiny-bert")["sub dir/a+b.txt"] == .some(nil))
            // A sync without the lock moves on; with it, the shelf goes back.
            _ = try await other.run(declaration)
            #expect(try await other.mirror().plan(locked: path, declaration).words == ["update", "unchanged", "update", "update"])
            _ = try await other.mirror().run(locked: path, declaration)
            for name in ["acme/tiny-bert", "solo", "large/model"] {
                let model = try #require(ModelID(name))
                #expect(try other.shelf.commit(for: .main, of: model) == bench.shelf.commit(for: .main, of: model))
            }
        }
    }

    @Test("where all bytes are held, a locked sync needs no hub, and puts a lost shelf back as it was")
    func offline() async throws {
        try await locked { bench, declaration, path in
            _ = try await bench.run(declaration, lockFile: path)
            let before = try await bench.root()
            let requests = await bench.hub.requests.count
            await bench.hub.misbehave(Faults([Faults.Rule(nil, containing: nil, .every, .dropBeforeHead)]))
            #expect(try await bench.mirror().run(locked: path, declaration).outcomes.allSatisfy(\.isUnchanged))
            try FileManager.default.removeItem(atPath: bench.shelf.root)
            let fresh = Bench(
                hub: bench.hub, repositories: bench.repositories, home: bench.home, blobs: bench.blobs, shelf: Shelf(root: bench.shelf.root)
            )
            let report = try await fresh.mirror().run(locked: path, declaration)
            #expect(report.outcomes.map(\.isPublished) == [true, true, true, true])
            #expect(try await fresh.root() == before)
            #expect(await bench.hub.requests.count == requests)
        }
    }

    @Test("a lock is the same bytes each time, whether it is made before or after the sync but for digests that were not known")
    func deterministic() async throws {
        try await locked { bench, declaration, path in
            let (early, plan) = try await bench.mirror().lock(declaration, path: path)
            #expect(plan.words == ["add", "add", "add", "add"] && !FileManager.default.fileExists(atPath: path))
            try early.save(path)
            #expect(try MirrorLock.load(path) == early)
            _ = try await bench.run(declaration)
            let late = try await bench.mirror().lock(declaration, path: path).lock
            #expect(early.differences(from: late).isEmpty && late.differences(from: early).isEmpty)
            _ = try await bench.run(declaration, lockFile: path)
            #expect(try MirrorLock.load(path) == late)
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            try late.save(path)
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
            // What is left out is not kept by a collection; what is held is.
            let kept = try await LockedBlobs.read(path, in: bench.blobs)
            let held = Set(late.items.flatMap(\.files).compactMap(\.blob))
            #expect(
                kept == held && !held.isEmpty
                    && late.items[0].leftOut.map(\.path.description) == ["sub dir/a+b.txt", "sub dir/deep/x.json"])
        }
    }

    @Test("a lock made before anything is held holds the same commits later")
    func early() async throws {
        try await locked { bench, declaration, path in
            try await bench.mirror().lock(declaration, path: path).lock.save(path)
            let old = try await bench.plan(declaration).items.compactMap(\.work.plan?.commit)
            try await bench.hub.update { try $0.commit(to: "solo", ["x": [1]]) }
            let report = try await bench.mirror().run(locked: path, declaration)
            #expect(report.outcomes.compactMap(\.commit).count == 4 && Set(report.outcomes.compactMap(\.commit)) == Set(old))
            let now = try await bench.mirror().lock(declaration, path: path).lock
            #expect(try MirrorLock.load(path)?.differences(from: now).count == 1)
        }
    }

    @Test("a lock of another declaration is refused; remarks and the way it is written make no other")
    func otherDeclaration() async throws {
        try await locked { bench, declaration, path in
            _ = try await bench.run(declaration, lockFile: path)
            var changed = declaration
            changed.entries[1].files.exclude = ["*.md"]
            let other = changed
            let error = await #expect(throws: MirrorError.self) { try await bench.mirror().run(locked: path, other) }
            #expect(error?.description.contains("mirror.yaml has changed") == true)
            let file = bench.home.path + "/mirror.yaml"
            var digests: Set<Digest> = []
            for text in ["models: [a/b, c/d@v1]\n", "# why\nmodels:\n- model: a/b\n- {model: c/d, revisions: [v1]}\n"] {
                try Data(text.utf8).write(to: URL(fileURLWithPath: file))
                digests.insert(try MirrorDeclaration.load(file).digest)
            }
            #expect(digests.count == 1)
            for text in [
                "models: [a/b, c/d]\n", "models: [c/d@v1, a/b]\n", "models: [a/b, c/d@v1]\npolicy: {gated: refuse}\n",
                "models: [a/b]\nqueries: [{name: x}]\n",
            ] {
                try Data(text.utf8).write(to: URL(fileURLWithPath: file))
                #expect(digests.insert(try MirrorDeclaration.load(file).digest).inserted, "\(text)")
            }
        }
    }

    @Test("a lock that is missing, cut off or changed by a byte is not followed")
    func tampered() async throws {
        try await locked { bench, declaration, path in
            let missing = await #expect(throws: MirrorError.self) { try await bench.mirror().run(locked: path, declaration) }
            #expect(missing?.description.contains("there is none") == true)
            _ = try await bench.run(declaration, lockFile: path)
            let whole = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
            for cut in [0, 1, whole.count / 2, whole.count - 1] {
                try Data(whole.prefix(cut)).write(to: URL(fileURLWithPath: path))
                #expect(throws: MirrorError.self) { try MirrorLock.load(path) }
            }
            for place in stride(from: 0, to: whole.count, by: 37) {
                var bytes = whole
                bytes[place] ^= 1
                try Data(bytes).write(to: URL(fileURLWithPath: path))
                #expect(throws: MirrorError.self, "at \(place)") { try MirrorLock.load(path) }
            }
        }
    }

    @Test("a hub that has other bytes under a locked commit is not believed, and the file and both values are named")
    func otherBytes() async throws {
        try await locked { bench, declaration, path in
            let lock = try await bench.mirror().lock(declaration, path: path).lock
            let item = try #require(lock.items.first { $0.model.path == "acme/tiny-bert" && $0.revision == .main })
            let (file, rest) = (try #require(item.files.first), item.files.dropFirst())
            let claim = FileClaim(path: file.claim.path, size: file.claim.size + 1, content: file.claim.content, object: file.claim.object)
            func save(_ files: [MirrorLock.File], leftOut: [FileClaim] = []) throws {
                let changed = MirrorLock.Item(
                    model: item.model, revision: item.revision, commit: item.commit, refs: item.refs, files: files,
                    leftOut: item.leftOut + leftOut, refused: item.refused)
                try MirrorLock(declaration: declaration.digest, items: [changed]).save(path)
            }
            try save([MirrorLock.File(claim, blob: nil)] + rest)
            var errors = try await bench.errors(bench.mirror().run(locked: path, declaration).outcomes.first)
            #expect(errors.count == 1 && errors[0].contains("acme/tiny-bert \(claim.path)") && errors[0].contains("of \(claim.size) bytes"))
            #expect(errors.first?.contains("of \(file.claim.size) bytes") == true)
            try save(Array(rest))
            errors = try await bench.errors(bench.mirror().run(locked: path, declaration).outcomes.first)
            #expect(errors.first?.contains("no such file") == true)
            let ghost = FileClaim(path: try #require(RepoPath("ghost")), size: 1, content: file.claim.content)
            try save(item.files, leftOut: [ghost])
            errors = try await bench.errors(bench.mirror().run(locked: path, declaration).outcomes.first)
            #expect(errors.first?.contains("ghost") == true)
            // A digest of a small file that is not that of its bytes.
            try save([MirrorLock.File(file.claim, blob: Digest(hashing: [1]))] + rest)
            errors = try await bench.errors(bench.mirror().run(locked: path, declaration).outcomes.first)
            #expect(errors.first?.contains(Digest(hashing: [1]).hex) == true)
            #expect(try bench.shelf.models().isEmpty)
            try save(item.files)
            #expect(try await bench.mirror().run(locked: path, declaration).outcomes.map(\.isPublished) == [true])
        }
    }

    @Test("a sync that was not complete leaves the lock as it was")
    func incomplete() async throws {
        try await locked { bench, declaration, path in
            _ = try await bench.run(declaration, lockFile: path)
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            try await bench.hub.update { try $0.commit(to: "solo", ["x": [1]]) }
            var wider = declaration
            wider.entries.append(.init(model: try #require(ModelID("acme/nothing"))))
            #expect(try await bench.run(wider, lockFile: path).lockFailure?.description.contains("acme/nothing") == true)
            wider = declaration
            wider.queries = [CatalogQuery(name: "all")]
            #expect(try await bench.run(wider, lockFile: path).lockFailure != nil)
            let asked = wider
            await #expect(throws: MirrorError.self) { try await bench.mirror().lock(asked, path: path) }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
            // What a rule keeps out is not in the lock, and is no failure.
            wider = declaration
            wider.policy.licenses = LicensePolicy(scenario: "product")
            let judge = SpokenJudge(levels: ["solo": .allow])
            #expect(try await bench.run(wider, PlanKnowledge(judge: judge), lockFile: path).lockFailure == nil)
            #expect(try MirrorLock.load(path)?.items.map(\.model.path) == ["solo"])
        }
    }
}

extension Bench {
    /// A second mirror of the same hub.
    fileprivate func another() throws -> Bench {
        let home = try ScratchFolder()
        return Bench(
            hub: hub, repositories: repositories, home: home, blobs: DiskBlobStore(root: home.path + "/blobs"),
            shelf: Shelf(root: home.path + "/shelf"))
    }

    fileprivate func root() async throws -> Digest {
        let store = SnapshotStore(DiskDocumentStore(root: home.path), lockPath: home.path + "/snapshots.lock")
        let name = try #require(SnapshotName("s\(UInt32.random(in: 0 ... .max))"))
        return try await store.create(name, from: shelf, remark: "", at: Timestamp(milliseconds: 1)) {
            (digest, size) async throws(BlobError) -> Bool in try await blobs.size(of: digest) == size
        }.root
    }
}
