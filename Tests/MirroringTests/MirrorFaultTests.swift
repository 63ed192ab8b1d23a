import Blobs
import Foundation
import HTTPTypes
import Mirroring
import SampleHub
import Shelves
import TestSupport
import Testing
import Transport
import Vocabulary

/// A hub, a CDN or a network that misbehaves: either the sync gets round it, or it says what is wrong and shows nothing.
@Suite(.serialized) struct MirrorFaultTests {
    /// Faults of the second origin that some more asking overcomes.
    static let passing: [(String, Faults.Rule)] = [
        ("dropped before the head", .init(.content, .first(2), .dropBeforeHead)),
        ("dropped in the middle", .init(.content, .first(4), .drop(after: 1_000_000))),
        ("announced too short", .init(.content, .first(2), .truncate(to: 500_000))),
        ("cut short", .init(.content, .first(2), .announceLength(off: 1_000))),
        ("busy", .init(.content, .first(2), .answer(503))),
        ("expired", .init(.content, .first(2), .answer(403))),
        ("gone", .init(.content, .first(2), .answer(410))),
        ("stalled", .init(.content, .number(1), .stall(after: 100_000, .seconds(30)))),
        ("another range once", .init(.content, .first(2), .shiftContentRange(by: 16))),
        ("never a range", .init(.content, .every, .ignoreRange)),
        ("one bit wrong", .init(.content, .number(2), .flipByte(at: 77))),
        ("endless once", .init(.content, .number(1), .hugeBody(bytes: 100 << 20))),
        ("no address at first", .init(.resolve, .first(2), .answer(503))),
    ]

    @Test("trouble on the way to the bytes is overcome", arguments: passing.map(\.0))
    func overcome(name: String) async throws {
        let rule = try #require(Self.passing.first { $0.0 == name }?.1)
        try await Bench.with { (bench: Bench) async throws in
            await bench.hub.misbehave(Faults([rule]))
            let source = name == "stalled" ? try bench.source(stall: .seconds(1)) : nil
            let outcome = try await bench.sync("large/model", source: source).first
            #expect(outcome?.isPublished == true, "\(bench.errors(outcome))")
            #expect(try await bench.published("large/model")["model.safetensors"] == Bench.large)
            #expect(try await bench.blobs.partials().isEmpty)
        }
    }

