import Catalog
import Foundation
import Hubs
import Licensing
import Mirroring
import Search
import Shelves
import Vocabulary
import Weighing

/// What a mirror needs of the catalog.
extension Site {
    /// `mirror.yaml`, with its filters and scenarios checked.
    func declaration() throws -> MirrorDeclaration { try MirrorDeclaration.load(home.declaration.path, checks: declarationChecks()) }

    /// The same, to be changed.
    func declarationFile() throws -> DeclarationFile {
        try home.create()
        return try DeclarationFile(home.declaration.path, checks: declarationChecks())
    }

    private func declarationChecks() -> DeclarationChecks {
        let site = self
        return DeclarationChecks(
            query: { query in
                do {
                    _ = try SearchQuery(query, names: site.spokenNames())
                    return nil
                } catch let error as ParameterError {
                    return DeclarationChecks.Fault(error.parameter, error.description)
                } catch {
                    return DeclarationChecks.Fault("", "\(error)")
                }
            },
            scenario: { word in
                do {
                    _ = try site.scenario(word)
                    return nil
                } catch {
                    return "\(error)"
                }
            })
    }

    /// What plans of this mirror rest on besides the hubs. The catalog is opened when it is asked something: a sync that finds another one
    /// running must not meet it there.
    func planKnowledge(_ declaration: MirrorDeclaration) throws -> PlanKnowledge {
        let (snapshots, site) = (snapshots(), self)
        let judge = declaration.policy.licenses == nil ? nil : LicenseScale { try site.weigher(site.standards()) }
        return PlanKnowledge(
            finder: CatalogFinder(site), judge: judge,
            pinned: {
                Dictionary(grouping: try await snapshots.pins(), by: \.model).mapValues { Set($0.map(\.commit)) }
            })
    }

    /// The hubs that a plan may ask: of what is declared, found and held.
    func sources(for declaration: MirrorDeclaration, _ access: HubAccess) async throws -> [HubID: MirrorSource] {
        var hubs = Set(declaration.entries.map(\.model.hub)).union(try shelf().models().map(\.hub))
        if !declaration.queries.isEmpty { hubs.formUnion(HubRegistry.kinds.map(\.id)) }
        return try await sources(of: hubs, access)
    }
}

/// Answers a mirror's queries by the catalog's search.
actor CatalogFinder: ModelFinding {
    private let site: Site
    private var opened: CatalogDatabase?

    init(_ site: Site) { self.site = site }

    func models(for query: CatalogQuery) async throws -> [ModelID] {
        let (search, names) = (site.search(try catalog()), try site.spokenNames())
        return try await search.engine().search(SearchQuery(query, names: names)).results.map(\.entry.claim.id)
    }

    func isVanished(_ model: ModelID) async throws -> Bool { try await catalog().entry(for: model)?.vanishedAt != nil }

    private func catalog() throws -> CatalogDatabase {
        if let opened { return opened }
        let catalog = try site.catalog()
        opened = catalog
        return catalog
    }
}

/// Tells a mirror the verdicts on licences.
actor LicenseScale: LicenseJudging {
    private let make: @Sendable () throws -> Weigher
    private var made: Weigher?

    /// - Parameter make: opens what licences are weighed with, at the first question.
    init(_ make: @escaping @Sendable () throws -> Weigher) { self.make = make }

    private func weigher() throws -> Weigher {
        if let made { return made }
        let weigher = try make()
        made = weigher
        return weigher
    }

    func judgement(on model: ModelID, for scenario: String) async throws -> LicenseJudgement? {
        let weigher = try weigher()
        guard let known = weigher.standards.scenarios.first(where: { $0.isNamed(scenario) }) else {
            throw CommandFailure(.usage, "no scenario is called '\(scenario)'")
        }
        guard let weight = try await weigher.weigh(model) else { return nil }
        let verdict = weigher.verdict(on: weight, in: known)
        let reasons = verdict.reasons.filter { $0.level == verdict.level } + verdict.reasons.filter { $0.level != verdict.level }
        return LicenseJudgement(level: verdict.level, license: verdict.expression.description, reasons: reasons.map(\.sentence))
    }
}

extension SearchQuery {
    /// A mirror's query as a search.
    init(_ query: CatalogQuery, names: SpokenNames) throws(ParameterError) {
        var pairs = query.filters.flatMap { filter in filter.values.map { (name: filter.name, value: $0) } }
        if let text = query.text { pairs.append(("q", text)) }
        pairs.append((SearchParameters.sort.name, query.sort ?? Sort.downloads.rawValue))
        try self.init(ParameterReader(pairs, table: SearchParameters.filters + [SearchParameters.sort]), names: names)
        limit = query.top
    }
}
