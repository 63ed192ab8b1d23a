internal import Licensing
internal import Vocabulary
internal import Yams

/// The parts of a declaration that limit what is taken and kept.
extension DeclarationReader {
    func policy(_ keys: inout DeclarationKeys) throws(MirrorError) -> MirrorPolicy {
        var policy = MirrorPolicy()
        if var licenses = try keys.keys("licenses") {
            guard let scenario = try scenario(&licenses) else { throw place.wrong(licenses.node, "licenses without scenario") }
            policy.licenses = LicensePolicy(scenario: scenario, refused: [])
            for (key, level) in [("prohibited", Verdict.Level.block), ("unknown", .unknown), ("review", .review)] {
                // What is not said is not allowed.
                if try licenses.choice(key, ["refuse": true, "allow": false]) ?? true { policy.licenses?.refused.insert(level) }
            }
            try licenses.finish()
        }
        policy.refusesGated = try keys.choice("gated", ["refuse": true, "allow": false]) ?? false
        policy.removes = try keys.choice("removals", ["remove": true, "keep": false]) ?? false
        if keys.node("scan")?.scalar != nil {
            policy.scan.dangerous = try keys.choice("scan", Self.actions) ?? policy.scan.dangerous
        } else if var scan = try keys.keys("scan") {
            policy.scan.dangerous = try scan.choice("dangerous", Self.actions) ?? policy.scan.dangerous
            policy.scan.suspicious = try scan.choice("suspicious", Self.actions) ?? policy.scan.suspicious
            try scan.finish()
        }
        try keys.finish()
        return policy
    }

    private static var actions: KeyValuePairs<String, ScanPolicy.Action> {
        ["serve": .serve, "quarantine": .quarantine, "refuse": .refuse]
    }

    func quotas(_ keys: DeclarationKeys) throws(MirrorError) -> [Quota] {
        var keys = keys
        var quotas: [Quota] = []
        for (key, _) in keys.all {
            guard let pattern = key.string, !pattern.isEmpty, let bytes = try keys.bytes(pattern) else {
                throw place.wrong(key, "a quota is a pattern and a size: 'org/*': 500GiB")
            }
            quotas.append(Quota(models: pattern, bytes: bytes))
        }
        return quotas
    }

    func retention(_ keys: inout DeclarationKeys) throws(MirrorError) -> DeclaredRetention {
        var retention = DeclaredRetention()
        retention.scenario = try scenario(&keys)
        for node in try keys.list("rules") {
            var rule = RetentionRule()
            var keys = try DeclarationKeys(node, place, "a rule of retention")
            rule.models = try keys.text("models") ?? rule.models
            rule.unpulledFor = try keys.lapse("unpulled_for")
            rule.largerThan = try keys.bytes("larger_than")
            for word in try keys.texts("verdicts") ?? [] {
                guard Verdict.Level(rawValue: word) != nil else {
                    let known = Verdict.Level.allCases.map(\.rawValue).joined(separator: ", ")
                    throw place.wrong(keys.node("verdicts") ?? node, "\(word) is not a verdict (known: \(known))")
                }
                rule.verdicts.insert(word)
            }
            try keys.finish()
            guard rule.unpulledFor != nil || rule.largerThan != nil || !rule.verdicts.isEmpty else {
                throw place.wrong(node, "a rule of retention needs unpulled_for, larger_than or verdicts")
            }
            guard rule.verdicts.isEmpty || retention.scenario != nil else { throw place.wrong(node, "verdicts need retention.scenario") }
            retention.rules.append(rule)
        }
        try keys.finish()
        return retention
    }

    private func scenario(_ keys: inout DeclarationKeys) throws(MirrorError) -> String? {
        guard let word = try keys.text("scenario") else { return nil }
        if let reason = checks.scenario(word) { throw place.wrong(keys.node("scenario") ?? keys.node, reason) }
        return word
    }
}
