import GRDB
import Testing
import Vocabulary

@testable import Catalog

/// What SQLite means to do, so that a query does not begin to read whole tables unnoticed.
@Suite struct QueryPlanTests {
    private func plan(_ sql: String, _ arguments: StatementArguments?, in catalog: CatalogDatabase) throws -> [String] {
        try catalog.writer.read { db in
            let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN \(sql)")
            let count = sql.filter { $0 == "?" }.count
            statement.setUncheckedArguments(arguments ?? StatementArguments([Int](repeating: 1, count: count)))
            return try Row.fetchAll(statement).map { $0["detail"] }
        }
    }

    @Test("a named query never reads a whole table", arguments: NamedQuery.all)
    func named(sql: String) throws {
        let plan = try plan(sql, nil, in: inMemory())
        #expect(!plan.isEmpty)
        #expect(plan.filter { $0.hasPrefix("SCAN") && !$0.contains("USING INDEX") && !$0.contains("COVERING") } == [])
    }

    private static let filters: [(String, @Sendable (inout CatalogQuery) -> Void)] = [
        ("model_by_author", { $0.author = "acme" }),
        ("model_by_task", { $0.task = "fill-mask" }),
        ("model_by_library", { $0.library = "onnx" }),
        ("license_claim_by_raw", { $0.license = "mit" }),
        ("model_tag USING PRIMARY KEY", { $0.tags = ["transformers"] }),
        ("VIRTUAL TABLE INDEX", { $0.text = "llama" }),
        ("model_by_modified", { $0.sort = .modified }),
    ]

    @Test("a filter is answered from its index, with and without a hub", arguments: 0..<filters.count)
    func filter(number: Int) async throws {
        let catalog = try inMemory()
        try await catalog.crawl([try fullClaim("acme/thing")])
        let (index, set) = Self.filters[number]
        for hub in [nil, HubID.huggingFace] {
            var query = CatalogQuery()
            query.hub = hub
            set(&query)
            let sql = try await catalog.writer.read { [query] in try SearchSQL(query, in: $0) }
            #expect(!sql.isEmpty)
            let plan = try plan(sql.page, sql.arguments + [20, 0], in: catalog)
            #expect(plan.contains { $0.contains(index) }, "\(plan)")
        }
    }
}
