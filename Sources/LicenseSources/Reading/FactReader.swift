internal import Licensing

/// Reads the facts of one licence strictly: every key known, every right answered, every name of a limit or duty leading somewhere.
struct FactReader<Node: SourceNode> {
    let file: String

    func fact(_ root: Node) throws(LicenseFault) -> LicenseFact {
        var map = try SourceField(node: root, file: file, keyLine: 1, name: "").mapping()
        let id = try identifier(map.required("id"))
        let name = try map.required("name").text()
        let family = try map.required("family").text()
        let confidence: Confidence = try map.required("confidence").choice()
        let duties = try map.optional("duties").map(duties) ?? []
        let limits = try map.optional("limits").map(limits) ?? []
        let rights = try rights(map.required("rights"), duties: duties.map(\.duty), limits: limits)
        for (duty, field) in duties {
            guard let beyond = duty.beyond, !limits.contains(where: { $0.name == beyond }) else { continue }
            throw field.fault("the duty waits for the limit '\(beyond)', which is not among the limits")
        }
        var fact = LicenseFact(
            id: id, name: name, family: family, rights: rights, duties: duties.map(\.duty), limits: limits,
            evidence: try evidence(map.required("evidence")), confidence: confidence)
        fact.patent = try patent(map.required("patent"))
        (fact.acceptance, fact.acceptanceNote) = try stated(map.required("acceptance"))
        fact.revocable = try map.optional("revocable")?.choice() ?? .unknown
        fact.unilateralChange = try map.optional("unilateral-change")?.choice() ?? .unknown
        fact.governingLaw = try map.text("governing-law")
        fact.aliases = try map.optional("aliases").map(aliases) ?? [:]
        fact.links = try map.optional("links").map(links) ?? []
        fact.policies = try map.optional("policies")?.texts() ?? []
        fact.guards = try map.optional("guards").map(guards)
        fact.supersedes = try map.optional("supersedes").map(identifier)
        fact.notes = try map.text("notes")
        try map.finish()
        return fact
    }

    /// SPDX 2.3, annex D: letters, digits, `.` and `-`; `+` is part of some deprecated ids.
    private func identifier(_ field: SourceField<Node>) throws(LicenseFault) -> LicenseID {
        let text = try field.text()
        let isGood = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"): true
            default: false
            }
        }
        let references = ["LicenseRef-scancode-", "LicenseRef-Weighbridge-"]
        guard isGood, !text.hasPrefix("LicenseRef-") || references.contains(where: { text.hasPrefix($0) && text != $0 }) else {
            throw field.fault(
                "'\(text)' is no id: letters, digits, '.' and '-' of the SPDX list, or 'LicenseRef-scancode-…', 'LicenseRef-Weighbridge-…'")
        }
        return LicenseID(text)
    }

    private func stated(_ field: SourceField<Node>) throws(LicenseFault) -> (Stated, String?) {
        guard field.node.members != nil else { return (try field.choice(), nil) }
        var map = try field.mapping()
        let answer: Stated = try map.required("stated").choice()
        let note = try map.text("note")
        try map.finish()
        return (answer, note)
    }

    private func patent(_ field: SourceField<Node>) throws(LicenseFault) -> LicenseFact.Patent {
        var map = try field.mapping()
        let patent = LicenseFact.Patent(
            grant: try map.required("grant").choice(), endsOnSuit: try map.required("ends-on-suit").choice(), note: try map.text("note"))
        try map.finish()
        return patent
    }

    private func evidence(_ field: SourceField<Node>) throws(LicenseFault) -> [LicenseFact.Source] {
        var sources: [LicenseFact.Source] = []
        for entry in try field.list() {
            var map = try entry.mapping()
            let document = try map.required("document").text()
            let read = try map.optional("read")?.day()
            sources.append(LicenseFact.Source(document: document, read: read))
            try map.finish()
        }
        return sources
    }

    private func aliases(_ field: SourceField<Node>) throws(LicenseFault) -> [String: [String]] {
        var aliases: [String: [String]] = [:]
        for (hub, names) in try field.mapping().fields {
            guard AliasTable.hubs.contains(hub) else {
                throw LicenseFault(
                    file: file, line: names.keyLine,
                    reason: "unknown hub '\(hub)' (known: \(AliasTable.hubs.sorted().joined(separator: ", ")))")
            }
            aliases[hub] = try names.texts()
        }
        return aliases
    }

    private func links(_ field: SourceField<Node>) throws(LicenseFault) -> [String] { try field.texts() }

    private func guards(_ field: SourceField<Node>) throws(LicenseFault) -> LicenseFact.Guards {
        var map = try field.mapping()
        let guards = LicenseFact.Guards(
            must: try map.optional("must")?.texts() ?? [], mustNot: try map.optional("must-not")?.texts() ?? [])
        try map.finish()
        for phrase in guards.must + guards.mustNot where phrase != phrase.lowercased() || phrase.contains("  ") {
            throw field.fault("the phrase '\(phrase)' must be in lower case with single spaces")
        }
        return guards
    }
}
