import Blobs
import Foundation
import Mirroring
import SampleHub
import Shelves
import TestSupport
import Testing
import Vocabulary

@Suite(.serialized, .timeLimit(.minutes(5))) struct ScanGateTests {
    private static let pickle = Digest(hashing: GateBench.pickle)
    private static let mixed = [
        "acme/mixed": ["weights.pkl": GateBench.pickle, "plain.pkl": GateBench.harmless, "notes.md": Array("# Notes\n".utf8)]
    ]

    @Test("a dangerous file is held and in quarantine before its model is published, with everything else")
    func quarantines() async throws {
        try await GateBench.with(Self.mixed) { bench in
            let outcome = try #require(try await bench.sync("acme/mixed").first)
            #expect(outcome.isPublished && outcome.heldBack == ["weights.pkl"])
            #expect(outcome.gate.counts == ["dangerous": 1, "clean": 2])
            #expect(outcome.findings.contains { $0.code == .heldBack && $0.file == "weights.pkl" })
            #expect(try await bench.bench.published("acme/mixed")["weights.pkl"] == GateBench.pickle)
            let item = try #require(try await bench.heldBack()[Self.pickle])
            #expect(
                item.kind == "*.pkl" && item.reasons.first?.contains("posix.system") == true && item.file?.hasSuffix("weights.pkl") == true)
            // The next sync finds nothing to do, and tells of it again.
            let again = try #require(try await bench.sync("acme/mixed").first)
            #expect(again.isUnchanged && again.heldBack == ["weights.pkl"] && again.gate.heldBack.allSatisfy { !$0.isNew })
        }
    }

    @Test("a refused revision is not published: the outcome names file and reason, and the old commit stays")
    func refuses() async throws {
        try await GateBench.with(["acme/mixed": ["notes.md": Array("# Notes\n".utf8)]]) { bench in
            var bench = bench
            bench.policy = ScanPolicy(dangerous: .refuse)
            #expect(try await bench.sync("acme/mixed").map(\.isPublished) == [true])
            let old = try bench.commit("acme/mixed")
            _ = try await bench.bench.hub.update { try $0.commit(to: "acme/mixed", ["weights.pkl": GateBench.pickle]) }
            let refused = try #require(try await bench.sync("acme/mixed").first)
            #expect(refused.isFailed && refused.heldBack.isEmpty)
            let text = bench.bench.errors(refused).joined()
            #expect(text.contains("weights.pkl") && text.contains("pickle-dangerous-import"))
            #expect(try bench.commit("acme/mixed") == old)
            #expect(try await bench.heldBack().isEmpty)
            // Under another policy it is published and held back; released, even this one lets it pass.
            bench.policy = ScanPolicy()
            #expect(try await bench.sync("acme/mixed").map(\.heldBack) == [["weights.pkl"]])
            #expect(try bench.commit("acme/mixed") != old)
            try await bench.release(GateBench.pickle)
            bench.policy = ScanPolicy(dangerous: .refuse)
            #expect(try await bench.sync("acme/mixed").map(\.isUnchanged) == [true])
        }
    }

    @Test("where the policy serves dangerous files nothing is held back, and the verdict is told")
    func serves() async throws {
        try await GateBench.with(Self.mixed) { bench in
            var bench = bench
            bench.policy = ScanPolicy(dangerous: .serve)
            let outcome = try #require(try await bench.sync("acme/mixed").first)
            #expect(outcome.isPublished && outcome.heldBack.isEmpty && outcome.gate.counts["dangerous"] == 1)
            #expect(try await bench.heldBack().isEmpty)
        }
    }

    @Test("what was released stays released, but the same bytes under another kind of name are held back")
    func released() async throws {
        try await GateBench.with(Self.mixed) { bench in
            _ = try await bench.sync("acme/mixed")
            try await bench.release(GateBench.pickle)
            #expect(try await bench.sync("acme/mixed").map(\.heldBack) == [[]])
            _ = try await bench.bench.hub.update { try $0.commit(to: "acme/mixed", ["weights.pkl": GateBench.pickle, "more.txt": [65]]) }
            let next = try #require(try await bench.sync("acme/mixed").first)
            #expect(next.isPublished && next.heldBack.isEmpty)
            _ = try await bench.bench.hub.update { try $0.commit(to: "acme/mixed", ["pytorch_model.bin": GateBench.pickle]) }
            // And then under all their names: bytes are blocked by their digest.
            #expect(try await bench.sync("acme/mixed").map(\.heldBack) == [["pytorch_model.bin", "weights.pkl"]])
        }
    }

    @Test("bytes that two models share are held back in both")
    func shared() async throws {
        try await GateBench.with(["acme/one": ["a.pkl": GateBench.pickle], "acme/two": ["sub/b.pkl": GateBench.pickle]]) { bench in
            let outcomes = try await bench.sync("acme/one", "acme/two")
            #expect(outcomes.map(\.heldBack) == [["a.pkl"], ["sub/b.pkl"]])
            #expect(try await bench.heldBack().count == 1)
        }
    }

    @Test("a file that can't be looked into is not clean: its verdict is a kind of its own, treated as suspicious and not kept")
    func unscannable() async throws {
        try await GateBench.with(Self.mixed) { bench in
            #expect(try await bench.sync("acme/mixed", gated: false).map(\.isPublished) == [true])
            let path = "\(bench.bench.home.path)/blobs/sha256/\(Self.pickle.hex.prefix(2))/\(Self.pickle.hex)"
            try FileManager.default.removeItem(atPath: path)
            // A folder opens, and can't be read.
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            let files = [
                ManifestFile(
                    path: try #require(RepoPath("weights.pkl")), size: Int64(GateBench.pickle.count), content: .sha256(Self.pickle),
                    object: nil,
                    blob: Self.pickle)
            ]
            let model = try #require(ModelID("acme/mixed"))
            let report = try await bench.gate.pass(files, of: model, ScanPolicy(suspicious: .quarantine))
            #expect(report.counts == ["unscannable": 1] && report.heldBack.map(\.blob) == [Self.pickle])
            #expect(!FileManager.default.fileExists(atPath: bench.record(of: GateBench.pickle).path))
            let refused = try await bench.gate.pass(files, of: model, ScanPolicy(suspicious: .refuse))
            #expect(refused.refusals.count == 1)
        }
    }

    @Test("killed between fetch and publish, the next sync looks into what is held already")
    func killedBeforePublishing() async throws {
        try await GateBench.with(Self.mixed) { bench in
            #expect(try await bench.sync("acme/mixed", gated: false).map(\.isPublished) == [true])
            try FileManager.default.removeItem(atPath: bench.bench.home.path + "/shelf")
            let received = bench.bench.progress.received
            let outcome = try #require(try await bench.sync("acme/mixed").first)
            #expect(outcome.isPublished && outcome.heldBack == ["weights.pkl"])
            #expect(bench.bench.progress.received == received)
        }
    }

    @Test("what was published before there was a gate is looked into by the next sync, though nothing else changed")
    func publishedBefore() async throws {
        try await GateBench.with(Self.mixed) { bench in
            _ = try await bench.sync("acme/mixed", gated: false)
            let outcome = try #require(try await bench.sync("acme/mixed").first)
            #expect(outcome.isUnchanged && outcome.heldBack == ["weights.pkl"])
        }
    }

    @Test("a quarantine that can't be read lets nothing be published")
    func damagedQuarantine() async throws {
        try await GateBench.with(Self.mixed) { bench in
            try Data("{\"schema\":1,".utf8).write(to: URL(fileURLWithPath: bench.bench.home.path + "/quarantine.json"))
            let outcome = try #require(try await bench.sync("acme/mixed").first)
            #expect(outcome.isFailed && bench.bench.errors(outcome).joined().contains("quarantine.json is damaged"))
            #expect(try bench.commit("acme/mixed") == nil)
        }
    }

    @Test("an export leaves out what is in quarantine and says so")
    func export() async throws {
        try await GateBench.with(Self.mixed) { bench in
            _ = try await bench.sync("acme/mixed")
            for layout in [ExportLayout.plain, .hubCache] {
                let target = "\(bench.bench.home.path)/\(layout)"
                let report = try await ModelExport(
                    shelf: bench.bench.shelf, blobs: bench.bench.blobs, heldBack: try await bench.heldBack()
                ).run([], as: layout, to: target)
                #expect(report.refused.map(\.name) == ["huggingface:acme/mixed weights.pkl"])
                #expect(report.refused.allSatisfy { $0.reason.contains("in quarantine") } && report.lines.map(\.files) == [2])
                let names = FileManager.default.enumerator(atPath: target)?.compactMap { $0 as? String } ?? []
                #expect(names.contains { $0.hasSuffix("plain.pkl") })
                #expect(!names.contains { $0.hasSuffix("weights.pkl") || $0.contains(Self.pickle.hex) })
            }
        }
    }
}
