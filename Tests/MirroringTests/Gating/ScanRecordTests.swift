import Blobs
import Foundation
import Shelves
import TestSupport
import Testing
import Vocabulary

@testable import Mirroring

@Suite(.serialized, .timeLimit(.minutes(5))) struct ScanRecordTests {
    private static let models = ["acme/mixed": ["weights.pkl": GateBench.pickle]]

    /// Syncs, changes the kept verdict, and tells what the next sync says of the file.
    private func verdict(after change: (String) -> String) async throws -> [String: Int] {
        var counts: [String: Int] = [:]
        try await GateBench.with(Self.models) { bench in
            _ = try await bench.sync("acme/mixed")
            let url = bench.record(of: GateBench.pickle)
            let before = try String(contentsOf: url, encoding: .utf8)
            try Data(change(before).utf8).write(to: url)
            counts = try #require(try await bench.sync("acme/mixed").first).gate.counts
            // What was damaged is whole again.
            if counts == ["dangerous": 1] { #expect(try String(contentsOf: url, encoding: .utf8) == before) }
        }
        return counts
    }

    private func clean(scanner: Int) -> String {
        """
        {"schema":1,"blob":"\(Digest(hashing: GateBench.pickle))","scans":[{"kind":"*.pkl","verdict":"clean","scanner":\(scanner),\
        "at":"2026-01-01T00:00:00Z","reasons":[]}]}
        """
    }

    @Test("a kept verdict is used: the file is not looked into again")
    func kept() async throws {
        let forged = clean(scanner: 1)
        #expect(try await verdict { _ in forged } == ["clean": 1])
    }

    @Test("the verdict of another version of the scanner is not used")
    func version() async throws {
        let forged = clean(scanner: 0)
        #expect(try await verdict { _ in forged } == ["dangerous": 1])
    }

    @Test(
        "a damaged record means that the file is looked into again",
        arguments: [
            "", "{", "[]", "{\"schema\":2}", "{\"schema\":1,\"scans\":[{\"kind\":\"*.pkl\"}]}", String(repeating: "x", count: 5 << 20),
        ])
    func damaged(text: String) async throws {
        #expect(try await verdict { _ in text } == ["dangerous": 1])
    }

    @Test("a record whose verdict is not what its reasons come to, or that is another blob's, is damaged")
    func inconsistent() async throws {
        #expect(try await verdict { $0.replacing("\"dangerous\"", with: "\"clean\"") } == ["dangerous": 1])
        let other = Digest(hashing: [1]).description
        let forged = clean(scanner: 1).replacing(Digest(hashing: GateBench.pickle).description, with: other)
        #expect(try await verdict { _ in forged } == ["dangerous": 1])
    }

    @Test("garbage collection takes the verdicts on blobs that are gone, and leaves the others")
    func collected() async throws {
        let bench = try CollectBench()
        let records = ScanRecords(DiskDocumentStore(root: bench.folder.path))
        try await bench.put("org/a", "a", ["live"])
        try await bench.hold("garbage")
        let gate = ScanGate(
            blobs: bench.blobs, documents: DiskDocumentStore(root: bench.folder.path),
            quarantine: QuarantineStore(DiskDocumentStore(root: bench.folder.path), lockPath: nil), settling: .zero,
            now: { Timestamp(milliseconds: 0) })
        let path = try #require(RepoPath("a.txt"))
        for text in ["live", "garbage"] {
            _ = await gate.verdict(on: Digest(hashing: Array(text.utf8)), at: path)
        }
        let folder = bench.folder.path + "/scans"
        let count = { FileManager.default.enumerator(atPath: folder)?.count { "\($0)".hasSuffix(".json") } }
        #expect(count() == 2)
        let time = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000) + 2 * 86_400_000)
        let collector = Collector(
            blobs: bench.blobs, shelf: bench.shelf, snapshots: bench.snapshots, syncLock: bench.syncLock, scans: records, now: { time })
        let report = try await collector.run()
        #expect(report.blobs == 1 && report.verdicts == 1 && count() == 1)
        #expect(await !records.record(of: Digest(hashing: Array("live".utf8))).entries.isEmpty)
    }
}
