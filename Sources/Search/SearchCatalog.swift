public import Catalog
internal import Foundation
internal import Vocabulary

/// A catalog with its index: sees to it that searches are answered from the catalog as it is.
///
/// The index is a file beside the catalog, made from it whenever the catalog has changed: losing it loses nothing.
public actor SearchCatalog {
    private let catalog: CatalogDatabase
    private let path: String
    private let folder: URL?
    private var current: SearchEngine?
    private var making: Task<SearchEngine, any Error>?
    private let report: @Sendable (_ done: Int, _ of: Int) -> Void

    /// - Parameter path: the index file; nil: a temporary one, for tests and catalogs in memory.
    /// - Parameter report: is told how many models were taken in while an index is made.
    public init(
        _ catalog: CatalogDatabase, path: String?, report: @escaping @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) {
        self.catalog = catalog
        self.report = report
        if let path {
            self.path = path
            folder = nil
        } else {
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("weighbridge-index-\(UUID().uuidString)")
            self.folder = folder
            self.path = folder.appendingPathComponent("search.index").path
        }
    }

    deinit { if let folder { try? FileManager.default.removeItem(at: folder) } }

    /// An index of so many models is made in the time a person takes for no time; with more, a server answers from the last one meanwhile.
    private static let quick = 50_000

    /// An engine over the catalog as it is now; with `isPatient` false, one that may be some changes behind while a newer one of a
    /// large catalog is made.
    public func engine(isPatient: Bool = true) async throws(SearchError) -> SearchEngine {
        let changes = try await changes()
        if let current, current.index.changes == changes { return current }
        if current == nil, let found = try openFile() {
            current = found
            if found.index.changes == changes { return found }
        }
        let task = making ?? start()
        making = task
        if !isPatient, let current, current.index.count > Self.quick { return current }
        do {
            let made = try await task.value
            // It may have been begun for somebody else, before the change that this caller knows of.
            return made.index.changes >= changes ? made : try await engine(isPatient: isPatient)
        } catch let error as SearchError {
            throw error
        } catch {
            throw SearchError(.catalog, "\(error)")
        }
    }

    private func openFile() throws(SearchError) -> SearchEngine? {
        try IndexFile(path: path).map { SearchEngine(index: SearchIndex($0), catalog: catalog) }
    }

    private func start() -> Task<SearchEngine, any Error> {
        let (catalog, path, report) = (catalog, path, report)
        return Task {
            do {
                try await Self.make(catalog, path, report)
                let engine = try openMade()
                finish(engine)
                return engine
            } catch {
                finish(nil)
                throw error
            }
        }
    }

    private func openMade() throws(SearchError) -> SearchEngine {
        guard let engine = try openFile() else { throw SearchError(.unreadable, "the index \(path) was made, and can't be read") }
        return engine
    }

    private func finish(_ engine: SearchEngine?) {
        making = nil
        if let engine { current = engine }
    }

    private func changes() async throws(SearchError) -> Int64 {
        do throws(CatalogError) { return try await catalog.changes() } catch { throw SearchError(.catalog, "\(error)") }
    }

    /// Samples are compared with those of a week and of a month ago; so many crawls are looked through for each.
    private static let week: Int64 = 7 * 86_400_000
    private static let month: Int64 = 30 * 86_400_000
    private static let mostRuns = 12

    private static func make(
        _ catalog: CatalogDatabase, _ path: String, _ report: @escaping @Sendable (_ done: Int, _ of: Int) -> Void
    ) async throws {
        try FileManager.default.createDirectory(
            at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
        try await catalog.scan { scan in
            var builder = try IndexBuilder(scan)
            try scan.forEachModel { model in
                builder.add(model)
                if builder.count % 50_000 == 0 { report(builder.count, scan.count) }
            }
            if let newest = try scan.newestSample()?.milliseconds {
                for (age, span) in [(week, NumberColumns.Span.week), (month, .month)] {
                    // Up to as old again: a model that is crawled seldom has no sample of the very day.
                    let times = Timestamp(milliseconds: newest - 2 * age)..<Timestamp(milliseconds: newest - age + 3_600_000)
                    try scan.forEachSample(in: times, runs: mostRuns) { builder.note($0, days: span) }
                }
            }
            try builder.write(to: path, changes: scan.changes)
        }
    }
}
