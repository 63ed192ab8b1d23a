internal import Licensing

/// Names and addresses across all files: each means one licence on one hub.
struct AliasTable {
    /// Hubs whose names we keep; `any` for names that mean the same everywhere.
    static let hubs: Set<String> = ["any", "huggingface", "modelscope", "kaggle", "civitai"]

    private var owners: [String: String] = [:]

    /// Throws for a name that is not folded, or that another licence or another place of this one has already.
    mutating func add<Node: SourceNode>(_ fact: LicenseFact, root: Node, file: String) throws(LicenseFault) {
        for (hub, names) in fact.aliases.sorted(by: { $0.key < $1.key }) {
            for name in names {
                try claim("\(hub):\(name)", "the alias '\(name)' for \(hub)", folded: Alias.fold(name) == name, name, root, file)
            }
        }
        for link in fact.links {
            try claim("link:\(link)", "the link '\(link)'", folded: LicenseLink.fold(link) == link, link, root, file)
        }
    }

    private mutating func claim<Node: SourceNode>(
        _ key: String, _ what: String, folded: Bool, _ text: String, _ root: Node, _ file: String
    ) throws(LicenseFault) {
        guard folded else {
            throw LicenseFault(file: file, line: Self.line(of: text, in: root), reason: "\(what) is not in its folded form")
        }
        if let owner = owners[key] {
            throw LicenseFault(file: file, line: Self.line(of: text, in: root), reason: "\(what) is already used by \(owner)")
        }
        owners[key] = file
    }

    /// Where the last scalar of this text stands.
    private static func line<Node: SourceNode>(of text: String, in node: Node) -> Int? {
        if node.text == text { return node.line }
        let below = node.elements ?? node.members?.map(\.value) ?? []
        return below.lazy.reversed().compactMap { line(of: text, in: $0) }.first
    }
}
