import Blobs
import Foundation
import Shelves
import TestSupport
import Testing
import Vocabulary

@testable import Mirroring

@Suite struct RetentionTests {
    @Test("a rule retires where everything it names holds, and what is not known retires nothing")
    func rules() throws {
        let model = try CollectBench.model("org/name")
        let day: Int64 = 86_400
        let now = Timestamp(milliseconds: 100 * day * 1_000)
        func facts(pulled: Int64? = nil, verdict: String? = nil, bytes: Int64 = 10) -> RetentionRule.Facts {
            RetentionRule.Facts(
                bytes: bytes, publishedAt: Timestamp(milliseconds: 0), lastPull: pulled.map { Timestamp(milliseconds: $0 * day * 1_000) },
                verdict: verdict)
        }
        let unpulled = RetentionRule(unpulledFor: 30 * day)
        #expect(unpulled.reason(model, facts(), now: now) != nil)
        #expect(unpulled.reason(model, facts(pulled: 69), now: now) != nil)
        #expect(unpulled.reason(model, facts(pulled: 71), now: now) == nil)
        let blocked = RetentionRule(verdicts: ["block"])
        #expect(blocked.reason(model, facts(verdict: "block"), now: now) != nil)
        #expect(blocked.reason(model, facts(verdict: "allow"), now: now) == nil)
        #expect(blocked.reason(model, facts(), now: now) == nil)
        let large = RetentionRule(models: "org/*", unpulledFor: 30 * day, largerThan: 9)
        #expect(large.reason(model, facts(), now: now) != nil)
        #expect(large.reason(model, facts(bytes: 9), now: now) == nil)
        #expect(large.reason(model, facts(pulled: 99), now: now) == nil)
        #expect(try large.reason(CollectBench.model("other/name"), facts(), now: now) == nil)
        #expect(RetentionRule().reason(model, facts(), now: now) == nil)
    }

