import Blobs
import Foundation
import Mirroring
import SampleHub
import Shelves
import TestSupport
import Testing
import Vocabulary

/// A hub whose models have pickles that run a command, and a mirror of it with a gate.
struct GateBench {
    /// Protocol 0: `os.system("true")`, as any introduction to pickle's dangers has it.
    static let pickle = Array("cposix\nsystem\n(S'true'\ntR.".utf8)
    /// A list of two numbers.
    static let harmless = Array("(lp0\nI1\naI2\na.".utf8)

    let bench: Bench
    let documents: DiskDocumentStore
    let quarantine: QuarantineStore
    var policy = ScanPolicy()

    /// Runs `body` with models of these files.
    static func with(_ models: [String: [String: [UInt8]]], _ body: (GateBench) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            for (model, files) in models {
                for (name, bytes) in files {
                    let file = folder.appendingPathComponent(model).appendingPathComponent(name)
                    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                    try Data(bytes).write(to: file)
                }
            }
            try await withSampleHub(.init(folder: folder.path)) { hub in
                let home = try ScratchFolder()
                let documents = DiskDocumentStore(root: home.path)
                try await body(
                    GateBench(
                        bench: Bench(
                            hub: hub, repositories: folder, home: home, blobs: DiskBlobStore(root: home.path + "/blobs"),
                            shelf: Shelf(root: home.path + "/shelf")),
                        documents: documents, quarantine: QuarantineStore(documents, lockPath: home.path + "/quarantine.lock")))
            }
        }
    }

    var gate: ScanGate {
        ScanGate(
            blobs: bench.blobs, documents: documents, quarantine: quarantine, settling: .zero,
            now: { Timestamp(milliseconds: 1_700_000_000_000) })
    }

    func sync(_ models: String..., gated: Bool = true) async throws -> [MirrorOutcome] {
        let entries = try models.map {
            MirrorDeclaration.Entry(model: try #require(ModelID($0)), revisions: [.main], files: FileSelection())
        }
        let configure: (inout MirrorSync.Options) -> Void = { options in
            options.scanGate = gated ? gate : nil
            options.scanPolicy = policy
        }
        return try await bench.run(MirrorDeclaration(entries: entries), configure: configure).outcomes
    }

    func commit(_ model: String) throws -> CommitID? { try bench.shelf.commit(for: .main, of: #require(ModelID(model))) }

    func record(of bytes: [UInt8]) -> URL {
        let hex = Digest(hashing: bytes).hex
        return URL(fileURLWithPath: "\(bench.home.path)/scans/\(hex.prefix(2))/\(hex).json")
    }

    func heldBack() async throws -> [Digest: QuarantineItem] { try await quarantine.read().heldBack }

    func release(_ bytes: [UInt8]) async throws {
        let release = QuarantineItem.Release(at: Timestamp(milliseconds: 1_700_000_000_001), remark: "looked at it")
        #expect(try await quarantine.change { $0.release(Digest(hashing: bytes), release) } > 0)
    }
}

extension MirrorOutcome {
    var heldBack: [String] { gate.heldBack.map(\.path.description) }
}
