internal import Blobs
internal import Vocabulary
internal import Yams

extension MirrorDeclaration {
    /// Bytes of the largest file that is read.
    static let limit = 16 << 20

    /// What the file says; an empty declaration if there is none. A key that is not known is an error with its line.
    public static func load(_ path: String) throws(MirrorError) -> MirrorDeclaration {
        let bytes: [UInt8]
        do throws(BlobError) {
            guard let found = try AtomicFile.read(path, limit: limit) else { return MirrorDeclaration() }
            bytes = found
        } catch {
            throw .storage(error)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .declaration(path: path, line: 0, reason: "not UTF-8") }
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw .declaration(path: path, line: 0, reason: "\(error)")
        } catch {
            throw .declaration(path: path, line: 0, reason: "not YAML")
        }
        guard let root, !(root.scalar?.string.isEmpty ?? false) else { return MirrorDeclaration() }
        return try DeclarationReader(path: path).declaration(root)
    }

    /// Replaces the file in one step.
    public func save(_ path: String) throws(MirrorError) {
        let models: [Node] = entries.map { entry in
            var pairs: [(Node, Node)] = [(Node("model"), Node(entry.model.description))]
            if entry.revisions != [.main] { pairs.append((Node("revisions"), Self.list(entry.revisions.map(\.description)))) }
            if !entry.files.include.isEmpty { pairs.append((Node("include"), Self.list(entry.files.include))) }
            if !entry.files.exclude.isEmpty { pairs.append((Node("exclude"), Self.list(entry.files.exclude))) }
            return Node(pairs)
        }
        let root = Node([(Node("models"), Node(models))])
        guard let text = try? Yams.serialize(node: root) else {
            throw .declaration(path: path, line: 0, reason: "can't be written")
        }
        do throws(BlobError) { try AtomicFile.write(Array(text.utf8), to: path) } catch { throw .storage(error) }
    }

    /// Quoted: a revision such as `1.0` or `on` must stay text.
    private static func list(_ texts: [String]) -> Node {
        Node(texts.map { Node($0, Tag(.str), .doubleQuoted) })
    }
}

/// Reads nodes strictly and says where something is wrong.
private struct DeclarationReader {
    let path: String

    func declaration(_ root: Node) throws(MirrorError) -> MirrorDeclaration {
        var declaration = MirrorDeclaration()
        for (key, value) in try pairs(root, "the file") {
            guard key.string == "models" else { throw unknown(key) }
            guard let models = value.sequence else { throw wrong(value, "models must be a list") }
            for node in models {
                let entry = try entry(node)
                guard !declaration.entries.contains(where: { $0.model == entry.model }) else {
                    throw wrong(node, "\(entry.model) is declared twice")
                }
                declaration.entries.append(entry)
            }
        }
        return declaration
    }

    private func entry(_ node: Node) throws(MirrorError) -> MirrorDeclaration.Entry {
        if let text = node.scalar?.string { return try reference(text, node) }
        var entry: MirrorDeclaration.Entry?
        var revisions: [Revision] = []
        var files = FileSelection()
        for (key, value) in try pairs(node, "an entry of models") {
            switch key.string {
            case "model": entry = try reference(value.scalar?.string ?? "", value)
            case "revisions":
                for text in try texts(value, key) {
                    guard let revision = Revision(text) else { throw wrong(value, "\(text) can't be a revision") }
                    revisions.append(revision)
                }
            case "include": files.include = try texts(value, key)
            case "exclude": files.exclude = try texts(value, key)
            default: throw unknown(key)
            }
        }
        guard let entry else { throw wrong(node, "an entry without model") }
        return MirrorDeclaration.Entry(model: entry.model, revisions: revisions.isEmpty ? entry.revisions : revisions, files: files)
    }

    private func reference(_ text: String, _ node: Node) throws(MirrorError) -> MirrorDeclaration.Entry {
        guard let reference = ModelReference(text) else { throw wrong(node, "'\(text.prefix(200))' is not a model reference") }
        return MirrorDeclaration.Entry(model: reference.model, revisions: [reference.revision ?? .main])
    }

    private func pairs(_ node: Node, _ what: String) throws(MirrorError) -> [(Node, Node)] {
        guard let mapping = node.mapping else { throw wrong(node, "\(what) must have keys") }
        return mapping.map { ($0.key, $0.value) }
    }

    private func texts(_ node: Node, _ key: Node) throws(MirrorError) -> [String] {
        guard let list = node.sequence else { throw wrong(node, "\(key.string ?? "") must be a list") }
        var texts: [String] = []
        for item in list {
            guard let text = item.scalar?.string, !text.isEmpty else { throw wrong(item, "\(key.string ?? "") must be a list of texts") }
            texts.append(text)
        }
        return texts
    }

    private func unknown(_ key: Node) -> MirrorError { wrong(key, "unknown key \(key.string ?? "?")") }

    private func wrong(_ node: Node, _ reason: String) -> MirrorError {
        .declaration(path: path, line: node.mark?.line ?? 0, reason: reason)
    }
}
