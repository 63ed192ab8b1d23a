import Vocabulary

/// A repository with its commits, as the hub serves it.
public struct SampleRepository: Sendable {
    /// `org/name`, or one segment.
    public internal(set) var id: String
    public var metadata: RepositoryMetadata
    /// Of every commit that can still be asked for.
    var snapshots: [Snapshot]
    /// Full ref name to the commit; always has `refs/heads/main`.
    var refs: [String: CommitID]
    var facts: CardFacts

    /// Commits that were made last come last. The last label of the history is what `main` stands for. `commit` is the name of the only commit where it is not computed.
    init(
        id: String, metadata: RepositoryMetadata, files: [String: [SampleFile]], commit: CommitID? = nil
    ) throws(SampleFolderError) {
        self.id = id
        self.metadata = metadata
        let author = String(id.prefix { $0 != "/" })
        var snapshots: [Snapshot] = []
        var parent: CommitID?
        let last = metadata.lastModified ?? metadata.createdAt
        func add(_ label: String, step: Int, from parent: CommitID?) throws(SampleFolderError) -> CommitID {
            guard let content = files[label] else {
                throw .badMetadata(path: id, reason: "there is no folder for the commit '\(label)'")
            }
            let date = Timestamp(milliseconds: last.milliseconds - Int64(metadata.history.count - 1 - step) * 86_400_000)
            let title = parent == nil ? "Add model" : "Update to \(label)"
            let snapshot = Snapshot(
                label: label, files: content, parent: parent, author: author, date: date, title: title, commit: commit)
            snapshots.append(snapshot)
            return snapshot.commit
        }
        for (step, label) in metadata.history.enumerated() { parent = try add(label, step: step, from: parent) }
        guard let main = parent else { throw .badMetadata(path: id, reason: "the history is empty") }
        var refs = ["refs/heads/main": main]
        for (name, label) in metadata.refs.sorted(by: { $0.key < $1.key }) {
            if let known = snapshots.first(where: { $0.label == label }) {
                refs[name] = known.commit
            } else {
                refs[name] = try add(label, step: metadata.history.count - 1, from: main)
            }
        }
        self.snapshots = snapshots
        self.refs = refs
        facts = CardFacts(main: snapshots[metadata.history.count - 1], metadata: metadata)
    }

    /// The part before the slash.
    var author: String { String(id.prefix { $0 != "/" }) }

    /// What `main` stands for.
    var main: Snapshot { snapshot("main") ?? snapshots[snapshots.count - 1] }

    /// A branch, tag, full ref, commit or the first digits (7 at least) of one. `HEAD` is the default branch.
    func snapshot(_ revision: String) -> Snapshot? {
        let names = revision == "HEAD" ? ["refs/heads/main"] : ["refs/heads/\(revision)", "refs/tags/\(revision)", revision]
        for name in names {
            if let commit = refs[name] { return snapshots.first { $0.commit == commit } }
        }
        guard revision.utf8.count >= 7, revision.utf8.count <= 40 else { return nil }
        return snapshots.first { $0.commit.description.hasPrefix(revision) }
    }
}

/// What the Hub reads out of a repository's card and files, kept so that it is read once.
struct CardFacts: Sendable {
    let cardData: JSON?
    let config: JSON?
    /// Element counts by type, as the Hub reports them for safetensors files.
    let safetensors: JSON?
    let tags: [String]
    let task: String?
    let library: String?

    init(cardData: JSON?, config: JSON?, safetensors: JSON?, tags: [String], task: String?, library: String?) {
        self.cardData = cardData
        self.config = config
        self.safetensors = safetensors
        self.tags = tags
        self.task = task
        self.library = library
    }

    init(main: Snapshot, metadata: RepositoryMetadata) {
        let card = main.file("README.md").flatMap { try? $0.content.prefix(1 << 18) }.flatMap(CardData.read)
        cardData = card
        config = main.file("config.json").flatMap { try? $0.content.prefix(1 << 20) }.flatMap(ConfigFacts.read)
        safetensors = SafetensorsFacts.read(main.files)
        task = metadata.task ?? card?["pipeline_tag"]?.text
        library = metadata.library ?? card?["library_name"]?.text
        var tags: [String] = []
        func add(_ more: [String]) { tags += more.filter { !tags.contains($0) } }
        add([library].compactMap { $0 })
        for suffix in ["onnx", "safetensors", "tflite", "gguf"]
        where main.files.contains(where: { $0.path.description.hasSuffix(".\(suffix)") }) {
            add([suffix])
        }
        add([config?["model_type"]?.text, task].compactMap { $0 })
        add(card?["tags"]?.texts ?? [])
        add(card?["language"]?.texts ?? [])
        add((card?["datasets"]?.texts ?? []).map { "dataset:\($0)" })
        let relation = card?["base_model_relation"]?.text
        for base in card?["base_model"]?.texts ?? [] {
            add(["base_model:\(base)"] + (relation.map { ["base_model:\($0):\(base)"] } ?? []))
        }
        add((card?["license"]?.texts ?? []).map { "license:\($0)" })
        add(metadata.tags)
        add(["region:us"])
        self.tags = tags
    }
}
