public import Vocabulary

/// A regular file or a folder of an archive, with a name that is safe to join to a folder.
public struct ArchiveEntry: Hashable, Sendable {
    /// Nothing else is ever handed out: links, devices and the like are errors.
    public enum Kind: Hashable, Sendable {
        case file, folder
    }

    public let path: RepoPath
    public let kind: Kind
    /// Bytes as the archive says beforehand; some formats can't.
    public let size: Int64?
}

/// How much an archive may hold before it counts as an attack.
public struct ArchiveLimits: Hashable, Sendable {
    public var entries: Int
    /// Bytes of one file.
    public var entryBytes: Int64
    /// Bytes of all files together.
    public var totalBytes: Int64
    /// Bytes out for a byte in. The first mebibyte is free: small archives of text compress well.
    public var ratio: Int64

    public init(entries: Int = 10_000, entryBytes: Int64 = 8 << 30, totalBytes: Int64 = 16 << 30, ratio: Int64 = 200) {
        self.entries = entries
        self.entryBytes = entryBytes
        self.totalBytes = totalBytes
        self.ratio = ratio
    }
}

/// Why an archive is not read, or not read further. What was handed out before is not to be trusted either.
public enum ArchiveError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file can't be opened.
    case unreadable(archive: String, reason: String)
    /// Neither a zip nor a tar, or cut off before its first entry.
    case unrecognized(archive: String, reason: String)
    /// Broken or cut off in the middle; nil: between two entries.
    case damaged(archive: String, entry: String?, reason: String)
    /// An entry that no honest archive of files has: `..` in its name, a link, a device…
    case refused(archive: String, entry: String, reason: String)
    /// More than the limits allow.
    case tooMuch(archive: String, entry: String?, reason: String)

    public var description: String {
        switch self {
        case .unreadable(let archive, let reason): "\(archive) can't be opened: \(reason)"
        case .unrecognized(let archive, let reason): "\(archive) is not a zip or tar archive: \(reason)"
        case .damaged(let archive, let entry, let reason): "\(archive) is damaged\(Self.at(entry)): \(reason)"
        case .refused(let archive, let entry, let reason): "\(archive) is refused\(Self.at(entry)): \(reason)"
        case .tooMuch(let archive, let entry, let reason): "\(archive) holds too much\(Self.at(entry)): \(reason)"
        }
    }

    private static func at(_ entry: String?) -> String { entry.map { " at '\($0)'" } ?? "" }
}
