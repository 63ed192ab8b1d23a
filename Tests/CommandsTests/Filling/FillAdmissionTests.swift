import Blobs
import Foundation
import Mirroring
import SampleHub
import Shelves
import TestSupport
import Testing
import Vocabulary

@testable import Commands

/// Models and revisions that are not held: who may have them, and what is said to the others.
@Suite(.serialized) struct FillAdmissionTests {
    @Test("a model that nobody has mirrored is answered whole: information, tree, refs, paths and history")
    func metadata() async throws {
        try await FillBench.with { bench in
            try await bench.serving { client, _ in
                let commit = try #require(await bench.hub.refs(of: "org/model")["refs/heads/main"])
                let info = try await client.get("/api/models/org/model/revision/main")
                #expect(info.status == 200)
                #expect(info.text.contains(commit))
                #expect(info.text.contains("pytorch_model.bin"))
                let tree = try await client.get("/api/models/org/model/tree/\(commit)?recursive=true")
                #expect(tree.status == 200)
                #expect(tree.text.contains("\"size\":\(FillBench.large.count)"))
                #expect(try await client.get("/api/models/org/model/refs").text.contains(commit))
                #expect(try await client.get("/api/models/org/model/commits/main").text.contains(commit))
                #expect(try await client.get("/api/models/org/model").status == 200)
                // A tag of another model.
                #expect(try await client.get("/api/models/acme/tiny-bert/revision/v1.0").status == 200)
                #expect(try await client.get("/acme/tiny-bert/resolve/refs%2Fpr%2F1/README.md").text == "# A proposal\n")
            }
        }
    }

    @Test("what the hub does not have is answered exactly as by a server that does not fill")
    func nothingThere() async throws {
        try await FillBench.with { bench in
            try await bench.serving { client, _ in
                let targets = [
                    "/api/models/nobody/nothing", "/nobody/nothing/resolve/main/config.json", "/acme/secret/resolve/main/config.json",
                    "/api/datasets/org/model", "/api/models/org/..%2Fmodel", "/api/models/nobody/nothing/tree/main",
                ]
                var plain = FillBench.Wishes()
                plain.fills = false
                var answers: [String: PlainClient.Reply] = [:]
                try await bench.serving(plain) { other, _ in for target in targets { answers[target] = try await other.get(target) } }
                for target in targets {
                    let reply = try await client.get(target)
                    #expect(reply.status == answers[target]?.status, "\(target)")
                    #expect(reply.text == answers[target]?.text, "\(target)")
                    #expect(reply.headers["x-error-code"] == answers[target]?.headers["x-error-code"], "\(target)")
                }
                let noRevision = try await client.get("/org/model/resolve/v9/config.json")
                #expect(noRevision.status == 404)
                #expect(noRevision.headers["x-error-code"] == "RevisionNotFound")
                let noFile = try await client.file("nowhere.json")
                #expect(noFile.status == 404)
                #expect(noFile.headers["x-error-code"] == "EntryNotFound")
                #expect(noFile.headers["x-repo-commit"]?.count == 40)
            }
        }
    }

    @Test("the hub is asked once for what it does not have, for a while")
    func remembersNo() async throws {
        try await FillBench.with { bench in
            var wishes = FillBench.Wishes()
            let clock = SetClock()
            wishes.options.clock = { clock.now }
            try await bench.serving(wishes) { client, _ in
                _ = try await client.get("/api/models/nobody/nothing")
                let asked = await bench.requests()
                for _ in 0..<5 { _ = try await client.get("/api/models/nobody/nothing") }
                clock.advance(wishes.options.memory - .seconds(1))
                _ = try await client.get("/api/models/nobody/nothing")
                #expect(await bench.requests() == asked)
                clock.advance(.seconds(2))
                _ = try await client.get("/api/models/nobody/nothing")
                #expect(await bench.requests() > asked)
            }
        }
    }

