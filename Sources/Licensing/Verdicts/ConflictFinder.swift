/// Finds what disagrees within one model's evidence: C1–C3 and C5–C9, C11. C4 and C10 need the ancestry: see `Lineage`.
struct ConflictFinder {
    let evaluator: RightsEvaluator
    let catalogue: LicenseCatalogue
    let dossier: LicenseDossier
    let decided: LicenseExpression
    /// What decided.
    let level: Evidence.Source?

    func conflicts() -> [Conflict] {
        (againstTag() + nameAgainstLink() + siblings() + addedTerms() + unnamedOther() + datasets() + permissionWithoutText() + languages())
            .inOrder
    }

    /// How two readings stand to each other. nil: they agree, or one of them says nothing.
    private func disagreement(
        _ code: Conflict.Code, strong: Conflict.Side, weak: Conflict.Side, _ sentence: String
    ) -> Conflict? {
        guard strong.expression != .noAssertion, weak.expression != .noAssertion else { return nil }
        guard strong.expression.simplified != weak.expression.simplified, !refines(strong.expression, weak.expression) else { return nil }
        let difference = TermsComparison(from: evaluator.profile(of: strong.expression), to: evaluator.profile(of: weak.expression))
        let severity: Conflict.Severity = difference.isMateriallyLooser ? .high : difference.isEmpty ? .low : .medium
        return Conflict(code, severity, [weak, strong], sentence, isSettled: !difference.isMateriallyStricter)
    }

    /// The weak one is a name for several licences of which the strong one is one, or names a part of it.
    private func refines(_ strong: LicenseExpression, _ weak: LicenseExpression) -> Bool {
        guard case .license(let vague, _) = weak, let fact = catalogue.fact(vague) else { return false }
        let families = strong.licenses.compactMap { catalogue.fact($0)?.family }
        return Right.allCases.allSatisfy { fact.rights[$0]?.grant ?? .unknown == .unknown } && families.contains(fact.family)
    }

    private func side(_ source: Evidence.Source, _ locator: String, _ expression: LicenseExpression) -> Conflict.Side {
        Conflict.Side(source, at: locator, expression)
    }

    private var tagSide: Conflict.Side? { dossier.tag.map { side(.tag, "license", $0.expression) } }

    private func againstTag() -> [Conflict] {
        guard let tagSide, let strong = strongest() else { return [] }
        let isOfWeights = dossier.decidingFiles.contains { $0.component == .weights }
        let code: Conflict.Code = isOfWeights && strong.source == .file ? .tagAgainstWeights : .tagAgainstText
        guard
            var found = disagreement(
                code, strong: strong, weak: tagSide,
                "The tag says \(tagSide.expression), \(strong.locator) says \(strong.expression).")
        else { return [] }
        // C3 is a tag that promises more than the weights' own terms; anything else is a plain disagreement.
        if code == .tagAgainstWeights, found.severity != .high { found.code = .tagAgainstText }
        return [found]
    }

    /// What decided, as one side, if it is stronger than the tag.
    private func strongest() -> Conflict.Side? {
        switch level {
        case .file:
            let files = dossier.decidingFiles
            return side(.file, files.map(\.path).joined(separator: ", "), .all(of: files.map(\.expression)).simplified)
        case .link: return dossier.link.map { side(.link, $0.address, $0.expression) }
        case .section: return dossier.section.map { side(.section, "card", $0.expression) }
        case .name: return dossier.name.map { side(.name, "license_name", $0.expression) }
        case .tag, .baseModel, .policy, .gate, .sibling, .dataset, nil: return nil
        }
    }

    private func nameAgainstLink() -> [Conflict] {
        guard let name = dossier.name else { return [] }
        let text = dossier.link.map { side(.link, $0.address, $0.expression) } ?? (level == .file ? strongest() : nil)
        guard let text else { return [] }
        let sentence = "license_name says '\(name.raw)', \(text.locator) is \(text.expression)."
        return disagreement(.nameAgainstLink, strong: text, weak: side(.name, "license_name", name.expression), sentence).map { [$0] } ?? []
    }

    func siblings() -> [Conflict] {
        guard decided != .noAssertion else { return [] }
        return dossier.siblings.prefix(1 + LicenseDossier.most).compactMap { sibling -> Conflict? in
            guard sibling.expression != .noAssertion, sibling.expression.simplified != decided else { return nil }
            let difference = TermsComparison(from: evaluator.profile(of: decided), to: evaluator.profile(of: sibling.expression))
            guard !difference.isEmpty else { return nil }
            return Conflict(
                .siblingsDiffer, .low,
                [side(.sibling, sibling.reference, sibling.expression), side(level ?? .tag, dossier.model, decided)],
                "\(sibling.reference) of the same family is under \(sibling.expression).")
        }
    }

