import Catalog
import CatalogData
import Foundation
import SampleHub
import Search
import TestSupport
import Testing
import Vocabulary

/// The program is killed (SIGKILL) at random moments; after one more run everything must be as if nothing had happened.
@Suite(.serialized) struct KillAndResumeTests {
    private static let kills = 20

    @Test("a sync that is killed at twenty random moments ends in the state of an undisturbed one")
    func sync() async throws {
        let folder = try HubFolder(weightBytes: 24 << 20)
        defer { folder.cleanUp() }
        try await withSampleHub(.init(folder: folder.path)) { hub in
            let add = ["mirror", "add", "weights/large", "weights/small"]
            let sync = ["mirror", "sync", "--quiet", "--endpoint", hub.endpoint]
            let undisturbed = try Program()
            defer { undisturbed.cleanUp() }
            try await undisturbed.run(add)
            let start = ContinuousClock.now
            #expect(try await undisturbed.run(sync).status == 0)
            let duration = (ContinuousClock.now - start) / .seconds(1)
            let wanted = try MirrorState(undisturbed.home)
            #expect(wanted.files.count >= 4)

            let program = try Program()
            defer { program.cleanUp() }
            try await program.run(add)
            var atWork = 0
            try await Self.killing(program, sync, within: duration, reset: program.emptyMirror) {
                let left = try MirrorState(program.home)
                try left.expectOnlyWholeBlobs()
                if left != wanted, try program.hasUnfinishedTransfers() { atWork += 1 }
                let again = try await program.run(sync)
                #expect(again.status == 0, "\(again.errors)")
                #expect(try MirrorState(program.home) == wanted)
            }
            #expect(atWork > 0, "no kill met a transfer under way")
        }
    }

    @Test("a crawl that is killed at twenty random moments ends in the state of an undisturbed one")
    func crawl() async throws {
        let folder = try HubFolder(weightBytes: 1 << 20)
        defer { folder.cleanUp() }
        try await withSampleHub(.init(folder: folder.path, generatedModels: 2_500)) { hub in
            let crawl = ["catalog", "crawl", "huggingface", "--quiet", "--full", "--details", "3", "--endpoint", hub.endpoint]
            let undisturbed = try Program()
            defer { undisturbed.cleanUp() }
            let start = ContinuousClock.now
            #expect(try await undisturbed.run(crawl).status == 0)
            let duration = (ContinuousClock.now - start) / .seconds(1)
            let wanted = try await CatalogState(undisturbed.home)
            #expect(wanted.models.count > 2_500)

            let program = try Program()
            defer { program.cleanUp() }
            var atWork = 0
            try await Self.killing(program, crawl, within: duration, reset: program.emptyCatalog) {
                if let left = try? await CatalogState(program.home), !left.models.isEmpty, left != wanted { atWork += 1 }
                let again = try await program.run(crawl)
                #expect(again.status == 0, "\(again.errors)")
                #expect(try await CatalogState(program.home) == wanted)
            }
            #expect(atWork > 0, "no kill met a crawl under way")
        }
    }

    /// Twenty times: an empty start, a kill at a random moment, then `check`. A run that got through before its kill does not count.
    private static func killing(
        _ program: Program, _ command: [String], within duration: Double, reset: () throws -> Void, check: () async throws -> Void
    ) async throws {
        var killed = 0
        // A run that ends sooner than the first did tells how long they take on a machine that is not busy any more.
        var longest = duration
        for _ in 0..<(kills * 5) where killed < kills {
            let start = ContinuousClock.now
            let result = try await program.run(command, kill: .after(Double.random(in: 0...longest)))
            if result.wasKilled {
                killed += 1
                try await check()
            } else {
                longest = min(longest, (ContinuousClock.now - start) / .seconds(1))
            }
            try reset()
        }
        #expect(killed == kills)
    }
}

/// Two repositories whose weights take a moment to fetch.
struct HubFolder {
    let path: String

