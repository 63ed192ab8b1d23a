internal import GRDB
public import Vocabulary

/// Crawls: a page and the cursor behind it land together or not at all, so a killed crawl goes on where it was.
extension CatalogDatabase {
    /// The unfinished run of this hub, or a new one.
    ///
    /// An unfinished full run is resumed whatever is asked for; an unfinished incremental one gives way to a full one.
    /// An incremental run without a completed one before it is a full one: nothing is known yet.
    public func beginCrawl(of hub: HubID, kind: CrawlRun.Kind, at now: Timestamp) async throws(CatalogError) -> CrawlRun {
        try await write { db in
            let hubID = try Self.id(of: hub, in: db)
            if let row = try Row.fetchOne(db, sql: "\(Self.selectRun) WHERE r.hub_id = ? AND r.state = 'running'", arguments: [hubID]) {
                let run = try Self.run(row)
                if run.kind == .full || kind == .incremental { return run }
                try Self.end(run.id, .abandoned, at: now, in: db)
            }
            return try Self.begin(hubID, kind, at: now, in: db)
        }
    }

    /// Gives a run up and begins another of its kind: its cursor is of no use any more.
    public func restart(_ run: CrawlRun, at now: Timestamp) async throws(CatalogError) -> CrawlRun {
        try await write { db in
            try Self.end(run.id, .abandoned, at: now, in: db)
            return try Self.begin(try Self.id(of: run.hub, in: db), run.kind, at: now, in: db)
        }
    }

    /// Gives a run up for good: the next crawl begins anew.
    public func abandon(_ run: CrawlRun, at now: Timestamp) async throws(CatalogError) {
        try await write { try Self.end(run.id, .abandoned, at: now, in: $0) }
    }

    /// Writes a page of a listing and the position behind it in one transaction.
    public func record(
        _ entries: [ListingEntry], refused: [RefusedItem] = [], next: CrawlRun.Position, in run: CrawlRun, at now: Timestamp
    ) async throws(CatalogError) -> RecordedPage {
        let path = path
        return try await write { db in
            guard let row = try Row.fetchOne(db, sql: "\(Self.selectRun) WHERE r.id = ? AND r.state = 'running'", arguments: [run.id])
            else {
                throw CatalogError(.notRunning, path: path, detail: "crawl \(run.id) of \(run.hub) was ended by another process")
            }
            var run = try Self.run(row)
            let hubID = try Self.id(of: run.hub, in: db)
            var writer = try ListingWriter(db, hub: hubID, run: run.id, now: now)
            try writer.write(entries.filter { $0.claim.id.hub == run.hub }, refused: refused)
            if writer.added + writer.changed > 0 { try Self.outdateConclusions(in: db) }
            run.advance(to: next, over: entries, refused: refused.count, writer)
            try Self.save(run, in: db)
            return RecordedPage(
                run: run, added: writer.added, changed: writer.changed, unchanged: writer.unchanged, repeated: writer.repeated)
        }
    }

    /// Ends a run whose position is `walked`: a full one gives every model it did not meet its tombstone.
    /// A run that is not at its end becomes `limited`.
    public func finish(_ run: CrawlRun, at now: Timestamp) async throws(CatalogError) -> CrawlRun {
        try await write { db in
            guard let row = try Row.fetchOne(db, sql: "\(Self.selectRun) WHERE r.id = ?", arguments: [run.id]) else { return run }
            var run = try Self.run(row)
            guard run.state == .running else { return run }
            run.state = run.position == .walked ? .completed : .limited
            run.finishedAt = now
            if run.state == .completed, run.kind == .full {
                run.counts.vanished = try Self.writeTombstones(run, at: now, in: db)
            }
            try Self.save(run, in: db)
            return run
        }
    }

    /// Writes what a hub says of one model, outside a crawl.
    public func record(_ entry: ListingEntry, at now: Timestamp) async throws(CatalogError) {
        try await write { db in
            let hubID = try Self.id(of: entry.claim.id.hub, in: db)
            var writer = try ListingWriter(db, hub: hubID, run: nil, now: now)
            try writer.write([entry])
            try Self.outdateConclusions(in: db)
        }
    }

    /// The latest runs of a hub, newest first.
    public func crawls(of hub: HubID, limit: Int = 20) async throws(CatalogError) -> [CrawlRun] {
        try await read { db in
            try Row.fetchAll(db, sql: "\(Self.selectRun) WHERE h.name = ? ORDER BY r.id DESC LIMIT ?", arguments: [hub.description, limit])
                .map(Self.run)
        }
    }

    /// A model that was never met in a listing (it was written on its own) is left alone.
    private static func writeTombstones(_ run: CrawlRun, at now: Timestamp, in db: Database) throws -> Int {
        let hubID = try id(of: run.hub, in: db)
        try db.execute(
            sql: "UPDATE model SET vanished_at = ? WHERE hub_id = ? AND vanished_at IS NULL AND last_run <> ?",
            arguments: [now.milliseconds, hubID, run.id])
        let vanished = db.changesCount
        // Entries that were refused once and are not in the listing any more.
        try db.execute(
            sql: "DELETE FROM finding WHERE hub_id = ? AND source = 'listing' AND run_id <> ?", arguments: [hubID, run.id])
        return vanished
    }

