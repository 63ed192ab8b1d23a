import Blobs
import Foundation
import HTTPTypes
import Hubs
import Mirroring
import SampleHub
import Shelves
import TestSupport
import Testing
import Transport
import Vocabulary

/// A sample hub over loopback, and a mirror of it that has the real transport: everything but the command line.
struct Bench {
    let hub: SampleHubServer
    let repositories: URL
    let home: ScratchFolder
    let blobs: DiskBlobStore
    let shelf: Shelf
    let progress = Progress()

    /// Runs `body` with a hub of the sample repositories, and of `large/model` with one file of 32 MiB and one byte.
    static func with(_ body: (Bench) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            try SampleRepositories.write(to: folder)
            let large = folder.appendingPathComponent("large/model")
            try FileManager.default.createDirectory(at: large, withIntermediateDirectories: true)
            try Data(Self.large).write(to: large.appendingPathComponent("model.safetensors"))
            let hub = try await SampleHubServer.start(.init(folder: folder.path))
            do {
                let home = try ScratchFolder()
                try await body(
                    Bench(
                        hub: hub, repositories: folder, home: home, blobs: DiskBlobStore(root: home.path + "/blobs"),
                        shelf: Shelf(root: home.path + "/shelf")))
            } catch {
                await hub.stop()
                throw error
            }
            await hub.stop()
        }
    }

    static let large = SampleRepositories.noise((32 << 20) + 1, seed: 3)

    /// `stall` is long unless a test waits for it: a busy machine must not look like a hub that stalls.
    func source(of hub: SampleHubServer? = nil, stall: Duration = .seconds(30)) throws -> MirrorSource {
        let endpoint = (hub ?? self.hub).endpoint
        var settings = TransportConfiguration(
            curl: CurlSettings(userAgent: "test", connectTimeout: .seconds(30), stallTimeout: stall), retries: .never)
        settings.politeness.concurrency = 8
        let transport = settings.makeTransport()
        return MirrorSource(hub: HuggingFaceHub(endpoint: try #require(WebURL(endpoint)), transport: transport), transport: transport)
    }

    func sync(_ models: String..., files: FileSelection = FileSelection(), source: MirrorSource? = nil) async throws -> [MirrorOutcome] {
        let entries = try models.map { name in
            let reference = try #require(ModelReference(name))
            return MirrorDeclaration.Entry(model: reference.model, revisions: [reference.revision ?? .main], files: files)
        }
        return try await run(MirrorDeclaration(entries: entries), source: source).outcomes
    }

    func run(
        _ declaration: MirrorDeclaration, _ knowledge: PlanKnowledge = PlanKnowledge(), scope: PlanScope = PlanScope(),
        lockFile: String? = nil, source: MirrorSource? = nil,
        approve: @Sendable (SyncPlan) async throws(MirrorError) -> Void = { _ async throws(MirrorError) in },
        configure: (inout MirrorSync.Options) -> Void = { _ in }
    ) async throws -> MirrorReport {
        try await mirror(source, configure).run(declaration, knowledge, scope: scope, lockFile: lockFile, approve: approve)
    }

    func plan(
        _ declaration: MirrorDeclaration, _ knowledge: PlanKnowledge = PlanKnowledge(), scope: PlanScope = PlanScope()
    ) async throws -> SyncPlan {
        try await mirror().plan(declaration, knowledge, scope: scope)
    }

    func mirror(_ source: MirrorSource? = nil, _ configure: (inout MirrorSync.Options) -> Void = { _ in }) throws -> MirrorSync {
        var options = MirrorSync.Options()
        options.pause = { _ in try Task.checkCancellation() }
        configure(&options)
        return MirrorSync(
            blobs: blobs, shelf: shelf, sources: [.huggingFace: try source ?? self.source()], lockPath: home.path + "/sync.lock",
            options: options, now: { Timestamp(milliseconds: 1_700_000_000_000) }, report: { progress.note($0) })
    }

    /// Files of the published revision by name; those that were left out have no bytes.
    func published(_ name: String) async throws -> [String: [UInt8]?] {
        let reference = try #require(ModelReference(name))
        guard let commit = try shelf.commit(for: reference.revision ?? .main, of: reference.model),
            let manifest = try shelf.manifest(of: reference.model, at: commit)
        else { return [:] }
        var files: [String: [UInt8]?] = [:]
        for file in manifest.files {
            guard let blob = file.blob else {
                files[file.path.description] = .some(nil)
                continue
            }
            let reader = try await blobs.reader(of: blob)
            var bytes = [UInt8](repeating: 0, count: Int(reader.size))
            let count = try bytes.withUnsafeMutableBytes { try reader.read(into: $0, at: 0) }
            #expect(count == Int(file.size))
            files[file.path.description] = bytes
        }
        return files
    }

    func original(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: repositories.appendingPathComponent(path))) }

    /// GETs for bytes of large files, on the second origin.
    func contentRequests() async -> [RecordedRequest] { await hub.requests.filter { $0.route == .content && $0.method == .get } }

    func errors(_ outcome: MirrorOutcome?) -> [String] {
        guard case .failed(let errors) = outcome?.result else { return [] }
        return errors.map(\.description)
    }
}

/// Counts what a sync reports.
final class Progress: @unchecked Sendable {  // Safety: all fields are only touched with `lock` held.
    private let lock = NSLock()
    private var bytes = 0
    private var planned: Int64 = 0

    func note(_ progress: MirrorProgress) {
        lock.withLock {
            switch progress {
            case .received(let count): bytes += count
            case .planned(_, let count): planned += count
            case .fetching, .finished: break
            }
        }
    }

    var received: Int { lock.withLock { bytes } }
    var expected: Int64 { lock.withLock { planned } }
}

extension MirrorOutcome {
    var isPublished: Bool { if case .published = result { true } else { false } }
    var isUnchanged: Bool { if case .unchanged = result { true } else { false } }
    var isFailed: Bool { if case .failed = result { true } else { false } }
}
