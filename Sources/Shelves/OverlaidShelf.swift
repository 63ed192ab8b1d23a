public import Vocabulary

/// One shelf laid over another: what the upper one has counts, what it has not is looked for in the lower one. A file of a commit that the
/// upper one left out is held if the lower one holds it: a commit has the same files everywhere.
public struct OverlaidShelf: ShelfView {
    private let upper: any ShelfView
    private let lower: any ShelfView
    private let merged = MergedManifests()

    public init(_ upper: any ShelfView, over lower: any ShelfView) {
        self.upper = upper
        self.lower = lower
    }

    public func models() async throws(ShelfError) -> [ModelID] {
        let (above, below) = (try await upper.models(), try await lower.models())
        let known = Set(above)
        return (above + below.filter { !known.contains($0) }).sorted { ($0.hub.description, $0.path) < ($1.hub.description, $1.path) }
    }

    public func canonical(_ model: ModelID) async throws(ShelfError) -> ModelID? {
        if let spelling = try await upper.canonical(model) { return spelling }
        return try await lower.canonical(model)
    }

    public func refs(of model: ModelID) async throws(ShelfError) -> [RefClaim] {
        let (above, below) = (try await upper.refs(of: model), try await lower.refs(of: model))
        let known = Set(above.map(\.ref))
        return (above + below.filter { !known.contains($0.ref) }).sorted { $0.ref < $1.ref }
    }

    public func commits(of model: ModelID) async throws(ShelfError) -> [CommitID] {
        let (above, below) = (try await upper.commits(of: model), try await lower.commits(of: model))
        let known = Set(above)
        return (above + below.filter { !known.contains($0) }).sorted { $0.description < $1.description }
    }

    public func commit(for revision: Revision, of model: ModelID) async throws(ShelfError) -> CommitID? {
        if let commit = try await upper.commit(for: revision, of: model) { return commit }
        return RevisionNames.commit(for: revision, refs: try await refs(of: model), commits: try await commits(of: model))
    }

    public func manifest(of model: ModelID, at commit: CommitID) async throws(ShelfError) -> RevisionManifest? {
        guard let above = try await upper.manifest(of: model, at: commit) else {
            return try await lower.manifest(of: model, at: commit)
        }
        guard above.files.contains(where: { $0.blob == nil }), let below = try await lower.manifest(of: model, at: commit) else {
            return above
        }
        return merged.manifest(above, below)
    }
}

extension RevisionManifest {
    /// The same with the blobs that `other`, a manifest of the same commit, has for files that are left out here.
    public func filled(from other: RevisionManifest) -> RevisionManifest {
        guard model == other.model, commit == other.commit else { return self }
        let filled = files.map { file -> ManifestFile in
            guard file.blob == nil, let same = other.file(at: file.path), same.content == file.content, same.size == file.size else {
                return file
            }
            return file.held(as: same.blob)
        }
        return RevisionManifest(
            model: model, commit: commit, files: filled, publishedAt: max(publishedAt, other.publishedAt), refused: refused)
    }
}

extension ManifestFile {
    /// The same file with its bytes in that blob.
    public func held(as blob: Digest?) -> ManifestFile {
        ManifestFile(path: path, size: size, content: content, object: object, blob: blob)
    }
}
