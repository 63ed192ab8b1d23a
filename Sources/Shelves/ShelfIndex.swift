internal import Blobs
internal import Foundation
internal import Vocabulary

/// What a shelf knows of its own folders, in memory, checked against the disk with a `stat` or two at each use.
final class ShelfIndex: @unchecked Sendable {  // Safety: everything mutable is under `lock`.
    /// Refs, commits and read manifests of one model.
    struct State {
        var refs: [RefClaim] = []
        var commits: [CommitID] = []
        fileprivate var manifests: [CommitID: RevisionManifest] = [:]
        fileprivate var stamp = Stamp()
    }

    /// Times of the two folders of a model.
    fileprivate struct Stamp: Equatable {
        var refs: Int64 = -1
        var revisions: Int64 = -1
    }

    /// Files of all cached manifests together; about 60 MB.
    private static let cacheLimit = 200_000
    /// A folder changed less than this long ago may change again within the same tick of its clock: it is not believed yet.
    private static let unsettled: Int64 = 100_000_000

    private let root: String
    private let lock = NSLock()
    private var states: [ModelID: State] = [:]
    private var cachedFiles = 0
    private var names: ShelfNames

    init(root: String) {
        self.root = root
        names = ShelfNames(root: root)
    }

    func folder(of model: ModelID) -> String { "\(root)/\(ShelfName.folder(of: model))" }

    func models() throws(ShelfError) -> [ModelID] {
        lock.lock()
        defer { lock.unlock() }
        return try names.sorted()
    }

    func spelling(of model: ModelID) throws(ShelfError) -> ModelID? {
        lock.lock()
        defer { lock.unlock() }
        return try names.spelling(of: model)
    }

    func state(of model: ModelID) throws(ShelfError) -> State {
        lock.lock()
        defer { lock.unlock() }
        return try current(model)
    }

    func manifest(of model: ModelID, at commit: CommitID) throws(ShelfError) -> RevisionManifest? {
        lock.lock()
        let state: State
        do throws(ShelfError) {
            state = try current(model)
        } catch {
            lock.unlock()
            throw error
        }
        lock.unlock()
        if let known = state.manifests[commit] { return known }
        let path = "\(folder(of: model))/revisions/\(commit).json"
        guard let bytes = try Self.read(path, limit: ManifestDocument.limit) else { return nil }
        let manifest = try ManifestDocument.decode(bytes, model: model, commit: commit, path: path)
        remember(manifest, state.stamp)
        return manifest
    }

    /// Tells readers, here and in other processes, that a model has changed.
    func announce(_ model: ModelID) throws(ShelfError) {
        lock.lock()
        defer { lock.unlock() }
        states[model] = nil
        try names.announce(model)
    }

    private func remember(_ manifest: RevisionManifest, _ stamp: Stamp) {
        lock.lock()
        defer { lock.unlock() }
        guard states[manifest.model]?.stamp == stamp else { return }
        if cachedFiles + manifest.files.count > Self.cacheLimit {
            states = states.mapValues {
                var state = $0
                state.manifests = [:]
                return state
            }
            cachedFiles = 0
        }
        states[manifest.model]?.manifests[manifest.commit] = manifest
        cachedFiles += manifest.files.count
    }

    private func current(_ model: ModelID) throws(ShelfError) -> State {
        let folder = folder(of: model)
        let stamp = Stamp(refs: Self.changed("\(folder)/refs"), revisions: Self.changed("\(folder)/revisions"))
        if let known = states[model], known.stamp == stamp { return known }
        states[model] = nil
        var state = State(stamp: stamp)
        state.commits = try Self.names(in: "\(folder)/revisions").compactMap {
            $0.hasSuffix(".json") ? CommitID(String($0.dropLast(5))) : nil
        }
        state.refs = try Self.refs(in: "\(folder)/refs").filter { state.commits.contains($0.commit) }
        let now = Self.now()
        let isSettled = max(stamp.refs, stamp.revisions) < now - Self.unsettled
        if isSettled, !state.commits.isEmpty {
            if states.count >= 100_000 { states = [:] }
            states[model] = state
        }
        return state
    }

    private static func refs(in folder: String) throws(ShelfError) -> [RefClaim] {
        var refs: [RefClaim] = []
        for name in try names(in: folder) where !name.hasPrefix(".") {
            let path = "\(folder)/\(name)"
            guard let ref = ShelfName.decode(name), ref.hasPrefix("refs/"), let bytes = try read(path, limit: 4_096) else { continue }
            guard let commit = CommitID(String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)) else {
                throw .damaged(path: path, reason: "not a commit")
            }
            refs.append(RevisionNames.claim(ref, commit))
        }
        return refs.sorted { $0.ref < $1.ref }
    }

    /// When a folder's entries last changed, in nanoseconds since 1970; -1 if there is none.
    private static func changed(_ path: String) -> Int64 {
        var info = stat()
        guard stat(path, &info) == 0 else { return -1 }
        return Int64(info.st_mtim.tv_sec) * 1_000_000_000 + Int64(info.st_mtim.tv_nsec)
    }

    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    static func read(_ path: String, limit: Int) throws(ShelfError) -> [UInt8]? {
        do throws(BlobError) { return try AtomicFile.read(path, limit: limit) } catch { throw .storage(error) }
    }

    static func names(in path: String) throws(ShelfError) -> [String] {
        do throws(BlobError) { return try AtomicFile.names(in: path) } catch { throw .storage(error) }
    }
}
