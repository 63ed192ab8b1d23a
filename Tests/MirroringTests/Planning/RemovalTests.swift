import Blobs
import Foundation
import Hubs
import Mirroring
import SampleHub
import Shelves
import TestSupport
import Testing
import Vocabulary

@Suite(.serialized) struct RemovalTests {
    private let query = CatalogQuery(name: "all", top: 10)

    /// A mirror of four models.
    private func held(_ body: (Bench) async throws -> Void) async throws {
        try await Bench.with { (bench: Bench) async throws in
            _ = try await bench.sync("acme/tiny-bert", "acme/tiny-gguf", "solo", "large/model")
            try await body(bench)
        }
    }

    @Test("what is no longer declared is shown and stays, until somebody says that it may go")
    func told() async throws {
        try await held { bench in
            let declaration = try MirrorDeclaration("acme/tiny-bert", "solo", "large/model")
            #expect(try await bench.plan(declaration).removals.isEmpty)
            let shown = try await bench.plan(declaration, scope: PlanScope(removals: .show))
            #expect(shown.removals.map(\.model.path) == ["acme/tiny-gguf"] && shown.removals[0].kept?.contains("--remove") == true)
            #expect(shown.leaving.isEmpty && shown.bytesToFree == 0 && shown.removals[0].bytes == 3 << 20)
            _ = try await bench.run(declaration, scope: PlanScope(removals: .show))
            #expect(try bench.shelf.models().count == 4)
            let plan = try await bench.plan(declaration, scope: PlanScope(removals: .remove))
            #expect(
                plan.leaving.map(\.model.path) == ["acme/tiny-gguf"] && plan.bytesToFree == 3 << 20 && plan.held == 4 && !plan.isDrastic)
            let report = try await bench.run(declaration, scope: PlanScope(removals: .remove))
            #expect(report.removed.map(\.model.path) == ["acme/tiny-gguf"])
            #expect(try bench.shelf.models().map(\.path) == ["acme/tiny-bert", "large/model", "solo"])
            // A part of the declaration says nothing of the rest.
            let part = PlanScope(only: [try #require(ModelReference("solo"))], removals: .remove)
            #expect(try await bench.plan(declaration, scope: part).removals.isEmpty)
        }
    }

    @Test("more than a quarter of the models at once is drastic")
    func drastic() async throws {
        try await held { bench in
            let plan = try await bench.plan(MirrorDeclaration("acme/tiny-bert", "solo"), scope: PlanScope(removals: .remove))
            #expect(plan.leaving.count == 2 && plan.isDrastic)
            #expect(try await bench.plan(MirrorDeclaration(), scope: PlanScope(removals: .remove)).isDrastic)
        }
    }

    @Test("a query that fails or finds nothing removes nothing, not even what another would let go")
    func doubt() async throws {
        try await held { bench in
            let declaration = try MirrorDeclaration("solo", queries: [query, CatalogQuery(name: "more")])
            for answers in [["all": ["acme/tiny-bert"]], ["all": ["acme/tiny-bert"], "more": []]] {
                let plan = try await bench.plan(
                    declaration, PlanKnowledge(finder: SpokenFinder(answers)), scope: PlanScope(removals: .remove))
                #expect(plan.words == ["unchanged", "unchanged"] && plan.removals.count == 2 && plan.leaving.isEmpty)
                #expect(plan.removals.allSatisfy { $0.kept?.contains("query more") == true })
            }
            #expect(try await bench.plan(declaration).queries.allSatisfy { $0.failure != nil })
            let finder = try SpokenFinder(["all": ["acme/tiny-bert"], "more": ["acme/tiny-gguf", "solo"]])
            let plan = try await bench.plan(declaration, PlanKnowledge(finder: finder), scope: PlanScope(removals: .remove))
            #expect(plan.items.map(\.model.path) == ["solo", "acme/tiny-bert", "acme/tiny-gguf"])
            #expect(plan.items.map(\.query) == [nil, "all", "more"] && plan.leaving.map(\.model.path) == ["large/model"])
        }
    }

    @Test("what is gone upstream, or can't be asked for, is the only copy and stays", arguments: [401, 403, 404, 500])
    func onlyCopy(status: Int) async throws {
        try await held { bench in
            await bench.hub.misbehave(Faults([Faults.Rule(containing: "tiny-gguf", .every, .answer(status))]))
            let declaration = try MirrorDeclaration("acme/tiny-bert", "solo", "large/model")
            let plan = try await bench.plan(declaration, scope: PlanScope(removals: .remove))
            #expect(plan.leaving.isEmpty && plan.removals.first?.kept != nil)
            _ = try await bench.run(declaration, scope: PlanScope(removals: .remove))
            #expect(try bench.shelf.models().count == 4)
        }
    }

    @Test("what the catalog knows to be gone stays")
    func vanished() async throws {
        try await held { bench in
            let declaration = try MirrorDeclaration("acme/tiny-bert", "large/model", queries: [query])
            let finder = try SpokenFinder(["all": ["solo"]], vanished: ["acme/tiny-gguf"])
            let plan = try await bench.plan(declaration, PlanKnowledge(finder: finder), scope: PlanScope(removals: .remove))
            #expect(plan.leaving.isEmpty && plan.removals.map(\.kept) == ["gone upstream"])
        }
    }

    @Test("pinned commits stay, and so does what is pinned between the plan and its performance")
    func pins() async throws {
        try await held { bench in
            let (gguf, declaration) = (
                try #require(ModelID("acme/tiny-gguf")), try MirrorDeclaration("acme/tiny-bert", "solo", "large/model")
            )
            let old = try #require(try bench.shelf.commit(for: .main, of: gguf))
            let snapshots = SnapshotStore(DiskDocumentStore(root: bench.home.path), lockPath: bench.home.path + "/snapshots.lock")
            let knowledge = PlanKnowledge(pinned: {
                Dictionary(grouping: try await snapshots.pins(), by: \.model).mapValues { Set($0.map(\.commit)) }
            })
            let manifest = try #require(try bench.shelf.manifest(of: gguf, at: old))
            try await snapshots.pin(manifest, at: Timestamp(milliseconds: 1))
            let plan = try await bench.plan(declaration, knowledge, scope: PlanScope(removals: .remove))
            #expect(plan.removals.map(\.kept) == ["pinned"])
            // Another commit of the same model goes.
            try await bench.hub.update { try $0.commit(to: "acme/tiny-gguf", ["x": [1]]) }
            _ = try await bench.sync("acme/tiny-gguf")
            _ = try await bench.run(declaration, knowledge, scope: PlanScope(removals: .remove))
            #expect(try bench.shelf.commits(of: gguf) == [old])
            _ = try await snapshots.unpin(gguf, nil)
            let asked = Asked()
            let late = PlanKnowledge(pinned: { asked.next() ? [:] : [gguf: [old]] })
            _ = try await bench.run(declaration, late, scope: PlanScope(removals: .remove))
            #expect(try bench.shelf.commits(of: gguf) == [old])
        }
    }
}

/// True the first time.
private final class Asked: @unchecked Sendable {  // Safety: `isFirst` is only touched with `lock` held.
    private let lock = NSLock()
    private var isFirst = true
    func next() -> Bool {
        lock.withLock {
            defer { isFirst = false }
            return isFirst
        }
    }
}
