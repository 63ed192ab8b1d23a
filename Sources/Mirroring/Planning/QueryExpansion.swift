internal import Vocabulary

/// A declaration with the models that its queries found.
struct QueryExpansion {
    /// Those declared by name first, then each query's; a model that is declared twice is held as it is declared first.
    private(set) var entries: [(entry: MirrorDeclaration.Entry, query: String?)] = []
    private(set) var queries: [SyncPlan.Query] = []

    init(_ declaration: MirrorDeclaration, _ finder: (any ModelFinding)?, only: [ModelReference]) async throws(MirrorError) {
        entries = declaration.entries.map { ($0, nil) }
        var known = Set(declaration.entries.map(\.model))
        // Queries are not asked where everything wanted is declared by name.
        if only.isEmpty || !only.allSatisfy({ known.contains($0.model) }) {
            for query in declaration.queries {
                let found: [ModelID]
                do {
                    guard let finder else {
                        queries.append(SyncPlan.Query(name: query.name, found: 0, failure: "there is no catalog to ask"))
                        continue
                    }
                    found = try await finder.models(for: query)
                } catch is CancellationError {
                    throw .cancelled
                } catch {
                    queries.append(SyncPlan.Query(name: query.name, found: 0, failure: "\(error)"))
                    continue
                }
                queries.append(SyncPlan.Query(name: query.name, found: found.count, failure: nil))
                for model in found.prefix(query.top) where known.insert(model).inserted { entries.append((query.entry(model), query.name)) }
            }
        }
        if !only.isEmpty { try narrow(only) }
    }

    private mutating func narrow(_ only: [ModelReference]) throws(MirrorError) {
        var kept: [(entry: MirrorDeclaration.Entry, query: String?)] = []
        for reference in only {
            guard var found = entries.first(where: { $0.entry.model == reference.model }) else { throw .notDeclared(reference.model) }
            if let revision = reference.revision { found.entry.revisions = [revision] }
            kept.append(found)
        }
        entries = kept
    }

    /// Why nothing may be removed: what a query would have found is not known. nil: it is known.
    var doubt: String? {
        guard let query = queries.first(where: { $0.failure != nil || $0.found == 0 }) else { return nil }
        return "the query \(query.name) \(query.failure == nil ? "found nothing" : "failed")"
    }
}
