internal import Blobs
internal import Foundation
public import Vocabulary

extension Shelf {
    /// Makes a commit visible, then lets `refs` stand for it. All its blobs must be held already. Refs not named here stay.
    public func publish(_ manifest: RevisionManifest, refs: [RefClaim]) throws(ShelfError) {
        for ref in refs where ref.commit != manifest.commit || Revision(ref.ref) == nil || !ref.ref.hasPrefix("refs/") {
            throw .unnameable(manifest.model, reason: "ref \(ref.ref) can't stand for \(manifest.commit)")
        }
        guard let bytes = try? ManifestDocument(manifest).encoded(), bytes.count <= ManifestDocument.limit else {
            throw .unnameable(manifest.model, reason: "the manifest of \(manifest.commit) is larger than \(ManifestDocument.limit) bytes")
        }
        let folder = index.folder(of: manifest.model)
        try storing { () throws(BlobError) in
            try AtomicFile.write(bytes, to: "\(folder)/revisions/\(manifest.commit).json")
            for ref in refs {
                try AtomicFile.write(Array("\(ref.commit)\n".utf8), to: "\(folder)/refs/\(ShelfName.encode(ref.ref))")
            }
        }
        try index.announce(manifest.model)
    }

    /// Takes a model off the shelf, names first. Its blobs stay in their store.
    public func remove(_ model: ModelID) throws(ShelfError) {
        let folder = index.folder(of: model)
        try removeFiles(in: "\(folder)/refs")
        try removeFiles(in: "\(folder)/revisions")
        try index.announce(model)
    }

    /// Takes one commit and the names that stand for it off the shelf.
    public func remove(_ commit: CommitID, of model: ModelID) throws(ShelfError) {
        let folder = index.folder(of: model)
        for ref in try refs(of: model) where ref.commit == commit {
            try removeFile("\(folder)/refs/\(ShelfName.encode(ref.ref))")
        }
        try removeFile("\(folder)/revisions/\(commit).json")
        if try commits(of: model).isEmpty { try remove(model) }
        try index.announce(model)
    }

    private func removeFiles(in folder: String) throws(ShelfError) {
        for name in try ShelfIndex.names(in: folder) {
            var info = stat()
            guard lstat("\(folder)/\(name)", &info) == 0, info.st_mode & S_IFMT == S_IFREG else { continue }
            try removeFile("\(folder)/\(name)")
        }
        rmdir(folder)
    }

    private func removeFile(_ path: String) throws(ShelfError) {
        guard unlink(path) == 0 || errno == ENOENT else {
            throw .storage(.io(operation: "remove", path: path, reason: String(cString: strerror(errno))))
        }
    }

    private func storing(_ work: () throws(BlobError) -> Void) throws(ShelfError) {
        do throws(BlobError) { try work() } catch { throw .storage(error) }
    }
}
