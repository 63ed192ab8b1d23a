public import Foundation

/// Samples of the real world that are not part of the project: `$WEIGHBRIDGE_CORPORA`, else `../shared/corpora` beside the package.
public struct Corpora: Sendable {
    public let root: URL

    /// nil where there are none: tests over them are then skipped.
    public init?(environment: [String: String] = ProcessInfo.processInfo.environment) {
        // Of this file, not of the caller: tests lie at different depths.
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let beside = package.deletingLastPathComponent().appendingPathComponent("shared/corpora")
        root = environment["WEIGHBRIDGE_CORPORA"].map { URL(fileURLWithPath: $0) } ?? beside
        guard FileManager.default.fileExists(atPath: root.path) else { return nil }
    }

    /// Whether `path` is there: for `.enabled(if:)`.
    public static func has(_ path: String) -> Bool {
        Corpora().map { FileManager.default.fileExists(atPath: $0.root.appendingPathComponent(path).path) } ?? false
    }

    public func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: root.appendingPathComponent(path))) }

    /// Every regular file below a folder, in order of path.
    public func files(below path: String, suffix: String) throws -> [URL] {
        try Self.files(below: root.appendingPathComponent(path), suffix: suffix)
    }

    public static func files(below folder: URL, suffix: String) throws -> [URL] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        return names.filter { $0.hasSuffix(suffix) }.sorted().map { folder.appendingPathComponent($0) }
    }
}
