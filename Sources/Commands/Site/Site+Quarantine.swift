import Foundation
import Logging
import Mirroring
import Shelves

extension Site {
    var quarantine: QuarantineStore { QuarantineStore(documents, lockPath: home.quarantineLock.path) }

    /// Looks into files before they are published.
    ///
    /// - Parameter settling: waited after something was held back; nil: as long as servers need to know.
    func scanGate(settling: Duration? = nil) throws -> ScanGate {
        ScanGate(
            blobs: try blobs(), documents: documents, quarantine: quarantine, settling: settling ?? QuarantineStore.settling, now: now)
    }

    /// What a server is not to send. Throws where that can't be read: a server that can't know must not start.
    func followedQuarantine() async throws -> FollowedQuarantine {
        let log = log
        let followed = FollowedQuarantine(quarantine) { log.error("\($0)") }
        do throws(ShelfError) { try await followed.load() } catch {
            throw CommandFailure(
                .damaged,
                "\(error.description); what is in quarantine is not known, so nothing is served. Restore \(home.mirror.path)/quarantine.json, "
                    + "or remove it: then everything that was held back is served until the next `mirror scan --quarantine`")
        }
        return followed
    }
}
