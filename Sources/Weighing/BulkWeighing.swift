internal import Catalog
internal import Licensing
internal import Vocabulary

/// All models of a catalog at once: what each says, what it inherits, and what that comes to, each different thing worked out once.
struct BulkWeighing {
    private let standards: Weigher.Standards
    private let concluder: ConclusionMaker
    private var maker: DossierMaker
    private var rows: [Int64] = []
    private var commits: [CommitID?] = []
    private var positions: [Int: Int32] = [:]
    /// Of each model: its place in `conclusions`.
    private var conclusionOf: [Int32] = []
    private var conclusions: [Conclusion] = []
    private var conclusionOfPapers: [PapersKey: Int32] = [:]
    private var expressions: [LicenseExpression] = []
    private var numberOf: [LicenseExpression: Int32] = [:]
    private var offsets: [Int32] = [0]
    private var parentKeys: [Int] = []
    private var relations: [Relation?] = []
    private var families = Families()

    /// Everything of a model's papers that its own conclusion depends on.
    private struct PapersKey: Hashable {
        let hub: HubID
        let claims: [LicenseClaim]
        let files: [ModelPapers.File]
        let gate: Gate
        /// A keyed hash of the gate's text: texts are long, and strangers write them.
        let gateText: Int
        /// Of which commit the model is now, where texts are of another one and say so.
        let head: CommitID?
        let task: String?
        let datasets: [String]
    }

    init(_ standards: Weigher.Standards) {
        self.standards = standards
        concluder = ConclusionMaker(standards.catalogue)
        maker = DossierMaker(standards.catalogue, datasets: standards.datasets)
    }

    var count: Int { rows.count }

    mutating func add(_ papers: ModelPapers) {
        positions[Self.key(papers.model.hub, papers.model.path)] = Int32(rows.count)
        if let family = FamilyName(papers.model.hub, path: papers.model.path) {
            families.add(family, model: rows.count, path: papers.model.path, isVanished: papers.isVanished)
        }
        rows.append(papers.rowID)
        commits.append(papers.commit)
        conclusionOf.append(conclude(papers))
        for base in papers.baseModels.prefix(LicenseDossier.most) {
            parentKeys.append(Self.key(papers.model.hub, base.path))
            relations.append(base.relation.flatMap(Relation.init(rawValue:)))
        }
        offsets.append(Int32(parentKeys.count))
    }

    private mutating func conclude(_ papers: ModelPapers) -> Int32 {
        let key = PapersKey(
            hub: papers.model.hub, claims: papers.claims, files: papers.files, gate: papers.gate,
            gateText: papers.gateText.hashValue,
            head: papers.files.allSatisfy { $0.commit == papers.commit?.description } ? nil : papers.commit,
            task: papers.task, datasets: maker.knownDatasets(of: papers).map(\.id))
        if let known = conclusionOfPapers[key] { return known }
        var dossier = maker.dossier(of: papers)
        dossier.model = ""
        dossier.commit = nil
        conclusions.append(concluder.conclusion(on: dossier))
        let place = Int32(conclusions.count - 1)
        conclusionOfPapers[key] = place
        return place
    }

    /// What every model comes to; `conclusions` is what the models point into.
    mutating func weighed() throws -> (models: [WeighedModel], conclusions: [ConclusionRecord]) {
        var own: [Int32] = []
        for conclusion in conclusions { own.append(number(conclusion)) }
        let numbers = own
        let graph = BulkLineage.Graph(
            expressions: conclusionOf.map { numbers[Int($0)] }, offsets: offsets,
            parents: parentKeys.map { positions[$0] ?? BulkLineage.Graph.absent }, relations: relations)
        let evaluator = RightsEvaluator(standards.catalogue)
        let lineage = try BulkLineage(graph) { [expressions] child, parents in
            let base = LicenseExpression.all(of: parents.map { expressions[Int($0)] }).simplified
            return TermsComparison(
                from: evaluator.profile(of: base), to: evaluator.profile(of: expressions[Int(child)])
            ).isMateriallyLooser
        }
        var records = VerdictRecords(standards, conclusions: conclusions, expressions: expressions, lineage: lineage)
        let siblings = siblings(terms: numbers)
        let models = rows.indices.map { index in
            let parents = Int(offsets[index])..<Int(offsets[index + 1])
            let kind: VerdictRecords.Ancestry =
                parents.isEmpty ? .none : relations[parents].allSatisfy { $0 == .adapter } ? .adapter : .some
            return WeighedModel(
                rowID: rows[index], commit: commits[index],
                conclusion: records.place(of: index, saying: conclusionOf[index], kind, besides: siblings[index] ?? []))
        }
        return (models, records.records)
    }

    /// What stands against a model's siblings, for the few that have something.
    private func siblings(terms: [Int32]) -> [Int: [Conflict]] {
        var found: [Int: [Conflict]] = [:]
        for family in families.divided(by: { terms[Int(conclusionOf[Int($0)])] }) {
            let siblings = family.siblings.map { LicenseDossier.Relative($0.path, expression: expressions[Int($0.terms)]) }
            var known: [Int32: [Conflict]] = [:]
            for model in family.models {
                let own = conclusionOf[Int(model)]
                let conflicts = known[own] ?? concluder.conflicts(of: conclusions[Int(own)], with: siblings)
                known[own] = conflicts
                if !conflicts.isEmpty { found[Int(model)] = conflicts }
            }
        }
        return found
    }

    private mutating func number(_ conclusion: Conclusion) -> Int32 {
        guard conclusion.expression != .noAssertion else {
            return conclusion.gap == .absent ? BulkLineage.Graph.statesNothing : BulkLineage.Graph.unknownExpression
        }
        if let known = numberOf[conclusion.expression] { return known }
        expressions.append(conclusion.expression)
        numberOf[conclusion.expression] = Int32(expressions.count - 1)
        return Int32(expressions.count - 1)
    }

    /// Names are matched in any case, as the Hub does. A keyed 64-bit hash stands for a name: at two million models, two names share one
    /// with a chance of one in ten million, and nobody can aim at it.
    private static func key(_ hub: HubID, _ path: String) -> Int {
        var hasher = Hasher()
        hasher.combine(hub)
        hasher.combine(path.lowercased())
        return hasher.finalize()
    }
}
