public import Shelves
public import Vocabulary

/// Which files of which models a blob is: what the manifests of shelf and snapshots say.
public struct BlobOrigins: Sendable {
    /// A file that is a blob.
    public struct Origin: Hashable, Sendable {
        public let model: ModelID
        public let commit: CommitID
        public let path: RepoPath
        public let size: Int64
    }

    /// Files of one blob that are kept: enough to fetch it from and to say who is hit.
    private static let most = 8

    private var byBlob: [Digest: [Origin]] = [:]

    /// What could not be read, in words: which files it names is not known.
    public private(set) var unreadable: [String] = []

    public init() {}

    /// Adds the files of a shelf or a snapshot. A damaged manifest is noted, and the others are read.
    ///
    /// - Parameter models: nil: all that it has.
    public mutating func add(_ view: any ShelfView, models: Set<ModelID>? = nil) async {
        let all: [ModelID]
        do throws(ShelfError) { all = try await view.models() } catch { return note(error) }
        for model in all where models?.contains(model) ?? true {
            do throws(ShelfError) {
                for commit in try await view.commits(of: model) {
                    do throws(ShelfError) {
                        if let manifest = try await view.manifest(of: model, at: commit) { add(manifest) }
                    } catch {
                        note(error)
                    }
                }
            } catch {
                note(error)
            }
        }
    }

    /// Adds the files of one commit.
    public mutating func add(_ manifest: RevisionManifest) {
        for file in manifest.files {
            guard let blob = file.blob else { continue }
            let origin = Origin(model: manifest.model, commit: manifest.commit, path: file.path, size: file.size)
            let known = byBlob[blob, default: []]
            if known.count < Self.most, !known.contains(origin) { byBlob[blob] = known + [origin] }
        }
    }

    /// Notes what says which blobs there should be, and can't be read.
    public mutating func note(_ error: some CustomStringConvertible & Sendable) {
        if !unreadable.contains(error.description) { unreadable.append(error.description) }
    }

    public var blobs: Set<Digest> { Set(byBlob.keys) }

    public var hubs: Set<HubID> { Set(byBlob.values.lazy.flatMap { $0 }.map(\.model.hub)) }

    public func origins(of blob: Digest) -> [Origin] { byBlob[blob] ?? [] }
}
