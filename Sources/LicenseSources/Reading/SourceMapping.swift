/// A mapping that knows which of its keys were read: what is left over is a mistake.
struct SourceMapping<Node: SourceNode> {
    private static var sizeLimit: Int { UInt64.bitWidth }
    private let field: SourceField<Node>
    private let members: [SourceMember<Node>]
    /// Keys that were asked for; kept only where people made the file, who want to know what they could have written.
    private var known: [String] = []
    /// A bit for each member that was read.
    private var read: UInt64 = 0

    init(_ field: SourceField<Node>) throws(LicenseFault) {
        guard let members = field.node.members else {
            throw field.fault(field.name.isEmpty ? "the file must be a mapping" : "'\(field.path)' must be a mapping")
        }
        guard members.count <= Self.sizeLimit else { throw field.fault("'\(field.path)' has more than \(Self.sizeLimit) keys") }
        for (index, member) in members.enumerated() where members[..<index].contains(where: { $0.key == member.key }) {
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
        if Node.isMadeByPeople { known.append(key) }
        guard let index = members.firstIndex(where: { $0.key == key }) else { return nil }
        read |= 1 << UInt64(index)
        return child(members[index])
    }

    mutating func required(_ key: String) throws(LicenseFault) -> SourceField<Node> {
        guard let found = optional(key) else {
            throw fault(field.name.isEmpty ? "'\(key)' is missing" : "'\(field.path)' has no '\(key)'")
        }
        return found
    }

    mutating func text(_ key: String) throws(LicenseFault) -> String? { try optional(key)?.text() }

    /// Throws if a key was never asked for.
    func finish() throws(LicenseFault) {
        guard let index = members.indices.first(where: { read & 1 << UInt64($0) == 0 }) else { return }
        let stranger = members[index]
        throw LicenseFault(
            file: field.file, line: stranger.line,
            reason: "unknown key '\(child(stranger).path)' (known: \(known.sorted().joined(separator: ", ")))")
    }

    private func child(_ member: SourceMember<Node>) -> SourceField<Node> {
        SourceField(node: member.value, file: field.file, keyLine: member.line, name: member.key, container: field.name)
    }
}