    @Test("a hub that can't be reached is 503 and never 404, and what is held is answered all the same")
    func unreachable() async throws {
        try await FillBench.with { bench in
            var wishes = FillBench.Wishes()
            wishes.options.freshness = .zero
            try await bench.serving(wishes) { client, _ in
                #expect(try await client.file("config.json").status == 200)
                await bench.hub.stop()
                for target in ["/api/models/acme/tiny-bert", "/acme/tiny-bert/resolve/main/config.json", "/api/models/org/model/tree/v9"] {
                    let reply = try await client.get(target)
                    #expect(reply.status == 503, "\(target)")
                    #expect(reply.headers["retry-after"] != nil)
                    #expect(reply.headers["x-error-code"] != "EntryNotFound")
                }
                #expect(try await client.file("config.json").status == 200)
                #expect(try await client.get("/api/models/org/model").status == 200)
                // A file of a held revision that is not held itself.
                let missing = try await client.file("model.safetensors")
                #expect(missing.status == 503)
                #expect(missing.headers["x-error-code"] != "EntryNotFound")
            }
        }
    }

    @Test("whom the admission refuses gets 403 with the reason, and so does who asks for a gated model")
    func refused() async throws {
        try await FillBench.with { bench in
            var wishes = FillBench.Wishes()
            wishes.rules = FillRules(admission: { model, claim async throws(MirrorError) in
                throw .blocked(model, PolicyBlock(.license, "forbidden, all \(claim.files.count) files of it"))
            })
            try await bench.serving(wishes) { client, filler in
                let reply = try await client.file("config.json")
                #expect(reply.status == 403)
                #expect(reply.headers["x-error-code"] == "GatedRepo")
                #expect(reply.text.contains("license: forbidden, all 3 files"))
                #expect(filler.counts.refused == 1)
                #expect(try bench.fills.models().isEmpty)
            }
            try await bench.serving { client, _ in
                let reply = try await client.get("/acme/locked/resolve/main/config.json")
                #expect(reply.status == 403)
                #expect(reply.headers["x-error-code"] == "GatedRepo")
                #expect(try bench.fills.models().isEmpty)
            }
        }
    }

    @Test("models and files outside of what may be filled are 403, HEAD and GET alike, and the hub is not asked")
    func limits() async throws {
        try await FillBench.with { bench in
            var wishes = FillBench.Wishes()
            wishes.options.denied = ["acme/*"]
            wishes.options.largest = 1 << 20
            try await bench.serving(wishes) { client, _ in
                #expect(try await client.get("/api/models/acme/tiny-bert").status == 403)
                #expect(await bench.requests() == 0)
                #expect(try await client.file("config.json").status == 200)
                let large = try await client.file("model.safetensors")
                #expect(large.status == 403)
                #expect(large.text.contains("max_size"))
                #expect(try await client.head("/org/model/resolve/main/model.safetensors").status == 403)
                #expect(await bench.downloads() == 0)
            }
            wishes.options.denied = []
            wishes.options.allowed = ["acme/*"]
            try await bench.serving(wishes) { (client, _) async throws in
                #expect(try await client.get("/api/models/acme/tiny-bert").status == 200)
                // What was filled before the rule stays there to be had; the rest does not come.
                #expect(try await client.file("config.json").status == 200)
                let leftOut = try await client.file("pytorch_model.bin")
                #expect(leftOut.status == 404)
                #expect(leftOut.headers["x-error-code"] == "EntryNotFound")
                #expect(leftOut.headers["x-repo-commit"] == nil)
            }
        }
    }