    @Test("retired models leave the shelf and free what only they had; pinned ones never do")
    func retire() async throws {
        var bench = try CollectBench()
        try await bench.put("org/old", "a", ["old", "shared"])
        try await bench.put("org/pinned", "b", ["pinned"])
        try await bench.put("org/pulled", "c", ["pulled", "shared"])
        try await bench.snapshots.pin(bench.manifest("org/pinned", "b", ["pinned"]), at: Timestamp(milliseconds: 0))
        let pulled = try CollectBench.model("org/pulled")
        let soon = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000) + 2 * 86_400_000)
        bench.knowledge.lastPulls = { [pulled: soon] }
        let rule = RetentionRule(unpulledFor: 86_400)
        let plan = try await bench.collect(dryRun: true) { $0.retention = [rule] }
        #expect(plan.retired.map(\.model.path) == ["org/old"] && plan.bytes == 3)
        #expect(try bench.shelf.models().count == 3)
        let report = try await bench.collect { $0.retention = [rule] }
        #expect(report.retired == plan.retired && report.shares.map(\.model?.path) == ["org/old"])
        #expect(try bench.shelf.models().map(\.path) == ["org/pinned", "org/pulled"])
        for (text, stays) in [("old", false), ("shared", true), ("pinned", true)] {
            #expect(try await bench.isHeld(text) == stays, "\(text)")
        }
    }

    @Test("usage counts each blob once in a namespace, and a quota that is exceeded is told")
    func usage() async throws {
        let bench = try CollectBench()
        try await bench.put("org/a", "a", ["12345", "shared"])
        try await bench.put("org/b", "b", ["shared"])
        try await bench.put("other/c", "c", ["shared", "1"])
        let usage = try await MirrorUsage.read(
            bench.shelf, fills: bench.fills, quotas: [Quota(models: "org/*", bytes: 10), Quota(models: "other/*", bytes: 7)])
        #expect(usage.namespaces.map(\.name) == ["huggingface:org", "huggingface:other"])
        #expect(usage.namespaces.map(\.bytes) == [11, 7] && usage.bytes == 12)
        #expect(usage.quotas.map(\.isOver) == [true, false] && usage.quotas.map(\.models) == [2, 1])
    }

    @Test("what was filled counts in usage and quotas, apart from what is declared, and shared bytes count once")
    func filledUsage() async throws {
        let bench = try CollectBench()
        try await bench.put("org/a", "a", ["12345", "shared"])
        try await bench.put("org/b", "b", ["shared", "1234567"], filled: true)
        try await bench.put("new/c", "c", ["shared"], filled: true)
        let usage = try await MirrorUsage.read(bench.shelf, fills: bench.fills, quotas: [Quota(models: "org/*", bytes: 17)])
        #expect(usage.namespaces.map(\.name) == ["huggingface:org", "huggingface:new"])
        #expect(usage.namespaces.map(\.bytes) == [18, 6] && usage.namespaces.map(\.filled) == [7, 6])
        #expect(usage.bytes == 18 && usage.filled == 7)
        #expect(usage.quotas[0].isOver && usage.quotas[0].models == 2)
    }

    @Test("a filled model that nobody pulled is let go like a declared one and its bytes are freed; what a pin or snapshot holds stays")
    func retireFilled() async throws {
        var bench = try CollectBench()
        try await bench.put("org/declared", "a", ["declared", "shared"])
        try await bench.put("org/idle", "b", ["idle", "shared", "caught"], filled: true)
        try await bench.put("org/pinned", "c", ["pinned"], filled: true)
        try await bench.put("org/pulled", "d", ["pulled"], filled: true)
        try await bench.put("org/both", "e", ["both"])
        try await bench.put("org/both", "f", ["both", "more"], filled: true)
        try await bench.snapshots.pin(bench.manifest("org/pinned", "c", ["pinned"]), at: Timestamp(milliseconds: 0))
        try await bench.put("org/caught", "1", ["caught"])
        try await bench.snapshot("one")
        try bench.shelf.remove(CollectBench.model("org/caught"))
        let soon = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000) + 2 * 86_400_000)
        let pulled = [try CollectBench.model("org/pulled"): soon, try CollectBench.model("org/declared"): soon]
        bench.knowledge.lastPulls = { pulled }
        // Without a rule everything that was filled stays.
        #expect(try await bench.collect().blobs == 0)
        let rule = RetentionRule(unpulledFor: 86_400)
        let plan = try await bench.collect(dryRun: true) { $0.retention = [rule] }
        #expect(plan.retired.map(\.model.path) == ["org/both", "org/idle"] && plan.retired.map(\.isFilled) == [false, true])
        #expect(try bench.fills.models().count == 4)
        let report = try await bench.collect { $0.retention = [rule] }
        #expect(report.retired == plan.retired && report.blobs == plan.blobs)
        #expect(try bench.fills.models().map(\.path) == ["org/pinned", "org/pulled"])
        #expect(try bench.shelf.models().map(\.path) == ["org/declared"])
        // The snapshot holds what `org/both` had on the shelf.
        for (text, stays) in [("idle", false), ("more", false), ("both", true), ("shared", true), ("caught", true), ("pinned", true)] {
            #expect(try await bench.isHeld(text) == stays, "\(text)")
        }
    }

    @Test("verdicts and sizes let go of filled models, too")
    func retireFilledByVerdict() async throws {
        var bench = try CollectBench()
        try await bench.put("org/live", "a", ["live"])
        try await bench.put("org/forbidden", "b", ["forbidden"], filled: true)
        try await bench.put("org/large", "c", ["a large file"], filled: true)
        let forbidden = try CollectBench.model("org/forbidden")
        bench.knowledge.verdict = { $0 == forbidden ? "block" : "allow" }
        let rules = [RetentionRule(verdicts: ["block"]), RetentionRule(largerThan: 10)]
        let report = try await bench.collect { $0.retention = rules }
        #expect(report.retired.map(\.model.path) == ["org/forbidden", "org/large"])
        #expect(try bench.fills.models().isEmpty && report.bytes == 21)
        #expect(try await bench.isHeld("live"))
    }

    @Test("a file that arrives while its model is let go is published alone, and never with blobs that are gone")
    func fillsWhileRetired() async throws {
        let bench = try CollectBench()
        try await bench.put("org/live", "a", ["live"])
        try await bench.put("org/idle", "b", ["old"], filled: true)
        let listed = try bench.manifest("org/idle", "b", ["old", "new"])
        let writer = FillShelf(bench.fills, now: { Timestamp(milliseconds: 1) })
        let lock = try await FillLock.hold(bench.fills)
        // The writer has to wait, so it can't have read the commit as it was before.
        let adding = Task { try await writer.add(try RepoPath(checking: "file-1"), Digest(hashing: Array("new".utf8)), to: listed) }
        try await Task.sleep(for: .milliseconds(100))
        try bench.fills.remove(CollectBench.model("org/idle"))
        lock.release()
        try await adding.value
        let manifest = try #require(try bench.fills.manifest(of: CollectBench.model("org/idle"), at: CollectBench.commit("b")))
        #expect(manifest.files.map { $0.blob != nil } == [false, true])
    }
}