    private func addedTerms() -> [Conflict] {
        let known = strongest()?.expression ?? dossier.tag?.expression ?? .noAssertion
        let covered = known.licenses.contains { catalogue.fact($0)?.policies.isEmpty == false }
        var found = dossier.policies.compactMap { policy -> Conflict? in
            guard let tagSide, tagSide.expression != .noAssertion, !covered else { return nil }
            guard !policy.expression.licenses.contains(where: known.licenses.contains) else { return nil }
            let what = policy.expression == .noAssertion ? "terms that we do not know" : "\(policy.expression)"
            return Conflict(
                .addedTerms, .medium, [tagSide, side(policy.source, policy.locator, policy.expression)],
                "The tag says \(tagSide.expression), \(policy.locator) adds \(what).")
        }
        if dossier.gate.excludesEU, !excludesEurope() {
            found.append(
                Conflict(
                    .addedTerms, .medium, [side(.tag, "license", decided), side(.gate, "gate", .noAssertion)],
                    "The gate turns away people of the European Union, which the licence does not say.", isSettled: false))
        }
        return found
    }

    private func excludesEurope() -> Bool {
        evaluator.profile(of: decided).limits.contains { limit in
            guard case .territory(let territory) = limit.rule else { return false }
            return CountrySet(territory.excluded).codes.isSuperset(of: CountrySet.europeanUnion)
        }
    }

    private func unnamedOther() -> [Conflict] {
        guard let tag = dossier.tag, Alias.fold(tag.raw) == "other" else { return [] }
        guard dossier.name?.isEmpty ?? true, dossier.link == nil else { return [] }
        return [
            Conflict(
                .unnamedOther, decided == .noAssertion ? .medium : .low, [side(.tag, "license", tag.expression)],
                "The tag says 'other', and neither a name nor a link says what.")
        ]
    }

    private func datasets() -> [Conflict] {
        guard decided != .noAssertion else { return [] }
        let model = evaluator.profile(of: decided)
        return dossier.datasets.compactMap { dataset -> Conflict? in
            guard dataset.expression != .noAssertion else { return nil }
            let difference = TermsComparison(from: evaluator.profile(of: dataset.expression), to: model)
            let relevant: Set<Right> = [.useCommercial, .modify, .distributeWeights, .distributeDerivative]
            guard !difference.gained.isDisjoint(with: relevant) else { return nil }
            let isWeighty = difference.gained.contains(.useCommercial) && dataset.confidence >= .medium
            return Conflict(
                .datasetAgainstModel, isWeighty ? .medium : .low,
                [side(.dataset, dataset.reference, dataset.expression), side(level ?? .tag, dossier.model, decided)],
                "The data set \(dataset.reference) is under \(dataset.expression), which grants less than the model does.")
        }
    }

    /// "Permissive washing" (arXiv 2602.08816): a tag alone carries no text and names nobody who could grant.
    private func permissionWithoutText() -> [Conflict] {
        guard let tagSide, level == .tag, dossier.hasCopyrightNotice != true else { return [] }
        let profile = evaluator.profile(of: tagSide.expression)
        let asked: [Right] = [.useCommercial, .modify, .distributeWeights, .distributeDerivative]
        let isPermissive = asked.allSatisfy { profile[$0].grant >= .conditional }
        let hasBounds = profile.limits.contains { if case .field = $0.rule { false } else { true } }
        guard isPermissive, !hasBounds, !profile.duties.contains(where: { $0.kind == .shareAlike }) else { return [] }
        return [
            Conflict(
                .permissionWithoutText, .low, [tagSide],
                "The tag says \(tagSide.expression), and the repository has neither its text nor a copyright notice.")
        ]
    }

    private func languages() -> [Conflict] {
        let files = dossier.decidingFiles.filter { $0.language != nil }
        guard let first = files.first else { return [] }
        return files.dropFirst().compactMap { file in
            guard file.language != first.language else { return nil }
            guard file.expression.simplified != first.expression.simplified else { return nil }
            let difference = TermsComparison(from: evaluator.profile(of: first.expression), to: evaluator.profile(of: file.expression))
            return Conflict(
                .languagesDiffer, difference.isEmpty ? .low : .medium,
                [side(.file, first.path, first.expression), side(.file, file.path, file.expression)],
                "\(first.path) and \(file.path) are versions of one text, and say different things.")
        }
    }
}

extension Conflict.Code {
    /// C1 first.
    var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
