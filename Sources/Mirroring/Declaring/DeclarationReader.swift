internal import Licensing
internal import Variants
internal import Vocabulary
internal import Yams

/// Reads a declaration strictly and says where something is wrong.
struct DeclarationReader {
    let place: DeclarationPlace
    let checks: DeclarationChecks

    /// What entries and queries say of the files they want, and inherit from `defaults`.
    struct Wishes {
        var revisions: [Revision] = []
        var files = FileSelection()
        var limits = SizeLimits()
    }

    func declaration(_ node: Node) throws(MirrorError) -> MirrorDeclaration {
        var root = try DeclarationKeys(node, place, "the file")
        var declaration = MirrorDeclaration()
        var defaults = Wishes()
        if var keys = try root.keys("defaults") {
            try read(&defaults, &keys)
            try keys.finish()
        }
        for node in try root.list("models") {
            let entry = try entry(node, defaults)
            guard !declaration.entries.contains(where: { $0.model == entry.model }) else {
                throw place.wrong(node, "\(entry.model) is declared twice")
            }
            declaration.entries.append(entry)
        }
        for node in try root.list("queries") {
            let query = try query(node, defaults)
            guard !declaration.queries.contains(where: { $0.name == query.name }) else {
                throw place.wrong(node, "two queries are called \(query.name)")
            }
            declaration.queries.append(query)
        }
        if var keys = try root.keys("policy") { declaration.policy = try policy(&keys) }
        if let keys = try root.keys("quotas") { declaration.quotas = try quotas(keys) }
        if var keys = try root.keys("retention") { declaration.retention = try retention(&keys) }
        try root.finish()
        return declaration
    }

    private func entry(_ node: Node, _ defaults: Wishes) throws(MirrorError) -> MirrorDeclaration.Entry {
        var wishes = defaults
        var approval: String?
        let reference: ModelReference
        if let text = node.scalar?.string {
            reference = try self.reference(text, node)
        } else {
            var keys = try DeclarationKeys(node, place, "an entry of models")
            guard let named = keys.node("model") else { throw place.wrong(node, "an entry without model") }
            reference = try self.reference(named.scalar?.string ?? "", named)
            try read(&wishes, &keys)
            approval = try keys.text("approved")
            try keys.finish()
            if let revision = reference.revision, let listed = keys.node("revisions") {
                throw place.wrong(listed, "\(reference.model) has @\(revision) and revisions: name them in one place")
            }
        }
        return MirrorDeclaration.Entry(
            model: reference.model, revisions: reference.revision.map { [$0] } ?? wishes.revisions, files: wishes.files,
            limits: wishes.limits, approval: approval)
    }

    private func query(_ node: Node, _ defaults: Wishes) throws(MirrorError) -> CatalogQuery {
        var keys = try DeclarationKeys(node, place, "an entry of queries")
        guard let name = try keys.text("name") else { throw place.wrong(node, "a query without name") }
        var wishes = defaults
        try read(&wishes, &keys)
        var query = CatalogQuery(name: name, revisions: wishes.revisions, files: wishes.files, limits: wishes.limits)
        query.text = try keys.text("text")
        query.sort = try keys.text("sort")
        query.top = try keys.integer("top", in: 1...CatalogQuery.most) ?? query.top
        var places = ["sort": keys.node("sort") ?? node]
        if let filters = try keys.keys("filters") {
            for (key, value) in filters.all {
                guard let name = key.string else { throw place.wrong(key, "a filter without name") }
                let values = value.scalar.map { [$0.string] } ?? value.sequence?.compactMap { $0.scalar?.string } ?? []
                guard !values.isEmpty, !values.contains(""), value.sequence.map({ $0.count == values.count }) ?? true else {
                    throw place.wrong(value, "\(name) must be a text or a list of texts")
                }
                query.filters.append(CatalogQuery.Filter(name, values))
                places[name] = key
            }
        }
        try keys.finish()
        if let fault = checks.query(query) { throw place.wrong(places[fault.name] ?? node, fault.reason) }
        return query
    }

    private func read(_ wishes: inout Wishes, _ keys: inout DeclarationKeys) throws(MirrorError) {
        if let node = keys.node("revisions") {
            wishes.revisions = []
            for text in try keys.texts("revisions") ?? [] {
                guard let revision = Revision(text) else { throw place.wrong(node, "\(text) can't be a revision") }
                wishes.revisions.append(revision)
            }
        }
        wishes.files.include = try keys.texts("include") ?? wishes.files.include
        wishes.files.exclude = try keys.texts("exclude") ?? wishes.files.exclude
        if let node = keys.node("prefer") {
            wishes.files.prefer = []
            for text in try keys.texts("prefer") ?? [] {
                guard let format = WeightFormat(rawValue: text) else {
                    let known = WeightFormat.allCases.map(\.rawValue).joined(separator: ", ")
                    throw place.wrong(node, "\(text) is not a format of weights (known: \(known))")
                }
                wishes.files.prefer.append(format)
            }
        }
        wishes.files.quantizations = try keys.texts("quantizations") ?? wishes.files.quantizations
        wishes.limits.model = try keys.bytes("max_size") ?? wishes.limits.model
        wishes.limits.file = try keys.bytes("max_file_size") ?? wishes.limits.file
    }

    private func reference(_ text: String, _ node: Node) throws(MirrorError) -> ModelReference {
        guard let reference = ModelReference(text) else { throw place.wrong(node, "'\(text.prefix(200))' is not a model reference") }
        return reference
    }
}
