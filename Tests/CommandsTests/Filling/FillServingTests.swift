import Blobs
import Foundation
import Mirroring
import SampleHub
import Shelves
import TestSupport
import Testing
import Vocabulary

@testable import Commands

/// Files that are not held: what clients get, and what is left.
@Suite(.serialized) struct FillServingTests {
    @Test("the first request for a file streams its bytes and leaves it held and published; the second does not ask the hub")
    func firstAndSecond() async throws {
        try await FillBench.with { bench in
            try await bench.serving { client, filler in
                let first = try await client.file("model.safetensors")
                #expect(first.status == 200)
                #expect(first.body == FillBench.large)
                #expect(try await bench.isHeld("model.safetensors"))
                let asked = await bench.requests()
                let second = try await client.file("model.safetensors")
                #expect(second.body == FillBench.large)
                #expect(await bench.requests() == asked)
                let relevant = [
                    "etag", "x-linked-etag", "x-linked-size", "x-repo-commit", "content-length", "content-type", "accept-ranges",
                ]
                for name in relevant { #expect(first.headers[name] == second.headers[name], "\(name)") }
                #expect(first.headers["x-linked-size"] == "\(FillBench.large.count)")
                #expect(filler.counts.files == 1)
                #expect(filler.counts.bytes == Int64(FillBench.large.count))
                #expect(filler.counts.waiting == 0)
            }
            // A server that begins anew serves it without the hub, whatever became of that.
            await bench.hub.misbehave(Faults([.init(nil, .every, .answer(503))]))
            try await bench.serving { (client, _) async throws in
                #expect(try await client.file("model.safetensors").body == FillBench.large)
            }
        }
    }

    @Test("twenty clients that ask at once cause one download, and one question of what the revision is")
    func twentyAtOnce() async throws {
        try await FillBench.with { bench in
            try await bench.serving { client, filler in
                let right = await withTaskGroup(of: Bool.self) { group in
                    for _ in 0..<20 { group.addTask { (try? await client.file("model.safetensors").body) == FillBench.large } }
                    return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                }
                #expect(right == 20)
                #expect(await bench.downloads() == 1)
                let trees = await bench.hub.requests.count { $0.target.contains("/tree/") }
                #expect(trees == 1)
                #expect(filler.counts.bytes == Int64(FillBench.large.count))
            }
        }
    }

    @Test("bytes go out while the hub still sends the rest")
    func streams() async throws {
        try await FillBench.with { bench in
            await bench.hub.misbehave(Faults([.init(.content, .first(1), .stall(after: 4 << 20, .seconds(60)))]))
            try await bench.serving { client, filler in
                let slow = try SlowClient("/org/model/resolve/main/model.safetensors", port: client.port)
                #expect(await slow.read(3 << 20) >= 3 << 20)
                #expect(filler.counts.files == 0)
                #expect(filler.counts.bytes < Int64(5 << 20))
            }
        }
    }

    @Test("where the hub sends a wrong byte nobody gets a whole file and nothing is published; with a healthy hub the next try succeeds")
    func wrongByte() async throws {
        try await FillBench.with { bench in
            await bench.hub.misbehave(
                Faults([
                    .init(.content, .every, .flipByte(at: 1 << 20)), .init(.content, .every, .stall(after: 6 << 20, .milliseconds(300))),
                ]))
            try await bench.serving { client, filler in
                let replies = await withTaskGroup(of: PlainClient.Reply?.self) { group in
                    for _ in 0..<3 { group.addTask { try? await client.file("model.safetensors") } }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                for reply in replies {
                    let reply = try #require(reply)
                    #expect(reply.status == 503 || reply.isComplete == false, "\(reply.status), \(reply.body.count) bytes")
                }
                #expect(try await !bench.isHeld("model.safetensors"))
                #expect(try await eventually { filler.counts.running == 0 })
                await bench.hub.misbehave(Faults())
                // Whoever has the first part of the wrong bytes must not complete them.
                let rest = try await client.file("model.safetensors", ["Range": "bytes=8000000-"])
                #expect(rest.status == 200)
                #expect(rest.body == FillBench.large)
                #expect(try await bench.isHeld("model.safetensors"))
            }
        }
    }

    @Test("a range of a file that is not held is that range, wherever it lies")
    func ranges() async throws {
        try await FillBench.with { bench in
            for (from, to) in [(0, 99), (5_000_000, 5_999_999), (FillBench.large.count - 10, FillBench.large.count - 1)] {
                try FileManager.default.removeItem(atPath: bench.home.path)
                try await bench.serving { client, _ in
                    let reply = try await client.file("model.safetensors", ["Range": "bytes=\(from)-\(to)"])
                    #expect(reply.status == 206)
                    #expect(reply.headers["content-range"] == "bytes \(from)-\(to)/\(FillBench.large.count)")
                    #expect(reply.body == Array(FillBench.large[from...to]))
                }
            }
        }
    }

    @Test("a HEAD says everything about a file and fetches nothing")
    func head() async throws {
        try await FillBench.with { bench in
            try await bench.serving { client, filler in
                let reply = try await client.head("/org/model/resolve/main/model.safetensors")
                #expect(reply.status == 200)
                #expect(reply.headers["content-length"] == "\(FillBench.large.count)")
                #expect(reply.headers["x-repo-commit"]?.count == 40)
                #expect(await bench.downloads() == 0)
                #expect(filler.counts.running == 0)
            }
        }
    }

    @Test("a file that may run code waits for its verdict, and one that is refused is 403 with the reason")
    func verdicts() async throws {
        let gate = Gate()
        try await FillBench.with { bench in
            var wishes = FillBench.Wishes()
            wishes.rules = FillRules(verdict: { file, _ in
                await gate.wait()
                return file.path.description == "pytorch_model.bin" && gate.refuses ? .refuse("it imports os.system") : .serve
            })
            try await bench.serving(wishes) { client, filler in
                let slow = try SlowClient("/org/model/resolve/main/pytorch_model.bin", port: client.port)
                #expect(try await eventually { filler.counts.bytes == Int64(FillBench.risky.count) })
                try await Task.sleep(for: .milliseconds(300))
                #expect(try await !bench.isHeld("pytorch_model.bin"))
                async let arrived = slow.read(.max)
                gate.open(refusing: false)
                #expect(await arrived > FillBench.risky.count)
                #expect(try await bench.isHeld("pytorch_model.bin"))
            }
            try FileManager.default.removeItem(atPath: bench.fills.root)
            gate.open(refusing: true)
            try await bench.serving(wishes) { client, filler in
                for _ in 0..<2 {
                    let refused = try await client.file("pytorch_model.bin")
                    #expect(refused.status == 403)
                    #expect(refused.headers["x-error-code"] == "GatedRepo")
                    #expect(refused.text.contains("imports os.system"))
                }
                #expect(try await !bench.isHeld("pytorch_model.bin"))
                #expect(try await client.file("config.json").status == 200)
                #expect(filler.counts.refused == 2)
            }
        }
    }

    @Test("a byte a time keeps a client that waits for a verdict connected, and a refusal then leaves it with next to nothing")
    func trickle() async throws {
        let gate = Gate()
        try await FillBench.with { bench in
            var wishes = FillBench.Wishes()
            let patience = Duration.milliseconds(100)
            wishes.patience = patience
            wishes.rules = FillRules(verdict: { _, _ in
                await gate.wait()
                return gate.refuses ? .refuse("no") : .serve
            })
            for isRefused in [false, true] {
                gate.close()
                try await bench.serving(wishes) { client, filler in
                    let began = ContinuousClock.now
                    async let reply = client.file("pytorch_model.bin")
                    #expect(try await eventually { filler.counts.bytes == Int64(FillBench.risky.count) })
                    try await Task.sleep(for: .seconds(1))
                    gate.open(refusing: isRefused)
                    let got = try await reply
                    #expect(got.status == 200)
                    if isRefused {
                        let most = Int((ContinuousClock.now - began) / patience) + 1
                        #expect((2...most).contains(got.body.count), "\(got.body.count) bytes")
                        #expect(try await client.file("pytorch_model.bin", ["Range": "bytes=5-"]).status == 403)
                    } else {
                        #expect(got.body == FillBench.risky)
                    }
                }
                try FileManager.default.removeItem(atPath: bench.home.path)
            }
        }
    }

    @Test("a hub that fails to send is 503 before the answer has begun, and the fetch goes on for the next try")
    func trouble() async throws {
        try await FillBench.with { bench in
            await bench.hub.misbehave(Faults([.init(.content, .first(4), .answer(503))]))
            var wishes = FillBench.Wishes()
            wishes.patience = .milliseconds(5)
            try await bench.serving(wishes) { client, filler in
                let reply = try await client.file("model.safetensors")
                #expect(reply.status == 503 || reply.body == FillBench.large)
                #expect(try await eventually { filler.counts.running == 0 })
                #expect(try await bench.isHeld("model.safetensors"))
            }
        }
    }

    @Test("a client that goes away stops nothing while another waits; when all are gone the fetch is suspended and keeps what arrived")
    func goneClients() async throws {
        try await FillBench.with { bench in
            await bench.hub.misbehave(Faults([.init(.content, .first(1), .stall(after: 6 << 20, .seconds(4)))]))
            var wishes = FillBench.Wishes()
            wishes.options.linger = .milliseconds(200)
            try await bench.serving(wishes) { client, filler in
                var leaving: SlowClient? = try SlowClient("/org/model/resolve/main/model.safetensors", port: client.port)
                #expect(await leaving?.read(1 << 20) ?? 0 >= 1 << 20)
                async let staying = client.file("model.safetensors")
                #expect(try await eventually { filler.counts.waiting == 2 })
                leaving = nil
                #expect(try await staying.body == FillBench.large)
                #expect(await bench.downloads() == 1)
            }
            try FileManager.default.removeItem(atPath: bench.home.path)
            await bench.hub.misbehave(Faults([.init(.content, .first(1), .stall(after: 6 << 20, .seconds(60)))]))
            try await bench.serving(wishes) { client, filler in
                var leaving: SlowClient? = try SlowClient("/org/model/resolve/main/model.safetensors", port: client.port)
                #expect(await leaving?.read(1 << 20) ?? 0 >= 1 << 20)
                // Nearly all that the hub sends for now: it is told of in batches. Who goes earlier may have the fetch suspended before.
                #expect(try await eventually { filler.counts.bytes >= 5 << 20 })
                leaving = nil
                #expect(try await eventually { filler.counts.running == 0 })
                let before = filler.counts.bytes
                #expect(try await client.file("model.safetensors").body == FillBench.large)
                // The leaves that had arrived were not fetched again.
                #expect(filler.counts.bytes - before < Int64(FillBench.large.count) - (4 << 20))
            }
        }
    }

    @Test("a sync and a fill of the same file at once leave it fetched once and both satisfied")
    func beside() async throws {
        try await FillBench.with { bench in
            await bench.hub.misbehave(Faults([.init(.content, .first(1), .stall(after: 6 << 20, .milliseconds(500)))]))
            try await bench.serving { client, filler in
                let source = try bench.source()
                let sync = MirrorSync(
                    blobs: bench.blobs, shelf: bench.published, sources: [.huggingFace: source], lockPath: bench.home.path + "/sync.lock",
                    now: { Timestamp(milliseconds: 1_700_000_000_000) })
                let entry = MirrorDeclaration.Entry(model: try bench.model, files: FileSelection(include: ["*.safetensors"]))
                async let report = sync.run(MirrorDeclaration(entries: [entry]))
                async let reply = client.file("model.safetensors")
                #expect(try await reply.body == FillBench.large)
                #expect(try await report.outcomes.allSatisfy { $0.commit != nil })
                #expect(await bench.downloads() == 1)
                // A file that the declaration leaves out is filled beside it, and the published shelf stays as it is.
                #expect(try await client.file("config.json").status == 200)
                let commit = try #require(try bench.published.commit(for: .main, of: bench.model))
                let manifest = try #require(try bench.published.manifest(of: bench.model, at: commit))
                #expect(manifest.files.filter { $0.blob != nil }.map(\.path.description) == ["model.safetensors"])
            }
        }
    }

    @Test("files of a commit that arrive at the same time are all published, and equal ones of two models are fetched once")
    func many() async throws {
        try await FillBench.with { bench in
            try await bench.serving { client, filler in
                let right = await withTaskGroup(of: Bool.self) { group in
                    for number in 0..<FillBench.manyFiles {
                        group.addTask { (try? await client.get("/org/many/resolve/main/\(number).txt").text) == "file \(number)" }
                    }
                    return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                }
                #expect(right == FillBench.manyFiles)
                let model = try #require(ModelID("org/many"))
                let commit = try #require(try bench.fills.commit(for: .main, of: model))
                let manifest = try #require(try bench.fills.manifest(of: model, at: commit))
                #expect(manifest.files.allSatisfy { $0.blob != nil })

                try await bench.hub.update { contents in
                    try contents.commit(to: "solo", ["model.safetensors": FillBench.large])
                }
                async let one = client.file("model.safetensors")
                async let other = client.get("/solo/resolve/main/model.safetensors")
                #expect(try await one.body == FillBench.large)
                #expect(try await other.body == FillBench.large)
                #expect(await bench.downloads() == 1)
                #expect(filler.counts.failed == 0)
            }
        }
    }

    @Test("a full disk is told as one, and the next try succeeds")
    func fullDisk() async throws {
        try await FillBench.with { bench in
            var wishes = FillBench.Wishes()
            wishes.blobs = FullDisk.store(bench.home.path + "/blobs")
            try await bench.serving(wishes) { client, _ in
                let reply = try await client.file("model.safetensors")
                #expect(reply.status == 507)
                #expect(reply.text.contains("disk"))
                #expect(!reply.text.contains(bench.home.path))
            }
            try await bench.serving { (client, _) async throws in
                #expect(try await client.file("model.safetensors").body == FillBench.large)
            }
        }
    }
}

/// Holds verdicts back until a test lets them go.
private final class Gate: @unchecked Sendable {  // Safety: everything mutable is under `lock`.
    private let lock = NSLock()
    private var isOpen = false
    private var isRefusing = false

    var refuses: Bool { lock.withLock { isRefusing } }

    func close() { lock.withLock { isOpen = false } }

    func open(refusing: Bool) { lock.withLock { (isOpen, isRefusing) = (true, refusing) } }

    func wait() async {
        while !lock.withLock({ isOpen }) { try? await Task.sleep(for: .milliseconds(20)) }
    }
}
