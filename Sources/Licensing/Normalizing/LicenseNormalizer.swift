/// Reads what people and hubs write where a licence belongs, as an SPDX expression with the way it was found.
///
/// Ordered, pure steps; the first that understands the claim answers. Nothing is guessed silently: what was supplied by convention, left
/// unread or contradicted is a finding, and what can't be read is `NOASSERTION` with the kind of silence it is.
/// Work is bounded by the limits of `ClaimText`, `ClaimJSON` and `listLimit`, whatever the claim.
public struct LicenseNormalizer: Sendable {
    /// More entries of a list are not read, and count as `NOASSERTION`.
    public static let listLimit = 256
    /// Deeper nested lists and objects are not read.
    public static let depthLimit = 8

    private let catalogue: LicenseCatalogue
    /// Names within longer texts; a claim that is one name needs none of it.
    private let index: Deferred<NameIndex>
    private let families: Deferred<VersionedFamilies>
    private let links: LinkReader

    /// The names of the catalogue are prepared once, when a claim first needs them: some milliseconds. Reading keeps nothing between claims.
    public init(_ catalogue: LicenseCatalogue) {
        self.catalogue = catalogue
        let families = Deferred { VersionedFamilies(catalogue) }
        self.families = families
        index = Deferred { NameIndex(catalogue, families) }
        links = LinkReader(catalogue: catalogue)
    }

    /// - Parameter hub: `huggingface`, `kaggle`, `civitai`…, for names that mean something of their own there; nil: none.
    public func read(_ claim: RawLicense, hub: String? = nil) -> NormalizedLicense { read(claim, hub: hub, depth: 0) }

    func read(_ claim: RawLicense, hub: String?, depth: Int) -> NormalizedLicense {
        guard depth < Self.depthLimit else { return .nothing(.unread("nested too deep")) }
        switch claim {
        case .null: return .nothing(.absent)
        case .text(let text): return read(text: text, hub: hub)
        case .number(let number): return .nothing(.unread(number))
        case .bool(let value): return .nothing(.unread("\(value)"))
        case .list(let items): return read(list: items, hub: hub, depth: depth)
        case .object(let fields): return ClaimFields(normalizer: self, hub: hub, depth: depth).read(fields)
        }
    }

    // MARK: Text

    private func read(text claim: String, hub: String?) -> NormalizedLicense {
        let trimmed = Self.trim(claim)
        guard !trimmed.isEmpty else { return .nothing(.absent) }
        if trimmed.utf8.count <= 128, let answer = short(String(trimmed), hub: hub) { return answer }
        if let fields = ClaimFields.fields(of: trimmed) { return ClaimFields(normalizer: self, hub: hub, depth: 0).read(fields) }
        let text = String(trimmed)
        if let permissions = CivitaiPermissions(text: text, hub: hub) { return Self.flags(permissions, fragment: text) }
        if let expression = try? LicenseExpression(parsing: text, catalogue) {
            return stated(expression.simplified, .high, .expression, fragment: text, rule: "SPDX expression")
        }
        return prose(text, hub: hub)
    }

    /// A claim that is one name, one of the words for "nothing", or a prefix and one of these.
    private func short(_ text: String, hub: String?) -> NormalizedLicense? {
        if text == "NONE" { return stated(.none, .high, .expression, fragment: text, rule: "NONE") }
        let folded = Alias.fold(text)
        if let answer = Self.placeholder(folded, text) { return answer }
        if let compound = CompoundNames.expression(folded) {
            return stated(compound, .medium, .alias, fragment: text, rule: folded)
        }
        // Folding forgets `>=`, which says "or later".
        if let id = catalogue.alias(folded, hub: hub), !text.utf8.contains(where: { $0 == UInt8(ascii: ">") || $0 == 0xE2 }) {
            return named(id, fragment: text, rule: folded)
        }
        for prefix in ["license:", "licence:"] where Self.hasPrefix(text, prefix) {
            let rest = Self.trim(String(text.utf8.dropFirst(prefix.utf8.count)) ?? "")
            return rest.isEmpty ? .nothing(.absent) : read(text: String(rest), hub: hub)
        }
        if Self.hasPrefix(text, "other-") || Self.hasPrefix(text, "other:") {
            let rest = String(String(text.utf8.dropFirst(6)) ?? "")
            var answer = read(text: rest, hub: hub)
            if answer.state != .stated { answer.state = .otherNamed(rest) }
            return answer
        }
        return nil
    }

