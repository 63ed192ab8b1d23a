internal import Blobs
internal import Dispatch
internal import Foundation
public import Vocabulary

extension Shelf {
    /// Reads every manifest of the working state by the quick reading, on all cores; `body` is called from several threads. Throws for
    /// the first that is damaged or not in its place, for whoever collects garbage must know all of them.
    public func scan(_ body: @escaping @Sendable (ManifestScan) -> Void) async throws(ShelfError) {
        let root = root
        try await Offload.run { () throws(ShelfError) in
            var folders: [String] = []
            for hub in try ShelfIndex.names(in: root) where !hub.hasPrefix(".") {
                for name in try ShelfIndex.names(in: "\(root)/\(hub)") where !name.hasPrefix(".") { folders.append("\(hub)/\(name)") }
            }
            let failure = FirstFailure()
            let work = folders
            DispatchQueue.concurrentPerform(iterations: work.count) { index in
                guard failure.error == nil else { return }
                do throws(ShelfError) { try Self.walk(root, work[index], depth: 0, body) } catch { failure.note(error) }
            }
            if let error = failure.error { throw error }
        }
    }

    /// The same for one model.
    public func scan(_ model: ModelID, _ body: (ManifestScan) -> Void) throws(ShelfError) {
        try Self.read(root, ShelfName.folder(of: model), body)
    }

    private static func walk(_ root: String, _ folder: String, depth: Int, _ body: (ManifestScan) -> Void) throws(ShelfError) {
        guard depth <= 32 else { return }
        for name in try ShelfIndex.names(in: "\(root)/\(folder)") where !name.hasPrefix(".") && name != "refs" {
            if name == "revisions" { try read(root, folder, body) } else { try walk(root, "\(folder)/\(name)", depth: depth + 1, body) }
        }
    }

    private static func read(_ root: String, _ folder: String, _ body: (ManifestScan) -> Void) throws(ShelfError) {
        let place = "\(root)/\(folder)/revisions"
        for name in try ShelfIndex.names(in: place) where name.hasSuffix(".json") && !name.hasPrefix(".") {
            let path = "\(place)/\(name)"
            // Gone meanwhile: somebody took it off the shelf.
            guard let bytes = try ShelfIndex.read(path, limit: ManifestDocument.limit) else { continue }
            let scan = try ManifestScan(parsing: bytes, path: path)
            guard ShelfName.folder(of: scan.model) == folder, "\(scan.commit).json" == name else {
                throw .damaged(path: path, reason: "it is the manifest of \(scan.model)@\(scan.commit)")
            }
            body(scan)
        }
    }

    /// How far the list of changes has come; nil: nothing was ever published.
    public func changes() -> ShelfChanges { ShelfChanges(root: root) }
}

/// Tells which models changed since a moment, by reading on in the shelf's list of changes.
public struct ShelfChanges: Sendable {
    private let path: String
    private var seen: (inode: UInt64, size: Int)

    init(root: String) {
        path = "\(root)/.changes"
        seen = Self.state(path)
    }

    /// Models that were announced since the last call; nil: the list was begun anew, so any may have changed.
    public mutating func next() throws(ShelfError) -> Set<ModelID>? {
        let now = Self.state(path)
        guard now.inode == seen.inode || seen.size == 0, now.size >= seen.size else {
            seen = now
            return nil
        }
        guard now.size > seen.size else { return [] }
        let bytes = try ShelfIndex.read(path, limit: 64 << 20) ?? []
        var models: Set<ModelID> = []
        for line in bytes.dropFirst(seen.size).split(separator: 0x0A) {
            if let model = ModelID(String(decoding: line, as: UTF8.self)) { models.insert(model) }
        }
        seen = now
        return models
    }

    private static func state(_ path: String) -> (inode: UInt64, size: Int) {
        var info = stat()
        return stat(path, &info) == 0 ? (UInt64(info.st_ino), Int(info.st_size)) : (0, 0)
    }
}

/// The first error of several threads.
private final class FirstFailure: @unchecked Sendable {  // Safety: `first` is only touched with `lock` held.
    private let lock = NSLock()
    private var first: ShelfError?
    func note(_ error: ShelfError) { lock.withLock { first = first ?? error } }
    var error: ShelfError? { lock.withLock { first } }
}
