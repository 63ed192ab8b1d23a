public import Catalog
public import Hubs
public import Vocabulary

/// Why a crawl ended before its end. What it had recorded stays, and the next one goes on there.
public enum CrawlError: Error, Sendable, CustomStringConvertible {
    /// The hub does not answer, or not in its own protocol.
    case hub(HubError)
    case catalog(CatalogError)
    /// The hub's listing leads in a circle or brings nothing new, page after page: it would never end. The run is given up.
    case endlessListing(HubID, reason: String)
    case cancelled

    public var description: String {
        switch self {
        case .hub(let error): error.description
        case .catalog(let error): error.description
        case .endlessListing(let hub, let reason): "the listing of \(hub) does not end: \(reason)"
        case .cancelled: "cancelled; the next crawl goes on from here"
        }
    }

    init(_ error: HubError) { self = error.cause == .cancelled ? .cancelled : .hub(error) }

    init(_ error: CatalogError) { self = error.cause == .cancelled ? .cancelled : .catalog(error) }
}