    private static func placeholder(_ folded: String, _ text: String) -> NormalizedLicense? {
        let evidence = [NormalizedLicense.Evidence(.placeholder, fragment: text, rule: folded)]
        if folded.isEmpty { return .nothing(.unread(text), evidence) }
        if ClaimWords.unknown.contains(folded) { return .nothing(.unknown, evidence) }
        if ClaimWords.other.contains(folded) { return .nothing(.otherUnnamed, evidence) }
        if ClaimWords.files.contains(folded) { return .nothing(.textElsewhere(text), evidence, [.readText(text)]) }
        return nil
    }

    private func prose(_ claim: String, hub: String?) -> NormalizedLicense {
        var text = ClaimText(claim)
        let finder = MentionFinder(catalogue: catalogue, index: index.value, links: links, hub: hub)
        var found = finder.find(in: text)
        var corrections: [(word: String, other: String)] = []
        for position in found.unread.prefix(32) {
            guard let other = ClaimSpelling.correction(of: text.word(position)) else { continue }
            corrections.append((text.word(position), other))
            text.replace(position, by: other)
        }
        if !corrections.isEmpty {
            if text.tokens.count == 1, let answer = Self.placeholder(text.tokens[0].text, claim) {
                var misspelt = answer
                misspelt.findings.append(.spelling(corrections[0].word, readAs: corrections[0].other))
                return misspelt
            }
            found = finder.find(in: text)
        }
        return Assembly(catalogue: catalogue, text: text, found: found, corrections: corrections).answer(to: claim)
    }

    // MARK: Lists

    private func read(list: [RawLicense], hub: String?, depth: Int) -> NormalizedLicense {
        var items = list
        // A model's tags: only those that speak of licences.
        let tags = items.prefix(Self.listLimit).filter { if case .text(let text) = $0 { Self.hasPrefix(text, "license:") } else { false } }
        if !tags.isEmpty { items = tags }
        guard !items.isEmpty else { return .nothing(.absent) }
        var seen: Set<RawLicense> = []
        let readings = items.prefix(Self.listLimit).filter { seen.insert($0).inserted }.map { read($0, hub: hub, depth: depth + 1) }
        var parts = readings.map(\.expression)
        var findings = readings.flatMap(\.findings)
        if items.count > Self.listLimit {
            findings.append(.truncated(Self.listLimit))
            parts.append(.noAssertion)
        }
        let expression = LicenseExpression.all(of: parts).simplified
        if readings.count == 1, parts.count == 1 { return readings[0] }
        let evidence =
            [NormalizedLicense.Evidence(.shape, fragment: "\(items.count) entries", rule: "list: all apply")] + readings.flatMap(\.evidence)
        guard expression != .noAssertion else { return .nothing(readings[0].state, evidence, findings) }
        if case .and = expression { findings.insert(.operatorUnknown("list"), at: 0) }
        let confidence = readings.map(\.confidence).min() ?? .none
        return NormalizedLicense(expression: expression, confidence: min(confidence, .medium), evidence: evidence, findings: findings)
    }

    // MARK: Answers

    private func named(_ id: LicenseID, fragment: String, rule: String) -> NormalizedLicense {
        let expression = DeprecatedLicense.successor(of: id, orLater: false) ?? .license(id)
        var answer = stated(expression, .high, .alias, fragment: fragment, rule: rule)
        if LicenseKin.isVague(id) {
            answer.confidence = .medium
            answer.findings.append(.versionMissing(id))
        } else if families.value.choosesVersion(rule, id) {
            answer.confidence = .medium
            answer.findings.append(.byConvention("\(expression) for '\(fragment)'"))
        }
        return answer
    }

    private func stated(
        _ expression: LicenseExpression, _ confidence: Confidence, _ step: NormalizedLicense.Step, fragment: String, rule: String
    ) -> NormalizedLicense {
        let isNothing = expression == .noAssertion
        return NormalizedLicense(
            expression: expression, state: isNothing ? .unknown : .stated, confidence: isNothing ? .none : confidence,
            evidence: [NormalizedLicense.Evidence(step, fragment: fragment, rule: rule)])
    }

    static func flags(_ permissions: CivitaiPermissions, fragment: String) -> NormalizedLicense {
        NormalizedLicense(
            expression: .license(CivitaiPermissions.license), confidence: .high,
            evidence: [NormalizedLicense.Evidence(.permissionFlags, fragment: fragment, rule: "Civitai permission flags")],
            permissions: permissions)
    }

    // MARK: Bytes

    static func trim(_ text: String) -> Substring {
        let isSpace = { (byte: UInt8) in
            byte <= 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
        }
        let utf8 = text.utf8
        guard let first = utf8.firstIndex(where: { !isSpace($0) }), let last = utf8.lastIndex(where: { !isSpace($0) }) else { return "" }
        return text[first...last]
    }

    static func hasPrefix(_ text: String, _ prefix: String) -> Bool {
        text.utf8.count >= prefix.utf8.count && zip(text.utf8, prefix.utf8).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    }
}