    @Test("what was filled is refused when the rules are against it by now, even where it is no longer among the models that are filled")
    func standing() async throws {
        try await FillBench.with { bench in
            try await bench.serving { (client, _) async throws in #expect(try await client.file("config.json").status == 200) }
            var wishes = FillBench.Wishes()
            wishes.rules = FillRules(standing: { model async throws(MirrorError) in
                throw .blocked(model, PolicyBlock(.license, "forbidden since today"))
            })
            for allowed in [[], ["acme/*"]] {
                wishes.options.allowed = allowed
                try await bench.serving(wishes) { (client, filler) async throws in
                    let refused = try await client.file("config.json")
                    #expect(refused.status == 403 && refused.text.contains("forbidden since today"))
                    #expect(try await client.head("/org/model/resolve/main/config.json").status == 403)
                    #expect(filler.counts.refused == 2)
                    #expect(try await bench.isHeld("config.json"))
                }
            }
        }
    }

    @Test("a namespace whose quota has no room gets 403 with the reason and nothing is fetched; once there is room, it is")
    func quota() async throws {
        try await FillBench.with { bench in
            var wishes = FillBench.Wishes()
            wishes.quotas = [Quota(models: "org/*", bytes: 13 << 20)]
            try await bench.serving(wishes) { client, filler in
                #expect(try await client.file("model.safetensors").status == 200)
                let before = await bench.downloads()
                let refused = try await client.file("pytorch_model.bin")
                #expect(refused.status == 403, "\(refused.status)")
                #expect(refused.text.contains("quota: org/* may take 13"), "\(refused.text)")
                #expect(await bench.downloads() == before && filler.counts.refused == 1)
                // What is held, what fits, and other namespaces are served.
                #expect(try await client.file("model.safetensors").status == 200)
                #expect(try await client.file("config.json").status == 200)
                #expect(try await client.get("/acme/tiny-bert/resolve/main/README.md").status == 200)
                try await FillLock.remove(bench.model, from: bench.fills)
                let blob = Digest(hashing: FillBench.large)
                try await bench.blobs.remove(blob)
                try await Task.sleep(for: .milliseconds(400))
                #expect(try await client.file("pytorch_model.bin").status == 200)
            }
        }
    }

    @Test("a branch that moved is followed when it is no longer believed, and the commit from before stays")
    func freshness() async throws {
        try await FillBench.with { bench in
            var wishes = FillBench.Wishes()
            let clock = SetClock()
            wishes.options.clock = { clock.now }
            try await bench.serving(wishes) { client, _ in
                let before = try #require(try await client.file("config.json").headers["x-repo-commit"])
                try await bench.hub.update { try $0.rewrite("org/model", ["config.json": Array("{}".utf8)]) }
                clock.advance(wishes.options.freshness - .seconds(1))
                let still = try await client.file("config.json")
                #expect(still.headers["x-repo-commit"] == before)
                clock.advance(.seconds(2))
                let after = try await client.file("config.json")
                #expect(after.text == "{}")
                #expect(after.headers["x-repo-commit"] != before)
                #expect(try await client.get("/org/model/resolve/\(before)/config.json").text.contains("bert"))
            }
        }
    }

    @Test("a model that is let go while the server runs is asked for anew, though the hub's yes is still remembered")
    func letGo() async throws {
        try await FillBench.with { bench in
            try await bench.serving { client, _ in
                #expect(try await client.file("config.json").status == 200)
                try await FillLock.remove(bench.model, from: bench.fills)
                #expect(try bench.fills.models().isEmpty)
                let again = try await client.file("config.json")
                #expect(again.status == 200)
                #expect(again.text.contains("bert"))
                #expect(try await bench.isHeld("config.json"))
                let filled = try FilledRevision.all(on: bench.fills)
                #expect(filled.map(\.revision) == ["main"] && filled.map(\.files) == [1] && filled.map(\.listed) == [3])
            }
        }
    }
}

/// Time that passes only when a test lets it.
private final class SetClock: @unchecked Sendable {  // Safety: `instant` is only touched under `lock`.
    private let lock = NSLock()
    private var instant = ContinuousClock.now

    var now: ContinuousClock.Instant { lock.withLock { instant } }

    func advance(_ duration: Duration) { lock.withLock { instant += duration } }
}
