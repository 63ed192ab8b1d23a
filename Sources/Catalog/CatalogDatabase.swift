public import CatalogData
internal import Foundation
internal import GRDB

/// The SQLite file that holds what exists on the hubs. One writer, many readers, also between processes (WAL);
/// nobody outside this module sees a connection, a statement or a row.
public struct CatalogDatabase: Sendable {
    /// The file, or `in memory`.
    public let path: String

    let writer: any DatabaseWriter

    /// Opens or creates the file and brings its schema up to date; nil is a database in memory, for tests.
    ///
    /// Refuses a damaged file, another program's database and one of a newer version, before changing anything in it.
    public init(path: String?, data: CatalogData) throws(CatalogError) {
        self.path = path ?? "in memory"
        do {
            let migrator = try Self.migrator(data)
            if let path {
                try Self.check(path, migrator)
                writer = try DatabasePool(path: path, configuration: Self.configuration())
            } else {
                writer = try DatabaseQueue(configuration: Self.configuration())
            }
            try migrator.migrate(writer)
        } catch {
            throw CatalogError(error, path: path ?? "in memory")
        }
    }

    /// The numbered files of `catalog/schema`: SQL is reviewed as SQL.
    private static func migrator(_ data: CatalogData) throws -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for file in try data.files(in: "schema", suffix: ".sql") where file.lastPathComponent.first?.isNumber == true {
            let sql = try String(contentsOf: file, encoding: .utf8)
            migrator.registerMigration(file.deletingPathExtension().lastPathComponent) { try $0.execute(sql: sql) }
        }
        return migrator
    }

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.label = "catalog"
        configuration.busyMode = .timeout(30)
        configuration.prepareDatabase { db in
            // Debian's SQLite overwrites freed pages with zeros by default: a third of the write rate, for nothing secret.
            try db.execute(sql: "PRAGMA secure_delete = OFF")
            // Half a million models' names are an index that each page of a listing touches everywhere.
            try db.execute(sql: "PRAGMA cache_size = \(db.configuration.readonly ? -16_384 : -65_536)")
            // A checkpoint each 512 MiB rather than each 4: pages that many transactions touch are written back once. (Measured against
            // 128 MiB: a twelfth of a crawl's time.)
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 131072")
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
        }
        return configuration
    }

    /// Looks at an existing file through a read-only connection, because opening a pool already writes (it turns WAL on).
    private static func check(_ path: String, _ migrator: DatabaseMigrator) throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        guard let size, size > 0 else { return }
        do {
            try inspect(path, migrator, isReadOnly: true)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_READONLY {
            // Somebody was killed while the file was not yet in WAL mode: his unfinished transaction is taken back by whoever may write.
            try inspect(path, migrator, isReadOnly: false)
        }
    }

    private static func inspect(_ path: String, _ migrator: DatabaseMigrator, isReadOnly: Bool) throws {
        var configuration = Configuration()
        configuration.readonly = isReadOnly
        try DatabaseQueue(path: path, configuration: configuration).read { db in
            // The list of migrations is made before the first of them: somebody killed in between leaves it alone in the file.
            let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema WHERE tbl_name <> 'grdb_migrations'") ?? 0
            let application = try Int.fetchOne(db, sql: "PRAGMA application_id")
            guard tables == 0 || application == Self.applicationID else {
                throw CatalogError(.notACatalog, path: path, detail: "the file is a database of another program")
            }
            guard try !migrator.hasBeenSuperseded(db) else {
                throw CatalogError(
                    .newer, path: path, detail: "the catalog was written by a newer version of weighbridge; this one can't read it")
            }
        }
    }

    /// `WEIG`, as the first migration writes it.
    private static let applicationID = 0x5745_4947

    /// Reads a consistent state: a crawl that writes meanwhile is not seen half.
    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws(CatalogError) -> Value {
        do { return try await writer.read(body) } catch { throw CatalogError(error, path: path) }
    }

    /// All of `body` or nothing of it. `isSearched`: whether a search could see the difference.
    func write<Value: Sendable>(
        isSearched: Bool = true, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(CatalogError) -> Value {
        do {
            return try await writer.write { db in
                if isSearched { try db.execute(sql: "UPDATE state SET changes = changes + 1") }
                return try body(db)
            }
        } catch {
            throw CatalogError(error, path: path)
        }
    }

    /// How many writes there were that a search could see: an index that was made at this number is of today.
    public func changes() async throws(CatalogError) -> Int64 {
        try await read { try Int64.fetchOne($0, sql: "SELECT changes FROM state") ?? 0 }
    }

    /// Reads the whole file and answers what is wrong with it: seconds a gigabyte, for `doctor` and after a crash.
    public func damage() async throws(CatalogError) -> [String] {
        try await read { db in
            let lines = try String.fetchAll(db, sql: "PRAGMA quick_check(20)")
            let orphans = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").prefix(20).map { "broken reference: \($0)" }
            return (lines == ["ok"] ? [] : lines) + orphans
        }
    }
}
