internal import Blobs
public import Variants
public import Vocabulary
internal import Yams

/// `mirror.yaml` as it is written, to be changed model by model. Everything else of it stays, remarks too; where a file is written in a
/// way that can't be changed line by line (`{models: [a, b]}`), it is written anew as a whole, and only its remarks are lost.
public struct DeclarationFile: Sendable {
    /// What is said of a model; what is left empty is not said.
    public struct Wishes: Hashable, Sendable {
        public var revisions: [Revision] = []
        public var include: [String] = []
        public var exclude: [String] = []
        public var prefer: [WeightFormat] = []
        public var quantizations: [String] = []
        /// As it is to be written: `20GiB`.
        public var maxSize: String?

        public init() {}
    }

    private let path: String
    private let checks: DeclarationChecks
    /// What `save` writes.
    public private(set) var text: String
    /// What it says.
    public private(set) var declaration: MirrorDeclaration
    /// Whether every change so far left the rest as it was, byte by byte.
    public private(set) var keepsRemarks = true

    /// An empty declaration if there is no file; throws if it is not right already.
    public init(_ path: String, checks: DeclarationChecks = DeclarationChecks()) throws(MirrorError) {
        self.path = path
        self.checks = checks
        text = try MirrorDeclaration.text(path)
        declaration = try MirrorDeclaration.read(text, path, checks)
    }

    /// Adds a model, or changes what is said of one: revisions are added, anything else that is given replaces what was there.
    public mutating func add(_ model: ModelID, _ wishes: Wishes = Wishes()) throws(MirrorError) {
        let (items, index) = try items(with: model)
        let known = index.map { declaration.entries[$0] }
        var pairs: [(String, Node)] = []
        let added = wishes.revisions.filter { known?.revisions.contains($0) != true }
        if known == nil ? !wishes.revisions.isEmpty : !added.isEmpty {
            pairs.append(("revisions", Self.list(((known?.revisions ?? []) + added).map(\.description))))
        }
        for (key, texts) in [
            ("include", wishes.include), ("exclude", wishes.exclude), ("prefer", wishes.prefer.map(\.rawValue)),
            ("quantizations", wishes.quantizations),
        ] where !texts.isEmpty { pairs.append((key, Self.list(texts))) }
        if let size = wishes.maxSize { pairs.append(("max_size", Node(size))) }
        let place = index ?? items.count
        if known != nil, pairs.isEmpty { return }
        try replace(items, at: place, with: Self.item(known, index.map { items[$0] }, model, pairs))
    }

    /// Takes a model out, or one revision of it. False if it was not in.
    public mutating func remove(_ model: ModelID, revision: Revision? = nil) throws(MirrorError) -> Bool {
        let (items, index) = try items(with: model)
        guard let index else { return false }
        var rest: [Revision] = []
        if let revision {
            let entry = declaration.entries[index]
            guard entry.revisions.contains(revision) else { return false }
            rest = entry.revisions.filter { $0 != revision }
        }
        let item =
            rest.isEmpty
            ? nil
            : Self.item(
                declaration.entries[index], items[index], model, [("revisions", Self.list(rest.map(\.description)))])
        try replace(items, at: index, with: item)
        return true
    }

    /// Replaces the file in one step.
    public func save() throws(MirrorError) {
        do throws(BlobError) { try AtomicFile.write(Array(text.utf8), to: path) } catch { throw .storage(error) }
    }

    private func items(with model: ModelID) throws(MirrorError) -> ([Node], Int?) {
        let items = try MirrorDeclaration.node(text, path)?["models"]?.sequence.map { Array($0) } ?? []
        return (items, declaration.entries.firstIndex { $0.model == model })
    }

    /// One entry with these keys set and all others as they were.
    private static func item(
        _ known: MirrorDeclaration.Entry?, _ old: Node?, _ model: ModelID, _ pairs: [(String, Node)]
    ) -> Node {
        var written: [(Node, Node)] = [(Node("model"), Node(model.description))]
        if let mapping = old?.mapping {
            written = mapping.map { ($0.key, $0.value) }
            // A revision behind the name moves to the list, if there is to be one.
            if pairs.contains(where: { $0.0 == "revisions" }), let index = written.firstIndex(where: { $0.0.string == "model" }) {
                written[index].1 = Node(model.description)
            }
        } else if let known, old != nil, let revision = ModelReference(old?.scalar?.string ?? "")?.revision,
            !pairs.contains(where: { $0.0 == "revisions" })
        {
            written[0].1 = Node(ModelReference(known.model, revision: revision).description)
        }
        for (key, value) in pairs {
            if let index = written.firstIndex(where: { $0.0.string == key }) {
                written[index].1 = value
            } else {
                written.append((Node(key), value))
            }
        }
        return Node(written)
    }

    /// Puts an entry in place of the one at `index`, behind the last one, or (nil) takes it out. The result is read again and compared
    /// with what it should say.
    private mutating func replace(_ items: [Node], at index: Int, with item: Node?) throws(MirrorError) {
        var changed = items
        changed.replaceSubrange(index..<min(index + 1, items.count), with: item.map { [$0] } ?? [])
        let root = try MirrorDeclaration.node(text, path)
        let whole = Self.root(root, models: changed)
        let reader = DeclarationReader(place: DeclarationPlace(path: path), checks: checks)
        let wanted = try reader.declaration(whole)
        var lines = DeclarationLines(text)
        if lines.replace(root, items, at: index, with: item), let made = try? MirrorDeclaration.read(lines.text, path, checks),
            made == wanted
        {
            text = lines.text
        } else {
            guard let made = try? Yams.serialize(node: whole, width: -1, allowUnicode: true),
                try MirrorDeclaration.read(made, path, checks) == wanted
            else { throw .declaration(path: path, line: 0, reason: "can't be written") }
            keepsRemarks = keepsRemarks && !text.contains("#")
            text = made
        }
        declaration = wanted
    }

    private static func root(_ root: Node?, models: [Node]) -> Node {
        var pairs = root?.mapping.map { $0.map { ($0.key, $0.value) } } ?? []
        if let index = pairs.firstIndex(where: { $0.0.string == "models" }) {
            pairs[index].1 = Node(models)
        } else {
            pairs.append((Node("models"), Node(models)))
        }
        return Node(pairs)
    }

    /// Quoted: a revision such as `1.0` or `on` must stay text.
    private static func list(_ texts: [String]) -> Node {
        Node(texts.map { Node($0, Tag(.str), .doubleQuoted) })
    }
}
