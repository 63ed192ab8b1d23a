internal import Catalog
internal import Hubs
internal import Vocabulary

/// What to do with a page of a listing: decided from values alone, before anything is written or fetched.
struct PagePlan: Equatable {
    /// The entries to record: the page, or its beginning where the walk ends inside it.
    let claims: [ModelClaim]
    /// Where the run stands once they are recorded.
    let next: CrawlRun.Position
    /// The number of entries that was asked for is reached.
    let isLimitReached: Bool

    /// `remaining` is how many entries may still be read; nil is any number.
    init(_ page: ListingPage, of run: CrawlRun, remaining: Int?) {
        var claims = page.claims
        var endsHere = page.next == nil
        // Items exactly as old as the mark may be others than those seen then: only an older one ends the walk.
        if let floor = run.floor, let known = claims.firstIndex(where: { $0.lastModified.map { $0 < floor } ?? false }) {
            claims.removeSubrange(known...)
            endsHere = true
        }
        guard case .listing = run.position else {
            self.claims = claims
            isLimitReached = false
            next = endsHere ? .walked : .catchingUp(cursor: page.next?.rawValue)
            return
        }
        if let remaining, remaining < claims.count || (remaining == claims.count && !endsHere) {
            claims.removeSubrange(max(remaining, 0)...)
            isLimitReached = true
            next = .listing(cursor: page.next?.rawValue)
        } else {
            isLimitReached = false
            // A listing of one page was read at one moment: there is nothing to catch up with.
            let tookLong = run.kind == .full && run.counts.pages > 0
            next = !endsHere ? .listing(cursor: page.next?.rawValue) : tookLong ? .catchingUp(cursor: nil) : .walked
        }
        self.claims = claims
    }
}

extension CrawlRun.Position {
    /// The page to ask for next; nil is the first.
    var cursor: PageCursor? {
        switch self {
        case .listing(let cursor), .catchingUp(let cursor): cursor.map(PageCursor.init(rawValue:))
        case .walked: nil
        }
    }
}