    @Test("a held file that is known to be damaged is mended by the next sync, with the damaged part alone")
    func damaged() async throws {
        try await Bench.with { (bench: Bench) async throws in
            _ = try await bench.sync("large/model")
            let digest = Digest(hashing: Bench.large)
            let path = "\(bench.home.path)/blobs/sha256/\(digest.hex.prefix(2))/\(digest.hex)"
            chmod(path, 0o644)
            let file = try #require(FileHandle(forUpdatingAtPath: path))
            try file.seek(toOffset: 5 << 20)
            try file.write(contentsOf: [1, 2, 3])
            try file.close()
            // Nobody knows of it yet.
            #expect(try await bench.sync("large/model").first?.isPublished == false)
            _ = try await BlobVerifier(bench.blobs).verify([digest])
            let entry = MirrorDeclaration.Entry(model: try #require(ModelID("large/model")))
            let plan = try await bench.plan(MirrorDeclaration(entries: [entry]))
            #expect(plan.bytesToFetch == 1 << 20)
            let outcome = try await bench.sync("large/model").first
            #expect(bench.errors(outcome).isEmpty && outcome?.commit != nil)
            #expect(try await bench.published("large/model")["model.safetensors"] == Bench.large)
            #expect(try bench.blobs.knownDamage(of: digest).isEmpty)
        }
    }

    /// Faults that stay, and a word that the error must have.
    static let lasting: [(String, Faults.Rule, String)] = [
        ("no connection", .init(.content, .every, .dropBeforeHead), "model.safetensors"),
        ("always another range", .init(.content, .every, .shiftContentRange(by: 16)), "Content-Range"),
        ("always forbidden", .init(.content, .every, .answer(403)), "403"),
        ("always empty", .init(.content, .every, .truncate(to: 0)), "model.safetensors"),
        ("a byte at a time", .init(.content, .every, .truncate(to: 1)), "model.safetensors"),
        ("always wrong", .init(.content, .every, .flipByte(at: 5)), "expected"),
        ("no address", .init(.resolve, .every, .answer(500)), "large/model"),
        ("other content", .init(.resolve, .every, .header("X-Linked-ETag", "\"\(String(repeating: "ab", count: 32))\"")), "ababab"),
        ("other size", .init(.resolve, .every, .header("X-Linked-Size", "17")), "17 bytes"),
    ]

    @Test("trouble that stays is an error that names the file, and nothing is shown", arguments: lasting.map(\.0))
    func failed(name: String) async throws {
        let (_, rule, word) = try #require(Self.lasting.first { $0.0 == name })
        try await Bench.with { (bench: Bench) async throws in
            await bench.hub.misbehave(Faults([rule]))
            let outcomes = try await bench.sync("large/model", "solo")
            let errors = bench.errors(outcomes.first)
            #expect(errors.count == 1 && errors[0].contains("large/model") && errors[0].contains(word), "\(errors)")
            #expect(try await bench.published("large/model").isEmpty)
            #expect(try bench.shelf.models().allSatisfy { $0.path == "solo" })

            await bench.hub.misbehave(Faults())
            #expect(try await bench.sync("large/model").map(\.isPublished) == [true])
            #expect(try await bench.published("large/model")["model.safetensors"] == Bench.large)
        }
    }

    @Test("a wrong hash names what was expected and what came, and the older commit stays")
    func wrongHash() async throws {
        try await Bench.with { (bench: Bench) async throws in
            _ = try await bench.sync("acme/tiny-bert@v1.0")
            await bench.hub.misbehave(Faults([.init(containing: "config.json", .every, .flipByte(at: 3))]))
            let outcome = try await bench.sync("acme/tiny-bert").first
            let errors = bench.errors(outcome)
            #expect(errors.count == 1 && errors[0].contains("config.json") && errors[0].contains("expected"), "\(errors)")
            #expect(outcome?.findings.map(\.code) == [.wrongContent] && outcome?.findings.first?.file == "config.json")
            #expect(try await bench.published("acme/tiny-bert").isEmpty)
            #expect(try await bench.published("acme/tiny-bert@v1.0").count == 2)
            let fetched = await bench.hub.requests.filter { $0.method == .get && $0.status == 200 && $0.target.contains("config.json") }
            #expect(fetched.count == 3, "once for v1.0, and twice for the one that never verifies")
        }
    }

    @Test("an interrupted sync keeps every whole leaf, and the next one fetches only the rest")
    func interrupted() async throws {
        try await Bench.with { (bench: Bench) async throws in
            let source = try bench.source()
            let stopping = StoppingTransport(source.transport, after: 18 << 20)
            let report = try await bench.run(
                MirrorDeclaration(entries: [.init(model: #require(ModelID("large/model")))]),
                source: MirrorSource(hub: source.hub, transport: stopping))
            guard case .cancelled = report.stoppedBy else {
                Issue.record("not stopped: \(report)")
                return
            }
            let content = try #require(try await bench.blobs.partials().first)
            let arrived = try await bench.blobs.arrived(content.content, size: content.size)
            // A leaf of each connection may be in flight.
            #expect(arrived >= 10 << 20 && arrived < Int64(Bench.large.count))
            let before = bench.progress.received
            #expect(try await bench.sync("large/model").map(\.isPublished) == [true])
            #expect(Int64(bench.progress.received - before) == Int64(Bench.large.count) - arrived)
            #expect(try await bench.published("large/model")["model.safetensors"] == Bench.large)
        }
    }

    @Test("names that lead out of the folder are refused and recorded, and the other files are mirrored")
    func traversal() async throws {
        try await Bench.with { (bench: Bench) async throws in
            await bench.hub.misbehave(Faults([.init(.tree, .every, .json(Self.addingEvilNames))]))
            for _ in 0..<2 {
                let outcome = try #require(try await bench.sync("solo").first)
                #expect(!outcome.isFailed, "\(bench.errors(outcome))")
                #expect(outcome.refused.count == 2, "\(outcome.refused)")
                #expect(outcome.findings.map(\.code) == [.fileName, .fileName])
            }
            #expect(try await bench.published("solo")["README.md"] == bench.original("solo/README.md"))
            #expect(bench.home.files().allSatisfy { !$0.contains("evil") })
        }
    }

    private static let addingEvilNames: @Sendable (JSON) -> JSON = { json in
        guard case .array(let entries) = json, let first = entries.first, case .object(let members) = first else { return json }
        let evil = ["../../evil.txt", "/etc/evil"].map { name -> JSON in
            var entry = JSON.object(members)
            entry["path"] = .string(name)
            return entry
        }
        return .array(entries + evil)
    }
}

/// Cancels transfers once so many bytes have passed, as the end of a process would.
private final class StoppingTransport: HTTPTransport, ByteSink, @unchecked Sendable {  // Safety: `passed` is under `lock`.
    private let base: any HTTPTransport
    private let limit: Int
    private let lock = NSLock()
    private var passed = 0

    init(_ base: any HTTPTransport, after limit: Int) {
        self.base = base
        self.limit = limit
    }

    func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse { try await base.send(request) }

    func download(_ request: TransportRequest, into sink: any ByteSink) async throws(TransportError) -> TransportResponse.Head {
        do {
            return try await base.download(request, into: Tee(sink: sink, counter: self))
        } catch {
            if lock.withLock({ passed > limit }) { throw TransportError(.cancelled, url: request.url, detail: "stopped") }
            throw error
        }
    }

    func begin(_ head: TransportResponse.Head) {}

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        try lock.withLock {
            if passed > limit { throw CancellationError() }
            passed += bytes.count
        }
    }

    private struct Tee: ByteSink {
        let sink: any ByteSink
        let counter: StoppingTransport

        func begin(_ head: TransportResponse.Head) throws { try sink.begin(head) }
        func write(_ bytes: UnsafeRawBufferPointer) throws {
            try counter.write(bytes)
            try sink.write(bytes)
        }
    }
}
