public import Vocabulary

/// What owners do to repositories, beside committing to them.
extension HubContents {
    /// Gives a repository another name; requests for the old one are redirected.
    public mutating func rename(_ id: String, to name: String) {
        guard var repository = self[id] else { return }
        remove(id)
        repository.id = name
        repository.metadata.formerNames.append(id)
        insert(repository)
    }

    /// A force push: `main` is one commit of these files, and commits that no ref names any more are gone.
    public mutating func rewrite(_ id: String, title: String = "Start again", _ files: [String: [UInt8]]) throws(SampleFolderError) {
        guard var repository = self[id] else { throw .badName(path: id, reason: "there is no such repository") }
        var changes: [String: [UInt8]?] = [:]
        for file in repository.main.files { changes[file.path.description] = .some(nil) }
        for (name, bytes) in files { changes[name] = bytes }
        try repository.commit(changes, title: title)
        let last = repository.snapshots[repository.snapshots.count - 1]
        let root = Snapshot(
            label: last.label, files: last.files, parent: nil, author: repository.author, date: last.date, title: title)
        repository.refs["refs/heads/main"] = root.commit
        let named = Set(repository.refs.values)
        repository.snapshots = repository.snapshots.filter { named.contains($0.commit) } + [root]
        repository.facts = CardFacts(main: root, metadata: repository.metadata)
        insert(repository)
    }

    /// Lets a full ref stand for a commit that the repository has; nil deletes the ref.
    public mutating func move(_ ref: String, of id: String, to commit: CommitID?) {
        guard var repository = self[id] else { return }
        repository.refs[ref] = commit
        insert(repository)
    }
}
