import CatalogData
import Foundation
import GRDB
import Search
import TestSupport
import Testing
import Vocabulary

@testable import Catalog

@Suite struct CatalogSchemaTests {
    private static let snapshot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("catalog/schema/schema.sql")

    @Test("the migrations lead to the schema that schema.sql shows (WEIGHBRIDGE_RECORD=1 writes it anew)")
    func schemaSnapshot() throws {
        let statements = try inMemory().writer.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'grdb%'
                        AND name NOT GLOB 'card_search_*' ORDER BY tbl_name, type <> 'table', name
                    """)
        }
        let text =
            "-- Today's shape, recorded from the migrations by a test: never edited, never run.\n\n" + statements.joined(separator: "\n\n")
            + "\n"
        if ProcessInfo.processInfo.environment["WEIGHBRIDGE_RECORD"] == "1" {
            try text.write(to: Self.snapshot, atomically: true, encoding: .utf8)
        }
        #expect(text == (try String(contentsOf: Self.snapshot, encoding: .utf8)))
    }

    @Test("every table is strict")
    func strictTables() throws {
        try inMemory().writer.read { db in
            let loose = try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT GLOB 'grdb*'
                        AND name NOT GLOB 'sqlite*'
                    """)
            #expect(loose == [])
        }
    }

    @Test(
        "history refuses to be changed or removed",
        arguments: ["UPDATE sample SET downloads = 0", "DELETE FROM sample", "DELETE FROM model"])
    func history(sql: String) async throws {
        let catalog = try inMemory()
        try await catalog.crawl([try fullClaim("acme/thing")])
        await #expect(throws: DatabaseError.self) { try await catalog.writer.write { try $0.execute(sql: sql) } }
        #expect(try await catalog.samples(of: try modelID("acme/thing")).map(\.downloads) == [100])
    }

    @Test("a file of somebody who was killed before the first migration is opened as a new one")
    func killedBeforeFirstMigration() async throws {
        let file = try TemporaryCatalog()
        try await DatabasePool(path: file.path).write {
            try $0.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
        }
        let catalog = try file.open()
        try await catalog.crawl([try fullClaim("acme/thing")])
        #expect(try await catalog.statistics().map(\.models).reduce(0, +) == 1)
    }

    @Test("a file of somebody who was killed in the middle of a rollback transaction is taken back to before it and opened")
    func killedWithRollbackJournal() async throws {
        let file = try TemporaryCatalog()
        try await file.open().crawl([try fullClaim("acme/thing")])
        let copy = try TemporaryCatalog()
        let (from, to) = (file.path, copy.path)
        let queue = try DatabaseQueue(path: from)
        try await queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA cache_size = 1; BEGIN")
            // More than the cache holds, so that half of it is in the file, and the journal has what was there before.
            try db.execute(sql: "UPDATE model SET path = 'acme/half'")
            for _ in 0..<200 {
                try db.execute(sql: "INSERT INTO license_document (sha256, text) VALUES (randomblob(32), randomblob(900))")
            }
            for ending in ["", "-journal"] { try FileManager.default.copyItem(atPath: from + ending, toPath: to + ending) }
            try db.execute(sql: "ROLLBACK")
        }
        #expect(try await copy.open().paths(SearchQuery()) == ["acme/thing"])
    }

    @Test("a file that is no database is refused and left as it is")
    func noDatabase() throws {
        let file = try TemporaryCatalog()
        let text = String(repeating: "not a database\n", count: 1_000)
        try text.write(toFile: file.path, atomically: true, encoding: .utf8)
        let error = #expect(throws: CatalogError.self) { try file.open() }
        #expect(error?.cause == .damaged)
        #expect(error?.description.contains(file.path) == true)
        #expect(try String(contentsOfFile: file.path, encoding: .utf8) == text)
    }

    @Test("a database that was cut off in the middle is reported as damaged")
    func truncated() async throws {
        let file = try TemporaryCatalog()
        try await file.open().crawl((0..<2_000).map { try fullClaim("acme/m\($0)") })
        let size = try #require(try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? UInt64)
        let handle = try #require(FileHandle(forWritingAtPath: file.path))
        try handle.truncate(atOffset: size / 3)
        try handle.close()
        let error = await #expect(throws: CatalogError.self) {
            let catalog = try file.open()
            _ = try await catalog.statistics()
            let damage = try await catalog.damage()
            if !damage.isEmpty { throw CatalogError(.damaged, path: file.path, detail: damage.joined(separator: "\n")) }
        }
        #expect(error?.cause == .damaged)
    }

    @Test("another program's database is refused and left as it is")
    func foreign() throws {
        let file = try TemporaryCatalog()
        try DatabaseQueue(path: file.path).write { try $0.execute(sql: "CREATE TABLE theirs (a)") }
        let before = try Data(contentsOf: URL(fileURLWithPath: file.path))
        #expect(throws: CatalogError.self) { try file.open() }
        #expect(try Data(contentsOf: URL(fileURLWithPath: file.path)) == before)
    }

    @Test("a catalog of a newer version is refused")
    func newer() throws {
        let file = try TemporaryCatalog()
        _ = try file.open()
        try DatabaseQueue(path: file.path).write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('9999-future')") }
        let error = #expect(throws: CatalogError.self) { try file.open() }
        #expect(error?.cause == .newer)
    }

    @Test("a folder in place of the file is an error that names it")
    func folderInPlace() throws {
        let file = try TemporaryCatalog()
        try FileManager.default.createDirectory(atPath: file.path, withIntermediateDirectories: false)
        let error = #expect(throws: CatalogError.self) { try file.open() }
        #expect(error?.cause == .inaccessible)
    }

    @Test("two openings of one file see each other's work")
    func twoConnections() async throws {
        let file = try TemporaryCatalog()
        let (one, two) = (try file.open(), try file.open())
        try await one.crawl([try fullClaim("acme/a")])
        try await two.crawl([try fullClaim("acme/a"), try fullClaim("acme/b")], at: minute(1))
        #expect(try await one.statistics().map(\.models).reduce(0, +) == 2)
        #expect(try await one.damage() == [])
    }
}
