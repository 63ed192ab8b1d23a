import Catalog

/// Counts of the whole catalog, which take seconds of millions of models: counted once for all who ask, and not again for a while.
actor StatisticsCache {
    /// What is mirrored may change without a change that a search could see: nobody is told of older counts than this.
    private static let longest: Duration = .seconds(60)

    private struct Counted {
        let changes: Int64
        let at: ContinuousClock.Instant
        let result: Task<Result<[HubStatistics], CatalogError>, Never>
    }

    private var last: Counted?

    func statistics(of catalog: CatalogDatabase) async throws(CatalogError) -> [HubStatistics] {
        let changes = try await catalog.changes()
        let now = ContinuousClock.now
        if let last, last.changes == changes, now - last.at < Self.longest, case .success(let hubs) = await last.result.value {
            return hubs
        }
        let counting = Task<Result<[HubStatistics], CatalogError>, Never> {
            do throws(CatalogError) { return .success(try await catalog.statistics()) } catch { return .failure(error) }
        }
        last = Counted(changes: changes, at: now, result: counting)
        return try await counting.value.get()
    }
}
