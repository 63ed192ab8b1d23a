internal import GRDB
internal import Vocabulary

/// Writes listing entries inside one transaction: a new one in full, a changed one over the old, an unchanged one as one row.
struct ListingWriter {
    private(set) var added = 0
    private(set) var changed = 0
    private(set) var unchanged = 0
    private(set) var repeated = 0

    private let db: Database
    private let hub: Int64
    /// nil: outside a crawl; such a visit takes no sample.
    private let run: Int64?
    private let now: Timestamp
    private let find: BulkStatement
    private let insert: BulkStatement
    private let update: BulkStatement
    private let touch: BulkStatement
    private let sample: BulkStatement
    private let children: ClaimChildren
    private let variants: VariantWriter

    init(_ db: Database, hub: Int64, run: Int64?, now: Timestamp) throws {
        self.db = db
        self.hub = hub
        self.run = run
        self.now = now
        find = try db.bulk("SELECT id, fingerprint, last_run FROM model WHERE hub_id = ? AND path = ?")
        insert = try db.bulk(
            """
            INSERT INTO model (author, commit_id, created_at, modified_at, gate, is_private, is_disabled, library, task, parameters,
                storage, fingerprint, downloads, downloads_all_time, likes, trending, last_seen, last_run, hub_id, path, first_seen)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?17)
            """)
        update = try db.bulk(
            """
            UPDATE model SET author = ?1, created_at = ?3, modified_at = ?4, gate = ?5, is_private = ?6,
                is_disabled = ?7, library = ?8, task = ?9, parameters = ?10, storage = ?11, fingerprint = ?12,
                download_size = CASE WHEN commit_id IS ?2 OR detailed_commit = ?2 THEN download_size END, commit_id = ?2,
                downloads = coalesce(?13, downloads), downloads_all_time = coalesce(?14, downloads_all_time),
                likes = coalesce(?15, likes), trending = coalesce(?16, trending),
                last_seen = ?17, last_run = coalesce(?18, last_run), vanished_at = NULL
            WHERE id = ?19
            """)
        touch = try db.bulk(
            """
            UPDATE model SET downloads = coalesce(?2, downloads), downloads_all_time = coalesce(?3, downloads_all_time),
                likes = coalesce(?4, likes), trending = coalesce(?5, trending), last_seen = ?6, last_run = coalesce(?7, last_run),
                vanished_at = NULL
            WHERE id = ?1
            """)
        // The first sample of a run stays: history is only added to.
        sample = try db.bulk(
            """
            INSERT INTO sample (model_id, run_id, taken_at, downloads, downloads_all_time, likes, trending)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """)
        children = try ClaimChildren(db)
        variants = try VariantWriter(db)
    }

    /// A page, or a single model.
    mutating func write(_ entries: [ListingEntry], refused: [RefusedItem] = []) throws {
        for entry in entries { try write(entry) }
        for item in refused { try write(refused: item) }
    }

    private mutating func write(_ entry: ListingEntry) throws {
        let claim = entry.claim
        let fingerprint = entry.fingerprint
        find.bind(1, hub)
        find.bind(2, claim.id.path)
        guard try find.step() else {
            try add(entry, fingerprint)
            return
        }
        let (id, before, lastRun) = (find.int64(0) ?? 0, find.int64(1), find.int64(2))
        find.finish()
        if before == fingerprint {
            unchanged += 1
            if let run, lastRun == run { repeated += 1 }
            try touch(id, claim)
        } else {
            changed += 1
            try change(id, entry, fingerprint)
        }
        try takeSample(id, claim)
    }

    private mutating func add(_ entry: ListingEntry, _ fingerprint: Int64) throws {
        let claim = entry.claim
        added += 1
        bind(insert, claim, fingerprint)
        insert.bind(19, hub)
        insert.bind(20, claim.id.path)
        try insert.run()
        let id = db.lastInsertedRowID
        try children.insert(entry, of: id)
        try variants.write(entry.variant, of: id, isNew: true)
        if !entry.evaluations.isEmpty { try CardReadingStore(db).write(CardReading(evaluations: entry.evaluations), of: id, isNew: true) }
        try takeSample(id, claim)
    }

    private mutating func change(_ id: Int64, _ entry: ListingEntry, _ fingerprint: Int64) throws {
        let claim = entry.claim
        bind(update, claim, fingerprint)
        update.bind(19, id)
        try update.run()
        try children.remove(of: id, in: db)
        try children.insert(entry, of: id)
        try CardTextIndex(db).write(tags: entry.tags.text, of: id)
        // What a visit read of this very commit says more than its listing.
        if try !hasFiles(id, of: claim.commit) {
            try variants.write(entry.variant, of: id, isNew: false)
            if !entry.evaluations.isEmpty { try CardReadingStore(db).write(evaluations: entry.evaluations, of: id) }
        }
    }

    private func hasFiles(_ id: Int64, of commit: CommitID?) throws -> Bool {
        guard let commit else { return false }
        let held = try db.bulk("SELECT 1 FROM variant WHERE model_id = ? AND commit_id = ?")
        held.bind(1, id)
        held.bind(2, commit.description)
        defer { held.finish() }
        return try held.step()
    }

