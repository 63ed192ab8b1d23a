/// The last step of reading a text: from the licences found to the answer.
struct Assembly {
    let catalogue: LicenseCatalogue
    let text: ClaimText
    let found: MentionFinder.Found
    let corrections: [(word: String, other: String)]

    func answer(to claim: String) -> NormalizedLicense {
        var combiner = MentionCombiner(catalogue: catalogue, text: text)
        let licenses = combiner.settle(found.mentions)
        var findings = found.findings
        findings += corrections.map { .spelling($0.word, readAs: $0.other) }
        if text.isTruncated { findings.append(.truncated(ClaimText.byteLimit)) }
        guard !licenses.isEmpty else { return nothing(claim, findings + combiner.findings) }
        var expression = combiner.combine(licenses)
        if let restriction = combiner.restriction(found.mentions, beside: licenses) {
            expression = LicenseExpression.all(of: [expression, restriction]).simplified
        }
        findings += combiner.findings + licenses.flatMap(\.findings)
        var confidence = licenses.map(\.confidence).min() ?? .none
        if combiner.isAmbiguous || !corrections.isEmpty { confidence = min(confidence, .medium) }
        if text.isTruncated { confidence = min(confidence, .low) }
        if let first = found.unread.first, let last = found.unread.last {
            confidence = min(confidence, .medium)
            let end = min(last + 1, first + 12)
            findings.append(.unreadWords(text.fragment(first..<end)))
        }
        let evidence = licenses.map {
            NormalizedLicense.Evidence(corrections.isEmpty ? $0.step : .spelling, fragment: text.fragment($0.tokens), rule: $0.rule)
        }
        return NormalizedLicense(expression: expression, confidence: confidence, evidence: evidence, findings: findings)
    }

    private func nothing(_ claim: String, _ findings: [NormalizedLicense.Finding]) -> NormalizedLicense {
        let shown = text.tokens.isEmpty ? String(claim.prefix(64)) : text.fragment(0..<min(text.tokens.count, 24))
        if let link = text.tokens.first(where: { $0.kind == .link }), text.tokens.count <= 3 {
            return .nothing(.textElsewhere(link.text), [], findings)
        }
        let words = text.tokens.map(\.text)
        if let first = words.first, ClaimWords.other.contains(first) {
            return .nothing(words.count > 1 ? .otherNamed(shown) : .otherUnnamed, [], findings)
        }
        return .nothing(.unread(shown), [], findings)
    }
}
