import GRDB
import TestSupport
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
}
