public import Catalog
public import Licensing
public import Vocabulary

/// One model, with its whole ancestry by name: for a question that somebody asks.
extension Weigher {
    /// A conclusion and what binds the model beyond it.
    public struct Weight: Sendable {
        public let papers: ModelPapers
        public let conclusion: Conclusion
        /// nil: made of no other model.
        public let lineage: EffectiveTerms?
    }

    /// nil: the catalog does not know the model.
    public func weigh(_ model: ModelID) async throws -> Weight? {
        guard let papers = try await catalog.papers(of: model) else { return nil }
        var maker = DossierMaker(standards.catalogue, datasets: standards.datasets)
        let concluder = ConclusionMaker(standards.catalogue)
        var dossier = maker.dossier(of: papers)
        dossier.siblings = try await siblings(of: papers, &maker, concluder)
        let conclusion = concluder.conclusion(on: dossier)
        guard !papers.baseModels.isEmpty else { return Weight(papers: papers, conclusion: conclusion, lineage: nil) }
        let ancestors = try await ancestors(of: papers)
        var nodes: [String: LineageLookup] = [:]
        for (name, ancestor) in ancestors {
            let node = Self.node(ancestor, concluder.conclusion(on: maker.dossier(of: ancestor)))
            nodes[name] = ancestor.isVanished ? .deleted(lastKnown: node.expression) : .found(node)
        }
        let terms = Lineage(standards.catalogue).effective(papers.model.path, Self.node(papers, conclusion)) {
            nodes[$0.lowercased()] ?? .unknown
        }
        return Weight(papers: papers, conclusion: conclusion, lineage: terms)
    }

    /// The verdict on a model that was weighed.
    public func verdict(on weight: Weight, in scenario: Scenario) -> Verdict {
        VerdictMaker(standards.catalogue).verdict(
            on: weight.conclusion, lineage: weight.lineage, scenario: scenario, organisation: standards.organisation)
    }

    private static func node(_ papers: ModelPapers, _ conclusion: Conclusion) -> LineageNode {
        LineageNode(
            expression: conclusion.expression, confidence: conclusion.confidence, statesNothing: conclusion.gap == .absent,
            parents: papers.baseModels.prefix(LicenseDossier.most).map {
                LineageNode.Parent($0.path, $0.relation.flatMap(Relation.init(rawValue:)))
            })
    }

    /// The first model of its family under each of the terms that occur there, its own among them: as `Families` has it for all at once.
    private func siblings(
        of papers: ModelPapers, _ maker: inout DossierMaker, _ concluder: ConclusionMaker
    ) async throws -> [LicenseDossier.Relative] {
        let hub = papers.model.hub
        guard let family = FamilyName(hub, path: papers.model.path) else { return [] }
        let paths = try await catalog.models(ofOwner: family.owner, on: hub, limit: Self.mostOfOwner).map(\.path)
            .filter { FamilyName(hub, path: $0) == family }
        var found: [LicenseDossier.Relative] = []
        for path in paths.prefix(Families.mostSiblings) where found.count < Families.mostTerms {
            guard let model = ModelID(hub: hub, path: path), let sibling = try await catalog.papers(of: model) else { continue }
            let expression = concluder.conclusion(on: maker.dossier(of: sibling)).expression
            guard expression != .noAssertion, !found.contains(where: { $0.expression == expression }) else { continue }
            found.append(LicenseDossier.Relative(path, expression: expression))
        }
        return found
    }

    /// The largest owners have some ten thousand models; their names are read, not their papers.
    private static let mostOfOwner = 100_000

    /// By name in lower case. Breadth first and bounded, like the walk that reads them.
    private func ancestors(of papers: ModelPapers) async throws -> [String: ModelPapers] {
        var found: [String: ModelPapers] = [:]
        var asked: Set<String> = [papers.model.path.lowercased()]
        var wave = papers.baseModels.map(\.path)
        var depth = 0
        while !wave.isEmpty, depth < Lineage.depthLimit, found.count < Lineage.ancestorLimit {
            var next: [String] = []
            for path in wave where asked.insert(path.lowercased()).inserted && asked.count <= Lineage.ancestorLimit {
                guard let model = ModelID(hub: papers.model.hub, path: path), let parent = try await catalog.papers(of: model) else {
                    continue
                }
                found[path.lowercased()] = parent
                next += parent.baseModels.map(\.path)
            }
            wave = next
            depth += 1
        }
        return found
    }
}
