internal import GRDB

/// Why the catalog could not do what was asked.
public struct CatalogError: Error, Sendable, CustomStringConvertible {
    /// What a caller may want to tell apart.
    public enum Cause: Sendable, Hashable {
        /// The file is not a whole database any more: nothing can be trusted, nothing was changed.
        case damaged
        /// Another program's SQLite file.
        case notACatalog
        /// Written by a newer version of this program.
        case newer
        /// The file can't be opened, created or written: rights, a missing folder, a read-only disk.
        case inaccessible
        case diskFull
        /// Another process holds the write lock for longer than we wait.
        case busy
        /// A crawl that is no longer the running one of its hub.
        case notRunning
        case cancelled
        /// The program's own fault: SQL or data files that do not fit one another.
        case programming
    }

    public let cause: Cause
    /// The database file, or `in memory`.
    public let path: String
    public let detail: String

    public init(_ cause: Cause, path: String, detail: String) {
        self.cause = cause
        self.path = path
        self.detail = detail
    }

    public var description: String { "catalog \(path): \(detail)" }

    /// Reads the cause from SQLite's result code, never from its text.
    init(_ error: any Error, path: String) {
        if let known = error as? CatalogError {
            self = known
        } else if error is CancellationError {
            self.init(.cancelled, path: path, detail: "cancelled")
        } else if let error = error as? DatabaseError {
            let text = error.message ?? "\(error.resultCode)"
            switch error.resultCode.primaryResultCode {
            case .SQLITE_NOTADB: self.init(.damaged, path: path, detail: "the file is not a SQLite database, or its beginning is damaged")
            case .SQLITE_CORRUPT, .SQLITE_FORMAT: self.init(.damaged, path: path, detail: "the database is damaged: \(text)")
            case .SQLITE_FULL: self.init(.diskFull, path: path, detail: "the disk is full")
            case .SQLITE_BUSY, .SQLITE_LOCKED:
                self.init(.busy, path: path, detail: "another process is writing to the catalog")
            case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_IOERR, .SQLITE_AUTH:
                self.init(.inaccessible, path: path, detail: "the file can't be read or written: \(text)")
            case .SQLITE_INTERRUPT, .SQLITE_ABORT: self.init(.cancelled, path: path, detail: "cancelled")
            default: self.init(.programming, path: path, detail: error.expandedDescription)
            }
        } else {
            self.init(.inaccessible, path: path, detail: "\(error)")
        }
    }
}
