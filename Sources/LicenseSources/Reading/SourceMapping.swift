/// A mapping that knows which of its keys were read: what is left over is a mistake.
struct SourceMapping<Node: SourceNode> {
    private let field: SourceField<Node>
    private let members: [SourceMember<Node>]
    private var known: [String] = []

    init(_ field: SourceField<Node>) throws(LicenseFault) {
        guard let members = field.node.members else {
            throw field.fault(field.path.isEmpty ? "the file must be a mapping" : "'\(field.path)' must be a mapping")
        }
        var seen: Set<String> = []
        for member in members where !seen.insert(member.key).inserted {
            throw LicenseFault(file: field.file, line: member.line, reason: "'\(member.key)' given twice in one mapping")
        }
        self.field = field
        self.members = members
    }

    /// Every key that is there, for mappings whose keys are names.
    var fields: [(key: String, field: SourceField<Node>)] { members.map { ($0.key, child($0)) } }

    func fault(_ reason: String) -> LicenseFault { field.fault(reason) }

    /// nil where the key is missing.
    mutating func optional(_ key: String) -> SourceField<Node>? {
        known.append(key)
        return members.first { $0.key == key }.map(child)
    }

    mutating func required(_ key: String) throws(LicenseFault) -> SourceField<Node> {
        guard let found = optional(key) else {
            throw fault(field.path.isEmpty ? "'\(key)' is missing" : "'\(field.path)' has no '\(key)'")
        }
        return found
    }

    mutating func text(_ key: String) throws(LicenseFault) -> String? { try optional(key)?.text() }

    /// Throws if a key was never asked for.
    func finish() throws(LicenseFault) {
        guard let stranger = members.first(where: { !known.contains($0.key) }) else { return }
        throw LicenseFault(
            file: field.file, line: stranger.line,
            reason: "unknown key '\(child(stranger).path)' (known: \(known.sorted().joined(separator: ", ")))")
    }

    private func child(_ member: SourceMember<Node>) -> SourceField<Node> {
        let path = field.path.isEmpty ? member.key : "\(field.path).\(member.key)"
        return SourceField(node: member.value, file: field.file, path: path, keyLine: member.line)
    }
}
