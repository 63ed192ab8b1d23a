import Vocabulary

/// Every repository a hub holds at a moment.
public struct HubContents: Sendable {
    private var byID: [String: SampleRepository] = [:]
    private var canonical: [String: String] = [:]
    private var contents: [String: (FileContent, Int64)] = [:]

    init(_ repositories: [SampleRepository]) {
        for repository in repositories { insert(repository) }
    }

    /// In order of id.
    public var ids: [String] { byID.keys.sorted() }

    var all: [SampleRepository] { Array(byID.values) }

    public subscript(id: String) -> SampleRepository? { byID[id] }

    /// Adds a repository, or puts it in the place of the one with its id.
    mutating func insert(_ repository: SampleRepository) {
        byID[repository.id] = repository
        canonical[repository.id.lowercased()] = repository.id
        for name in repository.metadata.formerNames { canonical[name.lowercased()] = repository.id }
        for snapshot in repository.snapshots {
            for file in snapshot.files {
                if let hash = file.xetHash { contents[hash] = (file.content, file.size) }
            }
        }
    }

    /// As if its owner had deleted it.
    public mutating func remove(_ id: String) {
        guard let repository = byID.removeValue(forKey: id) else { return }
        for name in [id] + repository.metadata.formerNames { canonical[name.lowercased()] = nil }
    }

    /// Changes what the hub says of a repository beside its files.
    public mutating func edit(_ id: String, _ change: (inout RepositoryMetadata) -> Void) {
        guard var repository = byID[id] else { return }
        change(&repository.metadata)
        insert(repository)
    }

    /// Commits `files` (path to bytes; nil deletes) on top of `main`. Throws for a name that no repository can have.
    public mutating func commit(to id: String, title: String = "Update", _ files: [String: [UInt8]?]) throws(SampleFolderError) {
        guard var repository = byID[id] else { throw .badName(path: id, reason: "there is no such repository") }
        try repository.commit(files, title: title)
        insert(repository)
    }

    enum Lookup {
        case found(SampleRepository)
        /// Under another name now.
        case moved(String)
        case missing
    }

    func lookup(_ id: String) -> Lookup {
        if let repository = byID[id] { return .found(repository) }
        return canonical[id.lowercased()].map { .moved($0) } ?? .missing
    }

    /// A large file by its second name.
    func content(xetHash: String) -> (FileContent, Int64)? { contents[xetHash] }
}

extension SampleRepository {
    mutating func commit(_ changes: [String: [UInt8]?], title: String) throws(SampleFolderError) {
        var files = Dictionary(uniqueKeysWithValues: main.files.map { ($0.path.description, $0) })
        for (name, bytes) in changes {
            guard let bytes else {
                files[name] = nil
                continue
            }
            do {
                let path = try RepoPath(checking: name)
                files[name] = try SampleFile(path: path, size: Int64(bytes.count), content: .memory(bytes))
            } catch {
                throw .badName(path: name, reason: "\(error)")
            }
        }
        let date = Timestamp(milliseconds: main.date.milliseconds + 60_000)
        let next = Snapshot(
            label: "update-\(snapshots.count)", files: Array(files.values), parent: main.commit, author: author, date: date, title: title)
        snapshots.append(next)
        refs["refs/heads/main"] = next.commit
        metadata.lastModified = date
        facts = CardFacts(main: next, metadata: metadata)
    }
}
