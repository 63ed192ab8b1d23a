import Blobs
import Foundation
import Hubs
import Licensing
import Mirroring
import SampleHub
import Shelves
import TestSupport
import Testing
import Variants
import Vocabulary

@Suite(.serialized) struct SyncPlanTests {
    @Test("a plan says what is added, updated, unchanged and can't be asked, moves nothing, and a sync does just that")
    func kinds() async throws {
        try await Bench.with { (bench: Bench) async throws in
            _ = try await bench.sync("acme/tiny-bert", "solo")
            try await bench.hub.update { try $0.commit(to: "acme/tiny-bert", ["more.bin": [1, 2, 3]]) }
            let declaration = try MirrorDeclaration("acme/tiny-bert", "solo", "acme/tiny-gguf", "acme/nothing")
            let plan = try await bench.plan(declaration)
            #expect(plan.words == ["update", "unchanged", "add", "fail"])
            #expect(plan.bytesToFetch == 3 + 3 << 20)
            let model = try #require(ModelID("acme/tiny-bert"))
            guard case .update(let update, let from) = plan.items[0].work else { throw Missing() }
            #expect(try bench.shelf.commit(for: .main, of: model) == from && update.commit != from)
            #expect(try bench.shelf.models().map(\.path) == ["acme/tiny-bert", "solo"])
            #expect(try await bench.blobs.partials().isEmpty)

            let received = bench.progress.received
            let report = try await bench.run(declaration)
            #expect(report.outcomes.map(\.isPublished) == [true, false, true, false] && report.outcomes[1].isUnchanged)
            #expect(Int64(bench.progress.received - received) == plan.bytesToFetch)
            #expect(try bench.shelf.commit(for: .main, of: model) == update.commit)
            #expect(try await bench.plan(declaration).words == ["unchanged", "unchanged", "unchanged", "fail"])
        }
    }

