import ArgumentParser
import Shelves
import Vocabulary

/// The bytes that somebody means: by digest, by its first digits, or by a file of a model.
struct QuarantineSubject: ParsableArguments {
    @Argument(help: "A blob's SHA-256, or its first 8 digits or more if it is listed; or a model, org/name or org/name@revision.")
    var subject: String
    @Argument(help: "The file, where a model is named.") var path: String?

    /// What is meant, and the file it was named by.
    func resolve(_ site: Site, _ quarantine: Quarantine) throws -> (blob: Digest, file: String?) {
        if let path { return try file(path, site) }
        let hex = subject.hasPrefix("sha256:") ? String(subject.dropFirst(7)) : subject
        if let digest = Digest(hex: hex.lowercased()) { return (digest, nil) }
        let known = Set(quarantine.items.map(\.blob)).filter { $0.hex.hasPrefix(hex.lowercased()) }
        guard hex.utf8.count >= 8, known.count == 1, let blob = known.first else {
            throw CommandFailure(
                .usage,
                known.count > 1 && hex.utf8.count >= 8
                    ? "'\(subject)' stands for \(known.count) blobs: give more digits"
                    : "'\(subject)' is no SHA-256, nor the first digits (8 or more) of one in quarantine; with a model, name a file too")
        }
        return (blob, nil)
    }

    private func file(_ path: String, _ site: Site) throws -> (Digest, String?) {
        guard let reference = ModelReference(subject), let name = RepoPath(path) else {
            throw CommandFailure(.usage, "'\(subject)' and '\(path)' are no model and file")
        }
        let shelf = try site.shelf()
        guard let commit = try shelf.commit(for: reference.revision ?? .main, of: reference.model),
            let blob = try shelf.manifest(of: reference.model, at: commit)?.file(at: name)?.blob
        else { throw CommandFailure(.usage, "\(reference) \(path) is not held here") }
        return (blob, "\(reference.model) \(name)")
    }
}
