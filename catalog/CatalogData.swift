public import Foundation

/// The data files of `catalog/`, wherever the program was installed.
public struct CatalogData: Sendable {
    /// The folder that holds `schema`, `hubs` and `samples`.
    public let root: URL

    /// No data beside the program: an incomplete installation.
    public struct Missing: Error, Sendable, CustomStringConvertible {
        public let searched: [String]
        public var description: String {
            "the data folder of weighbridge was not found; looked in \(searched.joined(separator: ", ")) "
                + "(set WEIGHBRIDGE_DATA to the folder that holds 'schema')"
        }
    }

    /// Looks at `$WEIGHBRIDGE_DATA`, then beside the program (where the build puts it), then in `../share/weighbridge`.
    public init(environment: [String: String] = ProcessInfo.processInfo.environment) throws(Missing) {
        let program = URL(fileURLWithPath: (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "/")
        let folder = program.deletingLastPathComponent()
        var candidates = [
            folder.appendingPathComponent("weighbridge_CatalogData.resources"),
            folder.deletingLastPathComponent().appendingPathComponent("share/weighbridge"),
        ]
        if let named = environment["WEIGHBRIDGE_DATA"], !named.isEmpty { candidates = [URL(fileURLWithPath: named)] }
        for candidate in candidates
        where FileManager.default.fileExists(atPath: candidate.appendingPathComponent("schema").path) {
            root = candidate
            return
        }
        throw Missing(searched: candidates.map(\.path))
    }

    /// The files of one sub-folder whose names end in `suffix`, in order of name.
    public func files(in folder: String, suffix: String) throws -> [URL] {
        try FileManager.default
            .contentsOfDirectory(at: root.appendingPathComponent(folder), includingPropertiesForKeys: nil)
            .filter { $0.lastPathComponent.hasSuffix(suffix) }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }
}
