internal import Yams

/// One value of a data file that people edit, with its line: read as what it must be, or refused with the place and the reason.
struct DataNode {
    let file: String
    private let node: Node

    private init(_ node: Node, file: String) {
        self.node = node
        self.file = file
    }

    /// The one document of a file. Throws for syntax errors, for keys given twice and for empty files.
    init(parsing text: String, file: String) throws(TaxonomyFault) {
        do {
            // The basic resolver: the default one runs regular expressions over every scalar, and costs three times what parsing does.
            guard let root = try Yams.compose(yaml: text, .basic) else {
                throw TaxonomyFault(file: file, line: 1, reason: "the file is empty")
            }
            self.init(root, file: file)
        } catch let fault as TaxonomyFault {
            throw fault
        } catch YamlError.duplicatedKeysInMapping(let duplicates, let context) {
            let keys = duplicates.sorted().map { "'\($0)'" }.joined(separator: ", ")
            throw TaxonomyFault(file: file, line: context.mark.line, reason: "\(keys) given twice in one mapping")
        } catch YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _)
        {
            throw TaxonomyFault(file: file, line: mark.line, reason: problem)
        } catch {
            throw TaxonomyFault(file: file, line: nil, reason: "not YAML: \(error)")
        }
    }

    func fault(_ reason: String) -> TaxonomyFault { TaxonomyFault(file: file, line: node.mark?.line, reason: reason) }

    /// Never converted: `no` stays `no`.
    func text() throws(TaxonomyFault) -> String {
        guard let text = node.scalar?.string else { throw fault("text is expected here") }
        guard !text.isEmpty else { throw fault("the text is empty") }
        return text
    }

    func list() throws(TaxonomyFault) -> [DataNode] {
        guard let elements = node.sequence else { throw fault("a list is expected here") }
        guard !elements.isEmpty else { throw fault("the list is empty: leave the key out") }
        return elements.map { DataNode($0, file: file) }
    }

    /// A mapping with these keys and no others.
    func members(required: [String], optional: [String] = []) throws(TaxonomyFault) -> [String: DataNode] {
        let known = required + optional
        var members: [String: DataNode] = [:]
        for (key, value) in try pairs() {
            guard known.contains(try key.text()) else {
                throw key.fault("unknown key '\(try key.text())' (known: \(known.joined(separator: ", ")))")
            }
            members[try key.text()] = value
        }
        if let missing = required.first(where: { members[$0] == nil }) { throw fault("'\(missing)' is missing") }
        return members
    }

    /// A mapping whose keys are names.
    func pairs() throws(TaxonomyFault) -> [(key: DataNode, value: DataNode)] {
        guard let mapping = node.mapping else { throw fault("a mapping is expected here") }
        return mapping.map { (DataNode($0.key, file: file), DataNode($0.value, file: file)) }
    }
}
