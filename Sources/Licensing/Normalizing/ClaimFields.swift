/// Reads an object, or a card's `license`, `license_name` and `license_link` together.
struct ClaimFields {
    let normalizer: LicenseNormalizer
    let hub: String?
    let depth: Int

    /// Members by how much they say, clearest first.
    private static let ranks: [[String]] = [
        [
            "expression", "licenseexpression", "license_expression", "spdx_id", "spdxid", "spdx", "spdx_license_id", "spdx-id", "licenseid",
            "license_id", "identifier",
        ],
        ["license_name", "licensename", "license-name"],
        ["license", "licence", "licenses", "licences", "licenseinfo", "license_info"],
        ["id", "key", "name", "title", "label", "type", "text", "display_name", "displayname", "short_name", "shortname", "value", "slug"],
        ["license_link", "licenselink", "license_url", "licenseurl", "url", "link", "href", "@id", "reference", "uri", "file"],
    ]
    private static let keys: [String: Int] = {
        var keys: [String: Int] = [:]
        for (rank, names) in ranks.enumerated() {
            for name in names { keys[name] = rank }
        }
        return keys
    }()
    private static let fieldLimit = 64

    private struct Part {
        let rank: Int
        let key: String
        let text: String?
        let reading: NormalizedLicense
    }

    func read(_ fields: [RawLicense.Field]) -> NormalizedLicense {
        if let permissions = CivitaiPermissions(fields) {
            return LicenseNormalizer.flags(permissions, fragment: fields.map(\.key).prefix(8).joined(separator: ", "))
        }
        var parts: [Part] = []
        for field in fields.prefix(Self.fieldLimit) {
            guard let rank = Self.keys[field.key.lowercased()], field.value != .null else { continue }
            var text: String?
            if case .text(let value) = field.value { text = value }
            parts.append(Part(rank: rank, key: field.key, text: text, reading: normalizer.read(field.value, hub: hub, depth: depth + 1)))
        }
        parts.sort { $0.rank < $1.rank }
        guard !parts.isEmpty else {
            return .nothing(fields.isEmpty ? .absent : .unread(fields.map(\.key).prefix(4).joined(separator: ", ")))
        }
        let stated = parts.filter { $0.reading.state == .stated }
        guard var chosen = stated.first else { return silence(parts) }
        var findings: [NormalizedLicense.Finding] = []
        for other in stated.dropFirst() where other.reading.expression != chosen.reading.expression {
            switch (vagueKin(chosen.reading), vagueKin(other.reading)) {
            case (let kin?, _) where covers(kin, other.reading): chosen = other
            case (_, let kin?) where covers(kin, chosen.reading): break
            default:
                findings.append(.conflict("\(chosen.key): \(chosen.reading.expression)", "\(other.key): \(other.reading.expression)"))
            }
        }
        for part in parts where part.reading.state != .stated {
            for finding in part.reading.findings { if case .readText = finding { findings.append(finding) } }
        }
        var answer = chosen.reading
        if !findings.isEmpty, findings.contains(where: { if case .conflict = $0 { true } else { false } }) {
            answer.confidence = min(answer.confidence, .medium)
        }
        answer.findings += findings
        answer.evidence.insert(NormalizedLicense.Evidence(.shape, fragment: chosen.key, rule: "member of an object"), at: 0)
        return answer
    }

    /// Nothing was stated: a name that we don't know says more than an address, an address more than `other`.
    private func silence(_ parts: [Part]) -> NormalizedLicense {
        let findings = parts.flatMap(\.reading.findings)
        let evidence = parts.flatMap(\.reading.evidence)
        if let name = parts.first(where: { $0.rank == 1 || $0.rank == 3 }), let text = name.text, isName(name.reading.state) {
            return .nothing(.otherNamed(text), evidence, findings)
        }
        if let link = parts.first(where: { $0.rank == 4 }), let text = link.text, !text.isEmpty {
            return .nothing(.textElsewhere(text), evidence, findings.contains(.readText(text)) ? findings : findings + [.readText(text)])
        }
        return .nothing(parts[0].reading.state, evidence, findings)
    }

    private func isName(_ state: NormalizedLicense.State) -> Bool {
        switch state {
        case .absent, .unknown, .otherUnnamed: false
        case .stated, .otherNamed, .unread, .textElsewhere: true
        }
    }

    private func vagueKin(_ reading: NormalizedLicense) -> String? {
        guard case .license(let id, _) = reading.expression, LicenseKin.isVague(id) else { return nil }
        return LicenseKin.kin(of: id)
    }

    private func covers(_ kin: String, _ reading: NormalizedLicense) -> Bool {
        guard case .license(let id, _) = reading.expression else { return false }
        return LicenseKin.covers(kin, LicenseKin.kin(of: id))
    }

    /// `license=other; license_name=x; license_link=y`, also in lines with `:`; nil where it isn't exactly that.
    static func fields(of text: Substring) -> [RawLicense.Field]? {
        guard text.utf8.count <= 4_096, text.utf8.contains(UInt8(ascii: "=")) || text.utf8.contains(UInt8(ascii: "\n")) else { return nil }
        var fields: [RawLicense.Field] = []
        for part in text.split(whereSeparator: { $0 == ";" || $0 == "\n" }) {
            let trimmed = LicenseNormalizer.trim(String(part))
            guard !trimmed.isEmpty else { continue }
            guard let sign = trimmed.utf8.firstIndex(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }) else { return nil }
            let key = LicenseNormalizer.trim(String(trimmed[..<sign])).lowercased()
            guard let rank = keys[key], rank == 1 || rank == 2 || rank == 4 else { return nil }
            let value = LicenseNormalizer.trim(String(trimmed[trimmed.index(after: sign)...]))
            fields.append(RawLicense.Field(key, value.isEmpty ? .null : .text(String(value))))
        }
        return fields.isEmpty ? nil : fields
    }
}