    static func id(of hub: HubID, in db: Database) throws -> Int64 {
        if let id = try Int64.fetchOne(db, sql: "SELECT id FROM hub WHERE name = ?", arguments: [hub.description]) { return id }
        try db.execute(sql: "INSERT INTO hub (name) VALUES (?)", arguments: [hub.description])
        return db.lastInsertedRowID
    }
}

extension CatalogDatabase {
    static let selectRun = "SELECT r.*, h.name AS hub FROM crawl_run AS r JOIN hub AS h ON h.id = r.hub_id"

    static func run(_ row: Row) throws -> CrawlRun {
        let cursor: String? = row["cursor"]
        guard let hub = HubID(row["hub"]), let kind = CrawlRun.Kind(rawValue: row["kind"]),
            let state = CrawlRun.State(rawValue: row["state"])
        else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "crawl_run \(row["id"] as Int64)") }
        let phase: String = row["phase"]
        var counts = CrawlRun.Counts()
        counts.pages = row["pages"]
        counts.seen = row["seen"]
        counts.added = row["added"]
        counts.changed = row["changed"]
        counts.unchanged = row["unchanged"]
        counts.refused = row["refused"]
        counts.vanished = row["vanished"]
        return CrawlRun(
            id: row["id"], hub: hub, kind: kind, state: state,
            position: phase == "walked" ? .walked : phase == "listing" ? .listing(cursor: cursor) : .catchingUp(cursor: cursor),
            floor: (row["floor"] as Int64?).map(Timestamp.init(milliseconds:)),
            highWater: (row["high_water"] as Int64?).map(Timestamp.init(milliseconds:)),
            startedAt: Timestamp(milliseconds: row["started_at"]),
            finishedAt: (row["finished_at"] as Int64?).map(Timestamp.init(milliseconds:)), counts: counts)
    }

    private static func begin(_ hubID: Int64, _ kind: CrawlRun.Kind, at now: Timestamp, in db: Database) throws -> CrawlRun {
        let known = try Row.fetchOne(
            db, sql: "SELECT high_water FROM crawl_run WHERE hub_id = ? AND state = 'completed' ORDER BY id DESC LIMIT 1",
            arguments: [hubID])
        let kind = known == nil ? .full : kind
        let floor: Int64? = kind == .full ? nil : known?["high_water"]
        try db.execute(
            sql: "INSERT INTO crawl_run (hub_id, kind, floor, high_water, started_at) VALUES (?, ?, ?, ?, ?)",
            arguments: [hubID, kind.rawValue, floor, floor, now.milliseconds])
        guard let row = try Row.fetchOne(db, sql: "\(selectRun) WHERE r.id = ?", arguments: [db.lastInsertedRowID]) else {
            throw DatabaseError(resultCode: .SQLITE_INTERNAL, message: "a row just written is not there")
        }
        return try run(row)
    }

    private static func end(_ id: Int64, _ state: CrawlRun.State, at now: Timestamp, in db: Database) throws {
        try db.execute(
            sql: "UPDATE crawl_run SET state = ?, finished_at = ? WHERE id = ? AND state = 'running'",
            arguments: [state.rawValue, now.milliseconds, id])
    }

    private static func save(_ run: CrawlRun, in db: Database) throws {
        let (phase, cursor) = run.position.columns
        try db.execute(
            sql: """
                UPDATE crawl_run SET state = ?, phase = ?, cursor = ?, floor = ?, high_water = ?, finished_at = ?, pages = ?,
                    seen = ?, added = ?, changed = ?, unchanged = ?, refused = ?, vanished = ? WHERE id = ?
                """,
            arguments: [
                run.state.rawValue, phase, cursor, run.floor?.milliseconds, run.highWater?.milliseconds,
                run.finishedAt?.milliseconds, run.counts.pages, run.counts.seen, run.counts.added, run.counts.changed,
                run.counts.unchanged, run.counts.refused, run.counts.vanished, run.id,
            ])
    }
}

extension CrawlRun.Position {
    fileprivate var columns: (phase: String, cursor: String?) {
        switch self {
        case .listing(let cursor): ("listing", cursor)
        case .catchingUp(let cursor): ("catching-up", cursor)
        case .walked: ("walked", nil)
        }
    }
}

extension CrawlRun {
    /// A hub's clock may be ahead of ours, but not by more than this: a change in the far future would end every later crawl at once.
    private static let clockTolerance: Int64 = 86_400_000

    fileprivate mutating func advance(to next: Position, over entries: [ListingEntry], refused: Int, _ writer: ListingWriter) {
        let latest = startedAt.milliseconds + Self.clockTolerance
        let newest = entries.lazy.compactMap(\.claim.lastModified).filter { $0.milliseconds <= latest }.max()
        highWater = [highWater, newest].compactMap { $0 }.max()
        position = next
        if case .catchingUp = next, floor == nil {
            floor = highWater
            // Without a single date there is no telling what is newer.
            if floor == nil { position = .walked }
        }
        counts.pages += 1
        counts.seen += entries.count
        counts.added += writer.added
        counts.changed += writer.changed
        counts.unchanged += writer.unchanged
        counts.refused += refused
    }
}
