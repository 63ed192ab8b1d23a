import Foundation
import Mirroring
import Shelves
import TestSupport
import Testing
import Vocabulary

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
            bench.shelf, quotas: [Quota(models: "org/*", bytes: 10), Quota(models: "other/*", bytes: 7)])
        #expect(usage.namespaces.map(\.name) == ["huggingface:org", "huggingface:other"])
        #expect(usage.namespaces.map(\.bytes) == [11, 7] && usage.bytes == 12)
        #expect(usage.quotas.map(\.isOver) == [true, false] && usage.quotas.map(\.models) == [2, 1])
    }
}
