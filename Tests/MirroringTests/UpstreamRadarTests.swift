import Blobs
import Foundation
import Mirroring
import Radar
import SampleHub
import Shelves
import TestSupport
import Testing
import Vocabulary

/// A mirror of the sample repositories whose hub changes under way.
@Suite(.timeLimit(.minutes(5))) struct UpstreamRadarTests {
    private struct Watch {
        let bench: Bench
        var log: RadarLog { RadarLog(DiskDocumentStore(root: bench.home.path)) }

        /// Looks once; `day` is the clock.
        @discardableResult
        func look(day: Int64) async throws -> UpstreamRadar.Report {
            let radar = UpstreamRadar(
                blobs: bench.blobs, shelf: bench.shelf, sources: [.huggingFace: try bench.source()], log: log,
                now: { Timestamp(milliseconds: 1_700_000_000_000 + day * 86_400_000) })
            return try await radar.run()
        }

        func kinds(_ report: UpstreamRadar.Report) -> [RadarEvent.Kind] { report.open.map(\.kind).sorted { $0.rawValue < $1.rawValue } }

        func news(_ report: UpstreamRadar.Report) -> [String] {
            report.news.map { "\($0.turn.rawValue) \($0.event.kind.rawValue)" }.sorted()
        }
    }

    private func watching(_ models: String..., body: (Watch) async throws -> Void) async throws {
        try await Bench.with { bench in
            for model in models { #expect(try await bench.sync(model).allSatisfy(\.isPublished)) }
            let watch = Watch(bench: bench)
            #expect(try await watch.look(day: 0).open.isEmpty)
            try await body(watch)
        }
    }

    @Test("a new commit is told once, stays open, and is over when it is held")
    func newCommit() async throws {
        try await watching("acme/tiny-bert") { watch in
            try await watch.bench.hub.update { try $0.commit(to: "acme/tiny-bert", ["notes.txt": Array("new\n".utf8)]) }
            let first = try await watch.look(day: 1)
            #expect(watch.kinds(first) == [.newCommit])
            #expect(first.open.first?.subject == "refs/heads/main")
            #expect(watch.news(first) == ["began new_commit"])
            let second = try await watch.look(day: 2)
            #expect(second.news.isEmpty)
            #expect(second.open.first?.firstSeen == first.open.first?.firstSeen)
            #expect(second.open.first?.lastSeen != first.open.first?.lastSeen)
            _ = try await watch.bench.sync("acme/tiny-bert")
            let third = try await watch.look(day: 3)
            #expect(third.open.isEmpty)
            #expect(watch.news(third) == ["held_now new_commit"])
            #expect(try await watch.log.history().map(\.turn) == [.heldNow, .began])
        }
    }

    @Test("a second move of a branch is news, and the first is not called back to normal")
    func superseded() async throws {
        try await watching("acme/tiny-bert") { watch in
            try await watch.bench.hub.update { try $0.commit(to: "acme/tiny-bert", ["a.txt": [1]]) }
            try await watch.look(day: 1)
            try await watch.bench.hub.update { try $0.commit(to: "acme/tiny-bert", ["a.txt": [2]]) }
            let second = try await watch.look(day: 2)
            #expect(watch.news(second) == ["began new_commit"])
            #expect(second.open.count == 1)
        }
    }

    @Test("a deleted model is told as deleted or private, stays held, and its return is told")
    func deleted() async throws {
        try await watching("acme/tiny-bert", "solo") { watch in
            let held = try watch.bench.shelf.models()
            await watch.bench.hub.update { $0.edit("acme/tiny-bert") { $0.isPrivate = true } }
            let gone = try await watch.look(day: 1)
            #expect(watch.kinds(gone) == [.deleted])
            #expect(gone.open.first?.detail.contains("private") == true)
            #expect(try watch.bench.shelf.models() == held)
            #expect(try await watch.bench.published("acme/tiny-bert").count > 3)
            await watch.bench.hub.update { $0.edit("acme/tiny-bert") { $0.isPrivate = false } }
            #expect(watch.news(try await watch.look(day: 2)) == ["back_to_normal deleted"])
        }
    }

    @Test("while a model is gone, what was open of it is neither confirmed nor over")
    func unjudged() async throws {
        try await watching("acme/tiny-bert") { watch in
            try await watch.bench.hub.update { try $0.commit(to: "acme/tiny-bert", ["a.txt": [1]]) }
            try await watch.look(day: 1)
            await watch.bench.hub.update { $0.edit("acme/tiny-bert") { $0.isDisabled = true } }
            let gone = try await watch.look(day: 2)
            #expect(watch.kinds(gone) == [.disabled, .newCommit])
            #expect(watch.news(gone) == ["began disabled"])
        }
    }

    @Test("a new name is told, and what the hub answers under it is compared")
    func renamed() async throws {
        try await watching("acme/tiny-bert") { watch in
            await watch.bench.hub.update { $0.rename("acme/tiny-bert", to: "apex/small-bert") }
            let report = try await watch.look(day: 1)
            #expect(watch.kinds(report) == [.renamed])
            #expect(report.open.first?.new == "apex/small-bert")
        }
    }

    @Test("a gate that was open is told when it closes, and when it opens again")
    func gated() async throws {
        try await watching("acme/tiny-bert") { watch in
            await watch.bench.hub.update { $0.edit("acme/tiny-bert") { $0.gate = .manual } }
            let closed = try await watch.look(day: 1)
            #expect(watch.kinds(closed) == [.newlyGated])
            #expect(closed.open.first?.old == "open" && closed.open.first?.new == "manual")
            #expect(watch.kinds(try await watch.look(day: 2)) == [.newlyGated])
            await watch.bench.hub.update { $0.edit("acme/tiny-bert") { $0.gate = .open } }
            #expect(watch.news(try await watch.look(day: 3)) == ["back_to_normal newly_gated"])
        }
    }

    @Test("another licence on the card and another text of a licence file are told with old and new")
    func relicensed() async throws {
        try await watching("acme/tiny-bert") { watch in
            try await watch.bench.hub.update {
                try $0.commit(
                    to: "acme/tiny-bert",
                    ["README.md": Array("---\nlicense: cc-by-nc-4.0\n---\n# Bert\n".utf8), "LICENSE": Array("Not for trade.\n".utf8)])
            }
            let report = try await watch.look(day: 1)
            #expect(watch.kinds(report) == [.newCommit, .relicensed, .relicensed])
            let card = try #require(report.open.first { $0.subject == "README.md" })
            #expect(card.old == "license: apache-2.0" && card.new == "license: cc-by-nc-4.0")
            let file = try #require(report.open.first { $0.subject == "LICENSE" })
            #expect(!file.old.isEmpty && !file.new.isEmpty && file.old != file.new)
        }
    }

    @Test("without an earlier look, the held card says what the licence was")
    func relicensedAtFirstSight() async throws {
        try await Bench.with { bench in
            _ = try await bench.sync("acme/tiny-bert")
            try await bench.hub.update {
                try $0.commit(to: "acme/tiny-bert", ["README.md": Array("---\nlicense: mit\n---\n".utf8)])
            }
            let report = try await Watch(bench: bench).look(day: 0)
            #expect(report.open.first { $0.kind == .relicensed }?.old == "license: apache-2.0")
        }
    }

    @Test("other weights under the same papers are told as silent, with other papers as announced")
    func weights() async throws {
        let other = SampleRepositories.safetensors([("embed.weight", [2, 2], [9, 9, 9, 9])])
        try await watching("acme/tiny-bert") { watch in
            try await watch.bench.hub.update { try $0.commit(to: "acme/tiny-bert", ["model.safetensors": other]) }
            let silent = try await watch.look(day: 1)
            #expect(watch.kinds(silent) == [.newCommit, .weightsReplacedSilently])
            try await watch.bench.hub.update { try $0.commit(to: "acme/tiny-bert", ["config.json": Array(#"{"v":2}"#.utf8)]) }
            let announced = try await watch.look(day: 2)
            #expect(watch.kinds(announced) == [.newCommit, .weightsReplaced])
            #expect(watch.news(announced) == ["began new_commit", "began weights_replaced"])
        }
    }

    @Test("a force push is told by the commit that is not answered any more")
    func forcePush() async throws {
        try await watching("acme/tiny-bert") { watch in
            let model = try #require(ModelID("acme/tiny-bert"))
            let commit = try #require(try watch.bench.shelf.commit(for: .main, of: model))
            try await watch.bench.hub.update { try $0.rewrite("acme/tiny-bert", ["README.md": Array("# New\n".utf8)]) }
            let report = try await watch.look(day: 1)
            #expect(watch.kinds(report).contains(.historyRewritten))
            #expect(report.open.first { $0.kind == .historyRewritten }?.subject == commit.description)
        }
    }

    @Test("a deleted and a moved tag are told")
    func tags() async throws {
        try await watching("acme/tiny-bert@v1.0") { watch in
            let tag = "refs/tags/v1.0"
            let refs = await watch.bench.hub.refs(of: "acme/tiny-bert")
            let main = try #require(refs["refs/heads/main"].flatMap(CommitID.init))
            await watch.bench.hub.update { $0.move(tag, of: "acme/tiny-bert", to: main) }
            let moved = try await watch.look(day: 1)
            #expect(moved.open.contains { $0.kind == .newCommit && $0.subject == tag && $0.detail.contains("tag") })
            await watch.bench.hub.update { $0.move(tag, of: "acme/tiny-bert", to: nil) }
            let gone = try await watch.look(day: 2)
            #expect(gone.open.contains { $0.kind == .refDeleted && $0.subject == tag })
        }
    }

    @Test("a hub that fails, or is none, is no news about any model")
    func notAsked() async throws {
        try await watching("acme/tiny-bert", "solo") { watch in
            try await watch.bench.hub.update { try $0.commit(to: "solo", ["a.txt": [1]]) }
            try await watch.look(day: 1)
            for status in [500, 404, 401] {
                await watch.bench.hub.misbehave(Faults([Faults.Rule(nil, .every, .answer(status))]))
                let report = try await watch.look(day: 2)
                #expect(report.notAsked.count == 2 && report.asked == 0 && report.news.isEmpty, "\(status)")
                #expect(watch.kinds(report) == [.newCommit])
            }
            let state = try await watch.log.state()
            #expect(state.notAsked.map(\.name) == ["huggingface:acme/tiny-bert", "huggingface:solo"])
        }
    }

    @Test("what is taken off the shelf is forgotten without a word")
    func removed() async throws {
        try await watching("acme/tiny-bert", "solo") { watch in
            await watch.bench.hub.update { $0.remove("solo") }
            #expect(watch.kinds(try await watch.look(day: 1)) == [.deleted])
            let solo = try #require(ModelID("solo"))
            try watch.bench.shelf.remove(solo)
            let report = try await watch.look(day: 2)
            #expect(report.open.isEmpty && report.news.isEmpty)
        }
    }
}
