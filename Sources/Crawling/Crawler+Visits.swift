internal import Catalog
internal import Hubs
internal import Vocabulary

/// The second stage: single models, picked by what the catalog lacks.
extension Crawler {
    /// So many models in a row that the hub could not serve are the hub's fault, not theirs.
    private static let failuresInARow = 3

    /// Visits those of the most downloaded models whose files and card are not held at their current commit.
    ///
    /// A gated, missing or malformed model gets a finding and the stage goes on; so does a single one on which the hub fails.
    public func visit(_ options: Options = Options()) async throws(CrawlError) -> VisitCounts {
        let candidates = try await recorded { () async throws(CatalogError) in
            try await catalog.detailCandidates(of: hub.id, limit: options.visits)
        }
        var counts = VisitCounts()
        var failures = 0
        var waiting = candidates.makeIterator()
        do {
            try await withThrowingTaskGroup(of: Visited.self) { group in
                for _ in 0..<max(options.concurrency, 1) {
                    guard let candidate = waiting.next() else { break }
                    group.addTask { await visit(candidate) }
                }
                while let visited = try await group.next() {
                    let details = try visited.outcome(failures: &failures, limit: min(Self.failuresInARow, candidates.count))
                    try await catalog.record(details, at: now())
                    counts.add(details)
                    report(.visited(details.model, done: counts.visited, of: candidates.count, findings: details.allFindings))
                    if let candidate = waiting.next() { group.addTask { await visit(candidate) } }
                }
            }
        } catch let error as CatalogError {
            throw CrawlError(error)
        } catch let error as HubError {
            throw CrawlError(error)
        } catch {
            throw .cancelled
        }
        return counts
    }

    private struct Visited: Sendable {
        let candidate: DetailCandidate
        let result: Result<ModelDetails, HubError>

        /// The details to record: what the visit brought, or a finding if the hub failed on this model alone.
        func outcome(failures: inout Int, limit: Int) throws(HubError) -> ModelDetails {
            switch result {
            case .success(let details):
                failures = 0
                return details
            case .failure(let error):
                failures += 1
                guard error.cause == .unavailable, failures < limit else { throw error }
                return ModelDetails(
                    model: candidate.model, attempted: candidate.commit, findings: [Finding(.unreachable, reason: error.description)])
            }
        }
    }

    private func visit(_ candidate: DetailCandidate) async -> Visited {
        do throws(HubError) {
            return Visited(candidate: candidate, result: .success(try await DetailVisit(hub: hub, candidate: candidate).details()))
        } catch {
            return Visited(candidate: candidate, result: .failure(error))
        }
    }
}

extension VisitCounts {
    fileprivate mutating func add(_ details: ModelDetails) {
        visited += 1
        if details.revision != nil { detailed += 1 }
        if details.card != nil { cards += 1 }
        findings += details.allFindings.count
    }
}
