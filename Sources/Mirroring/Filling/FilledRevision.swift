public import Shelves
public import Vocabulary

/// A revision that was put on the shelf of fills because a client asked for it.
public struct FilledRevision: Hashable, Sendable {
    public let model: ModelID
    /// The branch, tag or pull request as clients name it; the commit where none stands for it any more.
    public let revision: String
    public let commit: CommitID
    /// Files that are held.
    public let files: Int
    /// Of the files that are held.
    public let bytes: Int64
    /// All files of the commit, held or not.
    public let listed: Int

    /// In order of model and name; commits that no name stands for come last.
    public static func all(on fills: Shelf) throws(ShelfError) -> [FilledRevision] {
        var all: [FilledRevision] = []
        for model in try fills.models() {
            let refs = try fills.refs(of: model)
            let unnamed = try fills.commits(of: model).filter { commit in !refs.contains { $0.commit == commit } }
            for (name, commit) in refs.map({ ($0.name, $0.commit) }) + unnamed.map({ ($0.description, $0) }) {
                // Gone meanwhile: somebody let go of it.
                guard let manifest = try fills.manifest(of: model, at: commit) else { continue }
                let held = manifest.files.filter { $0.blob != nil }
                all.append(
                    FilledRevision(
                        model: model, revision: name, commit: commit, files: held.count, bytes: held.reduce(0) { $0 + $1.size },
                        listed: manifest.files.count))
            }
        }
        return all
    }
}
