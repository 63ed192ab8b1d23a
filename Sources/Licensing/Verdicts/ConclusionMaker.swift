/// Concludes from all that is known of one model under which terms its weights are.
///
/// LICENSE text, then linked text, then the card's section, then `license_name`, then the tag: the first that says something decides,
/// and a weaker one never overrules it. A text that we do not know still stands above a tag that we do. Where a repository keeps
/// several texts, those of the weights decide; use policies add to them and replace nothing.
public struct ConclusionMaker: Sendable {
    private let evaluator: RightsEvaluator
    private let catalogue: LicenseCatalogue

    public init(_ catalogue: LicenseCatalogue) {
        self.catalogue = catalogue
        evaluator = RightsEvaluator(catalogue)
    }

    public func conclusion(on dossier: LicenseDossier) -> Conclusion {
        let dossier = dossier.bounded
        var evidence = dossier.evidence
        let decision = decide(dossier, evidence)
        for index in evidence.indices where decision.deciding.contains(evidence[index]) { evidence[index].isDeciding = true }
        var expression = decision.expression
        var unread: [String] = []
        let hasOwnPolicy = expression.licenses.contains { catalogue.fact($0)?.policies.isEmpty == false }
        for policy in dossier.policies {
            if policy.expression == .noAssertion {
                // The policy of a licence that we know is part of what we know.
                if !hasOwnPolicy { unread.append(policy.locator) }
            } else {
                expression = .all(of: [expression, policy.expression]).simplified
            }
        }
        let finder = ConflictFinder(
            evaluator: evaluator, catalogue: catalogue, dossier: dossier, decided: expression, level: decision.level)
        return Conclusion(
            model: dossier.model, commit: dossier.commit, expression: expression, confidence: decision.confidence,
            evidence: evidence.enumerated().sorted { ($0.element.source, $0.offset) < ($1.element.source, $1.offset) }.map(\.element),
            conflicts: finder.conflicts(), gap: decision.gap, unreadPolicies: unread, gate: dossier.gate.kind,
            isMultimodal: dossier.isMultimodal, datasets: dossier.datasets)
    }

    /// How a conclusion stands to those on models of the same family: what it would say if the dossier had named them.
    public func conflicts(of conclusion: Conclusion, with siblings: [LicenseDossier.Relative]) -> [Conflict] {
        let dossier = LicenseDossier(model: conclusion.model, siblings: siblings)
        let finder = ConflictFinder(
            evaluator: evaluator, catalogue: catalogue, dossier: dossier.bounded, decided: conclusion.expression,
            level: conclusion.evidence.first(where: \.isDeciding)?.source)
        return finder.siblings()
    }

    private struct Decision {
        var expression = LicenseExpression.noAssertion
        var confidence = Confidence.none
        var deciding: [Evidence] = []
        var level: Evidence.Source?
        var gap: Conclusion.Gap?
    }

    private func decide(_ dossier: LicenseDossier, _ evidence: [Evidence]) -> Decision {
        let files = dossier.decidingFiles
        if !files.isEmpty {
            let deciding = evidence.filter { proof in proof.source == .file && files.contains { $0.path == proof.locator } }
            return together(deciding, .file)
        }
        if let link = dossier.link, link.state == .fetched || link.says, !dossier.files.contains(where: { $0.path == link.address }) {
            return together(evidence.filter { $0.source == .link }, .link)
        }
        for source in [Evidence.Source.section, .name, .tag] {
            guard let proof = evidence.first(where: { $0.source == source }), proof.says else { continue }
            var decision = Decision(
                expression: proof.expression, confidence: proof.confidence, deciding: [proof], level: source)
            // A stronger statement of the author's that we can't read leaves doubt. A link that nobody followed is none yet.
            if evidence.contains(where: { ($0.source == .section || $0.source == .name) && $0.source < source && !$0.says }) {
                decision.confidence = min(decision.confidence, .low)
            }
            return decision
        }
        return Decision(gap: dossier.gap)
    }

    /// Several texts of one level all apply.
    private func together(_ proofs: [Evidence], _ level: Evidence.Source) -> Decision {
        Decision(
            expression: LicenseExpression.all(of: proofs.map(\.expression)).simplified,
            confidence: proofs.map(\.confidence).min() ?? .none, deciding: proofs, level: level,
            gap: proofs.first { !$0.says }.map { .unreadText($0.locator) })
    }
}

extension Evidence {
    /// Something can be concluded from it.
    var says: Bool { expression != .noAssertion && confidence > .none }
}

extension LicenseDossier.Link {
    var says: Bool { expression != .noAssertion && confidence > .none }
}

extension LicenseDossier {
    /// Lists cut to what is taken into account.
    var bounded: LicenseDossier {
        var bounded = self
        bounded.files = Array(files.prefix(Self.most))
        bounded.siblings = Array(siblings.prefix(Self.most))
        bounded.datasets = Array(datasets.prefix(Self.most))
        return bounded
    }

    /// The texts that apply to the weights: those that say so, else those that do not say what they are for.
    var decidingFiles: [File] {
        let weights = files.filter { $0.component == .weights }
        return weights.isEmpty ? files.filter { $0.component == .all } : weights
    }

    /// Terms beside the licence: policy files, and what the gate names.
    var policies: [Evidence] {
        var found = files.filter { $0.component == .policy }.map {
            Evidence(.policy, at: $0.path, expression: $0.expression, confidence: $0.confidence)
        }
        if let terms = gate.terms {
            found.append(Evidence(.gate, at: "gate", raw: terms.raw, expression: terms.expression, confidence: terms.confidence))
        }
        return found
    }

    /// All statements, as they were found.
    var evidence: [Evidence] {
        var found = files.filter { $0.component != .policy }.map { file in
            Evidence(
                .file, at: file.path, expression: file.expression, confidence: file.confidence,
                note: file.component == .all ? file.note : "For the \(file.component.rawValue)." + (file.note.map { " \($0)" } ?? ""))
        }
        if let link {
            let note = link.state == .fetched ? nil : "The text was not read (\(link.state.rawValue))."
            found.append(Evidence(.link, at: link.address, expression: link.expression, confidence: link.confidence, note: note))
        }
        func add(_ source: Evidence.Source, _ field: String, _ reading: Reading?, _ note: String? = nil) {
            guard let reading, !reading.isEmpty else { return }
            found.append(
                Evidence(source, at: field, raw: reading.raw, expression: reading.expression, confidence: reading.confidence, note: note))
        }
        add(.section, "card", section)
        add(.name, "license_name", name)
        add(.tag, "license", tag, tagIsList ? "A list: hubs define no operator, so all are taken to apply." : nil)
        return found + policies
    }

    /// Why nothing can be concluded from what is stated.
    var gap: Conclusion.Gap {
        let stated = [section, name, tag].compactMap { $0 }.first { !$0.isEmpty }
        switch tag.map({ Alias.fold($0.raw) }) ?? "" {
        case "": return stated.map { .unclear($0.raw) } ?? link.map { .unreadText($0.address) } ?? .absent
        case "unknown": return .unknown
        case "other":
            if let name, !name.isEmpty { return .otherNamed(name.raw) }
            return link.map { .unreadText($0.address) } ?? .otherUnnamed
        default: return .unclear(stated?.raw ?? "")
        }
    }
}

extension LicenseDossier.Reading {
    /// Nothing was written: the same as absent.
    var isEmpty: Bool { Alias.fold(raw).isEmpty && expression == .noAssertion }
}
