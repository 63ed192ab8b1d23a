import Foundation

/// The data root: the same two words as everywhere, `catalog` and `mirror`.
struct HomeFolder: Sendable {
    let root: URL

    /// Flag, then `$WEIGHBRIDGE_HOME`, then `~/.weighbridge`.
    init(flag: String?, environment: [String: String]) {
        let named = flag ?? environment["WEIGHBRIDGE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
        let path = named ?? (environment["HOME"] ?? "/var/lib") + "/.weighbridge"
        root = URL(fileURLWithPath: path, isDirectory: true).standardizedFileURL
    }

    var configuration: URL { root.appendingPathComponent("weighbridge.yaml") }
    var declaration: URL { root.appendingPathComponent("mirror.yaml") }
    var lockFile: URL { root.appendingPathComponent("mirror.lock") }
    var database: URL { root.appendingPathComponent("catalog/catalog.sqlite") }
    var index: URL { root.appendingPathComponent("catalog/search.index") }
    var blobs: URL { root.appendingPathComponent("mirror/blobs") }
    var shelf: URL { root.appendingPathComponent("mirror/shelf") }
    var fills: URL { root.appendingPathComponent("mirror/fills") }
    var mirror: URL { root.appendingPathComponent("mirror") }
    var snapshotLock: URL { root.appendingPathComponent("mirror/snapshots.lock") }
    var syncLock: URL { root.appendingPathComponent("mirror/sync.lock") }
    var quarantineLock: URL { root.appendingPathComponent("mirror/quarantine.lock") }
    var pushLock: URL { root.appendingPathComponent("mirror/push.lock") }
    var objectCache: URL { root.appendingPathComponent("cache") }
    var pulls: URL { root.appendingPathComponent("mirror/pulls") }

    /// Makes the two folders, readable by their owner's group only.
    func create() throws(CommandFailure) {
        for folder in [root.appendingPathComponent("catalog"), blobs, shelf] {
            do {
                try FileManager.default.createDirectory(
                    at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o750])
            } catch {
                throw CommandFailure(.damaged, "cannot create \(folder.path): \(error.localizedDescription)")
            }
        }
    }
}
