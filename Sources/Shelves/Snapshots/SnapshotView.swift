internal import Foundation
public import Vocabulary

/// A snapshot as a shelf, with the commits of earlier ones that may still be asked for by their full id.
public final class SnapshotView: ShelfView, @unchecked Sendable {  // Safety: everything mutable is under `lock`.
    public let listing: SnapshotListing
    private let vault: ManifestVault
    /// Commits that only earlier published snapshots have.
    private let older: [ModelID: [CommitID: Digest]]
    private let lock = NSLock()
    private var spellings: [String: ModelID]?

    init(_ listing: SnapshotListing, vault: ManifestVault, older: [ModelID: [CommitID: Digest]] = [:]) {
        self.listing = listing
        self.vault = vault
        self.older = older
    }

    public func models() throws(ShelfError) -> [ModelID] {
        var models: [ModelID] = []
        models.reserveCapacity(listing.count)
        for index in 0..<listing.count {
            guard let model = ModelID(String(decoding: listing.name(at: index), as: UTF8.self)) else { throw damaged(index) }
            models.append(model)
        }
        return models
    }

    public func canonical(_ model: ModelID) throws(ShelfError) -> ModelID? {
        if listing.index(of: model) != nil { return model }
        if let spelled = folded()[model.description.lowercased()] { return spelled }
        return older[model] == nil ? nil : model
    }

    public func refs(of model: ModelID) throws(ShelfError) -> [RefClaim] { try entry(model)?.refs ?? [] }

    public func commits(of model: ModelID) throws(ShelfError) -> [CommitID] { try entry(model)?.commits.map(\.id) ?? [] }

    public func commit(for revision: Revision, of model: ModelID) throws(ShelfError) -> CommitID? {
        if let entry = try entry(model),
            let commit = RevisionNames.commit(for: revision, refs: entry.refs, commits: entry.commits.map(\.id))
        {
            return commit
        }
        guard let commit = revision.commit, older[model]?[commit] != nil else { return nil }
        return commit
    }

    public func manifest(of model: ModelID, at commit: CommitID) async throws(ShelfError) -> RevisionManifest? {
        let digest = try entry(model)?.commits.first { $0.id == commit }?.manifest ?? older[model]?[commit]
        guard let digest else { return nil }
        let manifest = try await vault.manifest(digest)
        guard manifest.model == model, manifest.commit == commit else {
            throw .damaged(path: ManifestVault.key(digest), reason: "it is the manifest of \(manifest.model)@\(manifest.commit)")
        }
        return manifest
    }

    private func entry(_ model: ModelID) throws(ShelfError) -> SnapshotListing.Entry? {
        guard let index = listing.index(of: model) else { return nil }
        guard let entry = listing.entry(at: index) else { throw damaged(index) }
        return entry
    }

    private func damaged(_ index: Int) -> ShelfError {
        .damaged(path: SnapshotStore.key(listing: listing.root), reason: "model \(index) of it is unreadable")
    }

    /// Made at the first question that no exact name answers.
    private func folded() -> [String: ModelID] {
        lock.withLock {
            if let spellings { return spellings }
            var made: [String: ModelID] = [:]
            for index in 0..<listing.count {
                let name = String(decoding: listing.name(at: index), as: UTF8.self)
                if made[name.lowercased()] == nil { made[name.lowercased()] = ModelID(name) }
            }
            spellings = made
            return made
        }
    }
}
