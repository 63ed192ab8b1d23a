public import Vocabulary

/// One walk over a hub's listing, as far as it has come.
public struct CrawlRun: Sendable, Hashable, Identifiable {
    /// How much of the listing a crawl walks.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// To the listing's end; what it did not meet is gone upstream.
        case full
        /// To the first item that is older than what the last completed run saw.
        case incremental
    }

    /// Where a crawl stands between its first page and its end.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// Under way, or stopped and resumable.
        case running
        case completed
        /// Ended because it was asked for so many models only: says nothing of the rest.
        case limited
        /// Given up: another one took its place.
        case abandoned
    }

    /// Where a run goes on.
    public enum Position: Sendable, Hashable {
        /// On the way to its end; nil is the listing's beginning.
        case listing(cursor: String?)
        /// A full walk takes long: what changed meanwhile moved to the front, behind its back. So it reads the front once more.
        case catchingUp(cursor: String?)
        /// Every page is in; only the tombstones are missing.
        case walked
    }

    /// What a run met so far.
    public struct Counts: Sendable, Hashable {
        public var pages = 0
        /// Entries of all pages, repeats included.
        public var seen = 0
        public var added = 0
        public var changed = 0
        public var unchanged = 0
        /// Entries that could not be read.
        public var refused = 0
        /// Models that got a tombstone.
        public var vanished = 0

        public init() {}
    }

    public let id: Int64
    public let hub: HubID
    public let kind: Kind
    public var state: State
    public var position: Position
    /// An item that changed before this moment ends the walk; nil: only the listing's end does.
    public var floor: Timestamp?
    /// The newest change seen in this run.
    public var highWater: Timestamp?
    public let startedAt: Timestamp
    public var finishedAt: Timestamp?
    public var counts: Counts
}

/// What a page of a listing brought.
public struct RecordedPage: Sendable, Hashable {
    /// The run after it.
    public let run: CrawlRun
    public let added: Int
    public let changed: Int
    public let unchanged: Int
    /// Of the unchanged: those this same run had met before. A page of nothing else brought nothing.
    public let repeated: Int
}