    init(weightBytes: Int) throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("weighbridge-hub-\(UUID().uuidString)")
        path = root.path
        var generator = SystemRandomNumberGenerator()
        for (name, size) in [("large", weightBytes), ("small", 70_000)] {
            let repository = root.appendingPathComponent("weights/\(name)")
            try FileManager.default.createDirectory(at: repository, withIntermediateDirectories: true)
            var bytes = Data(count: size)
            bytes.withUnsafeMutableBytes { buffer in
                for offset in stride(from: 0, to: buffer.count - 7, by: 8) {
                    buffer.storeBytes(of: generator.next(), toByteOffset: offset, as: UInt64.self)
                }
            }
            try bytes.write(to: repository.appendingPathComponent("model.safetensors"))
            try Data("---\nlicense: mit\n---\n# \(name)\n".utf8).write(to: repository.appendingPathComponent("README.md"))
            try Data("{\"model_type\": \"\(name)\"}".utf8).write(to: repository.appendingPathComponent("config.json"))
        }
    }

    func cleanUp() { try? FileManager.default.removeItem(atPath: path) }
}

/// Everything a mirror holds, without what may differ: times and what an interrupted transfer left.
private struct MirrorState: Equatable {
    var files: [String: Data] = [:]

    init(_ home: URL) throws {
        let root = home.appendingPathComponent("mirror")
        guard let walker = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.isRegularFileKey]) else { return }
        for case let file as URL in walker where try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
            let name = String(file.path.dropFirst(root.path.count))
            // When a job ran is no part of what is held.
            guard !name.hasPrefix("/metrics/") else { continue }
            guard !file.lastPathComponent.hasPrefix("."), !name.hasSuffix(".lock"), !name.hasSuffix("generation") else { continue }
            var bytes = try Data(contentsOf: file)
            if name.hasSuffix(".json"), let text = String(bytes: bytes, encoding: .utf8) {
                bytes = Data(text.replacing(/"(published_)?at":"[^"]*"/, with: "").utf8)
            }
            files[name] = bytes
        }
    }

    /// Whatever is visible under a digest is what the digest says: its size here, its hash by the final comparison.
    func expectOnlyWholeBlobs() throws {
        for (name, bytes) in files where name.hasPrefix("/blobs/sha256/") {
            // What stands beside a blob is not one.
            if name.hasSuffix(".tree") { continue }
            #expect(try Program.sha256(bytes) == name.split(separator: "/").last.map(String.init), "\(name) is visible and wrong")
        }
    }
}

/// Everything a catalog holds, without what may differ: times and the numbers of runs.
private struct CatalogState: Equatable {
    struct Model: Equatable {
        var claim: ModelClaim
        var size: Int64?
        var files: [FileClaim]?
        var card: CatalogCard?
        var refs: [RefClaim]
        var hasVanished: Bool
        var license: String?
    }

    var findings: Set<String> = []
    var models: [String: Model] = [:]
    /// How many models are found by a word or a tag: neither index may be behind.
    var totals: [Int] = []

    init(_ home: URL) async throws {
        let catalog = try CatalogDatabase(path: home.appendingPathComponent("catalog/catalog.sqlite").path, data: CatalogData())
        for found in try await catalog.findings(limit: 10_000) { findings.insert("\(found.subject) \(found.finding)") }
        let engine = try await SearchCatalog(catalog, path: nil).engine()
        for word in ["llama", "chat", "text-generation", "transformers"] {
            var (text, tag) = (SearchQuery(), SearchQuery())
            text.text = word
            tag.tags = [word]
            totals += [try await engine.search(text).total, try await engine.search(tag).total]
        }
        var query = SearchQuery()
        query.sort = .id
        query.limit = 1_000
        query.includesVanished = true
        while true {
            let page = try await engine.search(query)
            for entry in page.results.map(\.entry) {
                let id = entry.claim.id
                // Only what was visited has more than its listing entry: asking 2,500 models four times each takes minutes.
                let isVisited = entry.downloadSize != nil
                models[id.description] = Model(
                    claim: entry.claim, size: entry.downloadSize, files: isVisited ? try await catalog.files(of: id) : nil,
                    card: isVisited ? try await catalog.card(of: id) : nil, refs: isVisited ? try await catalog.refs(of: id) : [],
                    hasVanished: entry.vanishedAt != nil, license: entry.license)
            }
            query.offset += page.results.count
            if page.results.isEmpty { return }
        }
    }
}
