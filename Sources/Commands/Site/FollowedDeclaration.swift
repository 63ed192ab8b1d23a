import Foundation
import Logging
import Mirroring

/// mirror.yaml as it is now, for a server: looked at whenever it is asked for, read anew where the file has changed.
///
/// A file that can't be read any more, or has vanished, changes nothing: a slip of the pen must not open what was closed. A server that
/// starts refuses to.
final class FollowedDeclaration: @unchecked Sendable {  // Safety: `declaration` and `version` are only touched with `lock` held.
    private let site: Site
    private let lock = NSLock()
    private var declaration: MirrorDeclaration
    private var version: String?

    init(_ site: Site) throws {
        self.site = site
        version = Self.version(of: site.home.declaration.path)
        declaration = try site.declaration()
    }

    var current: MirrorDeclaration {
        lock.withLock {
            let path = site.home.declaration.path
            let found = Self.version(of: path)
            guard found != version else { return declaration }
            version = found
            do {
                guard found != nil else { throw CommandFailure(.damaged, "\(path) is gone") }
                declaration = try site.declaration()
                site.log.notice("\(path) has changed: its rules hold from now on")
            } catch {
                site.log.error("its rules from before still hold: \(error)")
            }
            return declaration
        }
    }

    private static func version(of path: String) -> String? {
        var info = stat()
        guard stat(path, &info) == 0 else { return nil }
        return "\(info.st_ino)-\(info.st_size)-\(info.st_mtim.tv_sec).\(info.st_mtim.tv_nsec)"
    }
}
