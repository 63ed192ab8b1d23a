internal import Catalog
internal import Licensing

/// The verdicts on each different thing that models come to, each worked out once.
struct VerdictRecords {
    /// What a model was made of.
    enum Ancestry: Hashable {
        case none, some
        /// Only by adapters, which need their base to run.
        case adapter
    }

    private struct Key: Hashable {
        let conclusion: Int32
        let set: Int32
        let hasUnknown: Bool
        let findings: BulkLineage.Findings
        let ancestry: Ancestry
    }

    private let standards: Weigher.Standards
    private let maker: VerdictMaker
    private let lineageMaker: Lineage
    private let conclusions: [Conclusion]
    private let expressions: [LicenseExpression]
    private let lineage: BulkLineage
    private(set) var records: [ConclusionRecord] = []
    private var places: [Place: Int] = [:]
    private var judged: [Key: Judged] = [:]

    private struct Place: Hashable {
        let key: Key
        let siblings: [Conflict]
    }

    /// Verdicts with all conflicts but those with siblings, which change no verdict.
    private struct Judged {
        let record: ConclusionRecord
        let inherited: [Conflict]
    }

    init(_ standards: Weigher.Standards, conclusions: [Conclusion], expressions: [LicenseExpression], lineage: BulkLineage) {
        self.standards = standards
        maker = VerdictMaker(standards.catalogue)
        lineageMaker = Lineage(standards.catalogue)
        self.conclusions = conclusions
        self.expressions = expressions
        self.lineage = lineage
    }

    /// Where the record of a model is.
    ///
    /// - Parameter siblings: what stands against others of its family.
    mutating func place(of model: Int, saying conclusion: Int32, _ ancestry: Ancestry, besides siblings: [Conflict]) -> Int {
        let key = Key(
            conclusion: conclusion, set: lineage.setOf[model], hasUnknown: lineage.hasUnknown[model], findings: lineage.findings[model],
            ancestry: ancestry)
        let place = Place(key: key, siblings: siblings)
        if let known = places[place] { return known }
        let judgement = judged[key] ?? judge(key)
        judged[key] = judgement
        var record = judgement.record
        if !siblings.isEmpty {
            var conclusion = conclusions[Int(key.conclusion)]
            conclusion.add(siblings)
            record.detail = ConclusionDetail.json(conclusion, conflicts: conclusion.conflicts + judgement.inherited)
        }
        records.append(record)
        places[place] = records.count - 1
        return records.count - 1
    }

    private func judge(_ key: Key) -> Judged {
        let conclusion = conclusions[Int(key.conclusion)]
        let terms = key.ancestry == .none ? nil : terms(key, of: conclusion)
        var verdicts: [String: String] = [:]
        var confidence = conclusion.confidence
        for scenario in standards.scenarios {
            let verdict = maker.verdict(on: conclusion, lineage: terms, scenario: scenario, organisation: standards.organisation)
            verdicts[scenario.id] = verdict.level.rawValue
            confidence = min(confidence, verdict.confidence)
        }
        let inherited = terms?.conflicts ?? []
        let record = ConclusionRecord(
            own: conclusion.expression.description, effective: (terms?.expression ?? conclusion.expression).description,
            confidence: confidence.rawValue,
            detail: ConclusionDetail.json(conclusion, conflicts: conclusion.conflicts + inherited), verdicts: verdicts)
        return Judged(record: record, inherited: inherited)
    }

    private func terms(_ key: Key, of conclusion: Conclusion) -> EffectiveTerms {
        let inherited = lineage.sets[Int(key.set)].map { expressions[Int($0)] }.filter { $0 != conclusion.expression }
        let isInherited = key.findings.contains(.inherited)
        let doubts: [LicenseExpression] = key.findings.contains(.unknownParent) ? [.noAssertion] : []
        let own: [LicenseExpression] = isInherited ? [] : [conclusion.expression]
        let expression = LicenseExpression.all(of: own + inherited + doubts).simplified
        var confidence = isInherited ? Confidence.low : conclusion.confidence
        if key.findings.contains(.cycle) { confidence = min(confidence, .low) }
        if key.findings.contains(.unstatedRelation) { confidence = min(confidence, .medium) }
        var conflicts: [Conflict] = []
        if key.findings.contains(.looserThanParent) {
            conflicts = [
                Conflict(
                    .childAgainstBase, key.ancestry == .adapter ? .low : .high,
                    [
                        Conflict.Side(.tag, at: "license", conclusion.expression),
                        Conflict.Side(.baseModel, at: "base_model", .all(of: inherited).simplified),
                    ],
                    "the model says \(conclusion.expression) and was made of models under "
                        + "\(LicenseExpression.all(of: inherited).simplified): it grants more, or drops duties or limits")
            ]
        }
        return EffectiveTerms(
            own: conclusion.expression, isInherited: isInherited, expression: expression,
            filesAlone: key.ancestry == .adapter && !isInherited
                ? lineageMaker.filesAlone(conclusion.expression, inheriting: inherited) : expression,
            confidence: confidence,
            unknowns: doubts.isEmpty ? [] : [EffectiveTerms.Unknown("a base model", .unresolved)],
            cycles: key.findings.contains(.cycle) ? ["the model"] : [], conflicts: conflicts)
    }
}