    private func bind(_ statement: BulkStatement, _ claim: ModelClaim, _ fingerprint: Int64) {
        statement.bind(1, claim.author)
        statement.bind(2, claim.commit?.description)
        statement.bind(3, claim.createdAt?.milliseconds)
        statement.bind(4, claim.lastModified?.milliseconds)
        statement.bind(5, claim.gate.rawValue)
        statement.bind(6, claim.isPrivate)
        statement.bind(7, claim.isDisabled)
        statement.bind(8, claim.library)
        statement.bind(9, claim.task)
        statement.bind(10, claim.parameters.flatMap { $0 < 0 ? nil : $0 })
        statement.bind(11, claim.storage.flatMap { $0 < 0 ? nil : $0 })
        statement.bind(12, fingerprint)
        statement.bind(13, claim.downloads)
        statement.bind(14, claim.downloadsAllTime)
        statement.bind(15, claim.likes)
        statement.bind(16, claim.trendingScore)
        statement.bind(17, now.milliseconds)
        statement.bind(18, run)
    }

    private func touch(_ id: Int64, _ claim: ModelClaim) throws {
        touch.bind(1, id)
        touch.bind(2, claim.downloads)
        touch.bind(3, claim.downloadsAllTime)
        touch.bind(4, claim.likes)
        touch.bind(5, claim.trendingScore)
        touch.bind(6, now.milliseconds)
        touch.bind(7, run)
        try touch.run()
    }

    private func takeSample(_ id: Int64, _ claim: ModelClaim) throws {
        guard let run, claim.downloads != nil || claim.downloadsAllTime != nil || claim.likes != nil || claim.trendingScore != nil else {
            return
        }
        sample.bind(1, id)
        sample.bind(2, run)
        sample.bind(3, now.milliseconds)
        sample.bind(4, claim.downloads)
        sample.bind(5, claim.downloadsAllTime)
        sample.bind(6, claim.likes)
        sample.bind(7, claim.trendingScore)
        try sample.run()
    }

    /// An entry that could not be read is a finding under the name it was written with.
    private func write(refused item: RefusedItem) throws {
        let known = try db.bulk(
            "UPDATE finding SET run_id = ?4 WHERE hub_id = ?1 AND subject = ?2 AND source = 'listing' AND reason = ?3")
        known.bind(1, hub)
        known.bind(2, item.name)
        known.bind(3, item.reason)
        known.bind(4, run)
        try known.run()
        guard db.changesCount == 0 else { return }
        let finding = Finding(.listingEntry, reason: item.reason)
        try db.execute(
            sql: """
                INSERT INTO finding (hub_id, subject, source, code, reason, found_at, run_id) VALUES (?, ?, 'listing', ?, ?, ?, ?)
                """,
            arguments: [hub, item.name, finding.code.rawValue, item.reason, now.milliseconds, run])
    }
}

/// The rows that hang on a listing entry: licence claims, base models, front matter.
struct ClaimChildren {
    private let license: BulkStatement
    private let base: BulkStatement
    private let card: BulkStatement

    /// No model has more; a hub that says so is not believed further.
    private static let bound = 4_096

    init(_ db: Database) throws {
        license = try db.bulk(
            "INSERT INTO license_claim (model_id, source, position, field, raw, is_json) VALUES (?, ?, ?, ?, ?, ?)")
        base = try db.bulk("INSERT INTO base_model (model_id, source, position, path, relation) VALUES (?, ?, ?, ?, ?)")
        card = try db.bulk("INSERT INTO listing_card (model_id, tags, data) VALUES (?, ?, ?)")
    }

    func insert(_ entry: ListingEntry, of id: Int64) throws {
        let claim = entry.claim
        try insert(licenses: claim.licenses, baseModels: claim.baseModels, of: id, source: "listing")
        card.bind(1, id)
        card.bind(2, entry.tags.text)
        card.bind(3, claim.cardData)
        try card.run()
    }

    func insert(licenses: [LicenseClaim], baseModels: [BaseModelClaim], of id: Int64, source: String) throws {
        for (position, claim) in licenses.prefix(Self.bound).enumerated() {
            license.bind(1, id)
            license.bind(2, source)
            license.bind(3, Int64(position))
            license.bind(4, claim.field.rawValue)
            license.bind(5, claim.raw)
            license.bind(6, claim.isJSON)
            try license.run()
        }
        for (position, model) in baseModels.prefix(Self.bound).enumerated() {
            base.bind(1, id)
            base.bind(2, source)
            base.bind(3, Int64(position))
            base.bind(4, model.path)
            base.bind(5, model.relation)
            try base.run()
        }
    }

    func remove(of id: Int64, in db: Database) throws {
        for sql in [
            "DELETE FROM license_claim WHERE model_id = ? AND source = 'listing'",
            "DELETE FROM base_model WHERE model_id = ? AND source = 'listing'", "DELETE FROM listing_card WHERE model_id = ?",
        ] {
            let statement = try db.bulk(sql)
            statement.bind(1, id)
            try statement.run()
        }
    }
}
