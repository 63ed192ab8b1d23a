import Blobs
import Catalog
import CatalogData
import Crawling
import Hubs
import LicenseSources
import Mirroring
import ObjectStore
import Radar
import SampleHub
import Search
import Serving
import Shelves
import Transport

/// An error that already knows how the process ends.
struct CommandFailure: Error, CustomStringConvertible {
    let status: ExitStatus
    let description: String

    init(_ status: ExitStatus, _ description: String) {
        self.status = status
        self.description = description
    }

    /// Gives an error of any module its exit code: the one place where that is decided.
    init(explaining error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case is CancellationError: self.init(.interrupted, "interrupted")
        case let error as HubError: self.init(Self.status(error), error.description)
        case let error as HubDescription.Fault: self.init(.damaged, error.description)
        case let error as CrawlError: self.init(crawl: error)
        case let error as MirrorError: self.init(mirror: error)
        case let error as ExportError: self.init(export: error)
        case let error as RadarError: self.init(radar: error)
        case let error as RadarLog.Fault: self.init(.damaged, error.description)
        case let error as ServerError: self.init(.usage, error.description)
        case let error as SampleFolderError: self.init(.usage, error.description)
        case let error as TransportError: self.init(error.cause == .cancelled ? .interrupted : .network, error.description)
        case let error as CatalogError: self.init(Self.status(error), error.description)
        case let error as SearchError: self.init(error.cause == .badFilter ? .usage : .damaged, error.description)
        case let error as SavedSearchError: self.init(saved: error)
        case let error as BlobError: self.init(.damaged, error.description)
        case let error as ShelfError: self.init(.damaged, error.description)
        case CollectError.cancelled: self.init(.interrupted, "interrupted")
        case let error as CollectError: self.init(.damaged, error.description)
        case let error as SnapshotError: self.init(snapshot: error)
        case let error as PushError: self.init(push: error)
        case let error as S3Error: self.init(Self.status(error), error.description)
        case let error as S3Location.Fault: self.init(.usage, error.description)
        case let error as S3Credentials.Fault: self.init(.usage, error.description)
        case let error as LicenseFault: self.init(.damaged, error.description)
        case let error as CatalogData.Missing: self.init(.damaged, error.description)
        default: self.init(.damaged, "\(error)")
        }
    }

    private init(crawl error: CrawlError) {
        switch error {
        case .hub(let error): self.init(Self.status(error), error.description)
        case .catalog(let error): self.init(Self.status(error), error.description)
        case .endlessListing: self.init(.network, error.description)
        case .cancelled: self.init(.interrupted, error.description)
        }
    }

    private init(saved error: SavedSearchError) {
        switch error {
        case .parameter, .tooMany: self.init(.usage, error.description)
        case .search(let cause): self.init(explaining: cause)
        }
    }

    private init(snapshot error: SnapshotError) {
        switch error {
        case .exists, .unknown, .inUse, .published, .nothingBefore: self.init(.usage, error.description)
        case .notHeld, .busy, .lost, .shelf: self.init(.damaged, error.description)
        }
    }

    private init(export error: ExportError) {
        switch error {
        case .notWritten, .notHeld, .inTheWay, .busy: self.init(.usage, error.description)
        case .shelf, .storage: self.init(.damaged, error.description)
        case .cancelled: self.init(.interrupted, error.description)
        }
    }

    private init(radar error: RadarError) {
        switch error {
        case .notHeld: self.init(.usage, error.description)
        case .mirror(let error): self.init(mirror: error)
        case .log(let error): self.init(.damaged, error.description)
        }
    }

    private init(mirror error: MirrorError) {
        switch error {
        case .hub(let cause): self.init(Self.status(cause), error.description)
        case .declaration, .unknownHub, .notDeclared, .removals, .lock: self.init(.usage, error.description)
        case .file, .blocked, .refusedByScan, .notAsLocked: self.init(.found, error.description)
        case .busy, .diskTooSmall, .unjudged, .blobs, .storage, .shelf: self.init(.damaged, error.description)
        case .cancelled: self.init(.interrupted, error.description)
        }
    }

    private init(push error: PushError) {
        switch error {
        case .nothingPublished, .renamed, .snapshot(.exists), .snapshot(.unknown): self.init(.usage, error.description)
        case .blobs, .vanished: self.init(.found, error.description)
        case .snapshot: self.init(.damaged, error.description)
        case .store(let cause): self.init(Self.status(cause), error.description)
        case .cancelled: self.init(.interrupted, error.description)
        }
    }

    private static func status(_ error: S3Error) -> ExitStatus {
        switch error.cause {
        case .refused(let status, _, _): [301, 307, 400, 401, 403, 404].contains(status) ? .usage : .network
        case .transport(let cause): cause.cause == .cancelled ? .interrupted : .network
        case .malformed: .network
        }
    }

    private static func status(_ error: HubError) -> ExitStatus {
        switch error.cause {
        case .cancelled: .interrupted
        case .modelNotFound, .revisionNotFound, .fileNotFound, .notFoundOrPrivate, .gated, .disabled, .unauthorized: .usage
        case .rateLimited, .staleCursor, .malformed, .unavailable: .network
        }
    }

    private static func status(_ error: CatalogError) -> ExitStatus {
        error.cause == .cancelled ? .interrupted : .damaged
    }
}