    @Test("a sync performs the plan that was approved although the hub moved on meanwhile, and one that is not approved does nothing")
    func exactly() async throws {
        try await Bench.with { (bench: Bench) async throws in
            let declaration = try MirrorDeclaration("solo")
            await #expect(throws: MirrorError.self) {
                try await bench.run(declaration, approve: { _ async throws(MirrorError) in throw .removals(reason: "no") })
            }
            #expect(try bench.shelf.models().isEmpty)
            let model = try #require(ModelID("solo"))
            let planned = try await bench.plan(declaration).items.first?.work.plan?.commit
            _ = try await bench.run(
                declaration,
                approve: { _ async throws(MirrorError) in
                    _ = try? await bench.hub.update { try $0.commit(to: "solo", ["x": [1]]) }
                })
            #expect(await bench.hub.refs(of: "solo")["refs/heads/main"] != planned?.description)
            #expect(try bench.shelf.commit(for: .main, of: model) == planned && planned != nil)
        }
    }

    @Test("weights are chosen by the whole revision, when it is fetched and when it is found unchanged; another preference is an update")
    func weights() async throws {
        try await Bench.with { (bench: Bench) async throws in
            try await bench.hub.update {
                try $0.commit(to: "acme/tiny-bert", ["pytorch_model.bin": [1], "pytorch_model.bin.index.json": [2], "optimizer.pt": [3]])
            }
            var declaration = try MirrorDeclaration("acme/tiny-bert")
            declaration.entries[0].files.prefer = [.safetensors, .pytorch]
            #expect(try await bench.run(declaration).outcomes.map(\.isPublished) == [true])
            var files = try await bench.published("acme/tiny-bert")
            let out = ["optimizer.pt", "pytorch_model.bin", "pytorch_model.bin.index.json"]
            #expect(files.filter { $0.value == nil }.keys.sorted() == out && files["model.safetensors"] != nil)
            #expect(try await bench.plan(declaration).words == ["unchanged"])
            declaration.entries[0].files.prefer = [.pytorch]
            #expect(try await bench.run(declaration).outcomes.map(\.isPublished) == [true])
            files = try await bench.published("acme/tiny-bert")
            #expect(files.filter { $0.value == nil }.keys.sorted() == ["model.safetensors", "optimizer.pt"])
            declaration.entries[0].files.prefer = [.gguf]
            #expect(try await bench.plan(declaration).words == ["block weights"])
            #expect(try await bench.run(declaration).outcomes.map(\.isFailed) == [true])
            #expect(try await bench.published("acme/tiny-bert").count == files.count)
        }
    }

    @Test("what is larger than the file allows is not taken, and the plan says by how much")
    func sizes() async throws {
        try await Bench.with { (bench: Bench) async throws in
            var declaration = try MirrorDeclaration("acme/tiny-gguf")
            declaration.entries[0].limits = SizeLimits(model: 3 << 20, file: 3 << 20)
            #expect(try await bench.plan(declaration).words == ["add"])
            declaration.entries[0].limits = SizeLimits(file: 3 << 20 - 1)
            let plan = try await bench.plan(declaration)
            #expect(plan.words == ["block size"] && plan.block(0)?.contains("tiny-Q4_K_M.gguf") == true)
            declaration.entries[0].limits = SizeLimits(model: 1 << 20)
            #expect(try await bench.plan(declaration).block(0) == "its files have 3.0 MiB; a model may have 1.0 MiB")
            // What is held already does not slip through either.
            declaration.entries[0].limits = SizeLimits()
            _ = try await bench.run(declaration)
            declaration.entries[0].limits = SizeLimits(model: 1 << 20)
            #expect(try await bench.plan(declaration).words == ["block size"])
        }
    }

    @Test("a licence that is not known is not allowed, nor one that a person has to decide on, unless the file says so")
    func licenses() async throws {
        try await Bench.with { (bench: Bench) async throws in
            let judge = SpokenJudge(levels: ["solo": .allowWithDuties, "acme/tiny-bert": .block, "acme/tiny-gguf": .review])
            var declaration = try MirrorDeclaration("solo", "acme/tiny-bert", "acme/tiny-gguf", "large/model")
            declaration.policy.licenses = LicensePolicy(scenario: "product")
            let plan = try await bench.plan(declaration, PlanKnowledge(judge: judge))
            #expect(plan.words == ["add", "block license", "block license", "block license"])
            #expect(plan.block(1) == "product: block under X-1.0: its section 2 says so")
            #expect(plan.block(3)?.contains("does not know the model") == true)
            // Nobody to ask: nothing is known.
            #expect(try await bench.plan(declaration).words == Array(repeating: "block license", count: 4))
            let report = try await bench.run(declaration, PlanKnowledge(judge: judge))
            #expect(report.outcomes.map(\.isPublished) == [true, false, false, false] && report.outcomes[1].findings.isEmpty)
            #expect(try bench.shelf.models().map(\.path) == ["solo"])
            declaration.entries[1].approval = "legal, 2026-03-01"
            declaration.policy.licenses?.refused = [.block, .review]
            #expect(
                try await bench.plan(declaration, PlanKnowledge(judge: judge)).words == ["unchanged", "add", "block license", "add"])
        }
    }

    @Test("gated models are kept out where the policy says so")
    func gated() async throws {
        try await Bench.with { (bench: Bench) async throws in
            var declaration = try MirrorDeclaration("acme/locked", "solo")
            #expect(try await bench.plan(declaration).words == ["add", "add"])
            declaration.policy.refusesGated = true
            let plan = try await bench.plan(declaration)
            #expect(plan.words == ["block gated", "add"] && plan.block(0)?.contains("manual") == true)
        }
    }

    @Test("a model that would exceed its namespace's quota is stopped before anything of it is fetched; shared bytes count once")
    func quotas() async throws {
        try await Bench.with { (bench: Bench) async throws in
            let quotas = [Quota(models: "acme/*", bytes: 3 << 20), Quota(models: "large/*", bytes: 1 << 40)]
            let declaration = try MirrorDeclaration(
                "acme/tiny-bert", "acme/tiny-gguf", "acme/tiny-bert@refs/pr/1", "large/model", quotas: quotas)
            let plan = try await bench.plan(declaration)
            #expect(plan.words == ["add", "block quota", "add", "add"])
            #expect(plan.block(1)?.hasPrefix("acme/* may take 3.0 MiB; it has ") == true)
            _ = try await bench.run(declaration)
            #expect(try bench.shelf.models().map(\.path) == ["acme/tiny-bert", "large/model"])
            #expect(await bench.contentRequests().allSatisfy { !$0.target.contains("tiny-gguf") })
            // Held or planned: the answer is the same.
            #expect(try await bench.plan(declaration).words == ["unchanged", "block quota", "unchanged", "unchanged"])
        }
    }

    private struct Missing: Error {}
}
