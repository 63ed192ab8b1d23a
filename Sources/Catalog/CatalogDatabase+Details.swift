internal import Foundation
internal import GRDB
internal import Variants
public import Vocabulary

/// Files, refs and cards: what is only known by visiting a model.
extension CatalogDatabase {
    /// Of the `limit` most downloaded models, those whose files and card are not held at their current commit; the ones that were
    /// not tried at that commit come first, so that one that fails never stands in the way of the others.
    ///
    /// A state to reach, not a number of visits: a crawl that was killed and run again ends where an undisturbed one does.
    public func detailCandidates(of hub: HubID, limit: Int) async throws(CatalogError) -> [DetailCandidate] {
        try await read { db in
            let reader = try EntryReader(db)
            return try Int64.fetchAll(db, sql: Self.candidates, arguments: [hub.description, max(limit, 0)]).compactMap { row in
                try reader.entry(row).map { DetailCandidate(model: $0.claim.id, commit: $0.claim.commit, claim: $0.claim) }
            }
        }
    }

    private static let candidates = """
        SELECT id FROM (
            SELECT * FROM model
            WHERE hub_id = (SELECT id FROM hub WHERE name = ?) AND vanished_at IS NULL AND is_disabled = 0
            ORDER BY downloads DESC, path LIMIT ?)
        WHERE detailed_commit IS NULL OR detailed_commit <> commit_id
        ORDER BY attempted_at IS NOT NULL AND attempted_commit IS commit_id, downloads DESC, path
        """

    /// Writes what a visit brought, all of it or nothing. A model that no crawl has met is written down by its name.
    public func record(_ details: ModelDetails, at now: Timestamp) async throws(CatalogError) {
        if try await entry(for: details.model) == nil { try await record(ListingEntry(ModelClaim(id: details.model)), at: now) }
        try await write { db in
            guard let id = try EntryReader.rowID(of: details.model, in: db) else { return }
            try db.execute(
                sql: "UPDATE model SET attempted_commit = ?, attempted_at = ? WHERE id = ?",
                arguments: [details.attempted?.description, now.milliseconds, id])
            if let revision = details.revision { try Self.write(revision, of: id, at: now, in: db) }
            if let refs = details.refs { try Self.write(refs, of: id, in: db) }
            if let revision = details.revision, let texts = details.licenseTexts {
                try Self.write(texts, of: id, at: revision.commit, in: db)
            }
            if let variant = details.variant { try Self.write(variant, details.weightFiles, of: id, in: db) }
            if details.card != nil || details.revision != nil { try Self.write(details.card, of: id, at: now, in: db) }
            try Self.outdateConclusions(in: db)
            try Self.replace(details.allFindings, of: details.model, source: .details, at: now, in: db)
        }
    }

    /// The files of one commit, or of the commit whose list was last recorded; nil: none is held.
    public func files(of model: ModelID, at commit: CommitID? = nil) async throws(CatalogError) -> [FileClaim]? {
        try await read { db in
            guard let id = try EntryReader.rowID(of: model, in: db),
                let commit = try commit?.description
                    ?? String.fetchOne(db, sql: "SELECT detailed_commit FROM model WHERE id = ?", arguments: [id]),
                try Bool.fetchOne(
                    db, sql: "SELECT EXISTS (SELECT 1 FROM revision WHERE model_id = ? AND commit_id = ?)", arguments: [id, commit])
                    == true
            else { return nil }
            return try Row.fetchAll(db, sql: NamedQuery.filesOfCommit, arguments: [id, commit]).map(Self.file)
        }
    }

    /// The commits whose file lists are held, the latest recorded first.
    public func revisions(of model: ModelID) async throws(CatalogError) -> [CommitID] {
        try await read { db in
            guard let id = try EntryReader.rowID(of: model, in: db) else { return [] }
            let sql = "SELECT commit_id FROM revision WHERE model_id = ? ORDER BY recorded_at DESC, id DESC"
            return try String.fetchAll(db, sql: sql, arguments: [id]).compactMap(CommitID.init)
        }
    }

    public func refs(of model: ModelID) async throws(CatalogError) -> [RefClaim] {
        try await read { db in
            guard let id = try EntryReader.rowID(of: model, in: db) else { return [] }
            let sql = "SELECT kind, name, ref, commit_id FROM ref WHERE model_id = ? ORDER BY ref"
            return try Row.fetchAll(db, sql: sql, arguments: [id]).compactMap { row in
                guard let kind = RefClaim.Kind(rawValue: row["kind"]), let commit = CommitID(row["commit_id"]) else { return nil }
                return RefClaim(kind: kind, name: row["name"], ref: row["ref"], commit: commit)
            }
        }
    }

    public func card(of model: ModelID) async throws(CatalogError) -> CatalogCard? {
        try await read { db in
            let sql = "SELECT commit_id, front_matter, body FROM card WHERE model_id = ?"
            guard let id = try EntryReader.rowID(of: model, in: db), let row = try Row.fetchOne(db, sql: sql, arguments: [id]),
                let commit = CommitID(row["commit_id"])
            else { return nil }
            let reader = try EntryReader(db)
            return CatalogCard(
                commit: commit, frontMatter: row["front_matter"], body: row["body"],
                licenses: try reader.licenseClaims(of: id, source: "card"), baseModels: try reader.baseModels(of: id, source: "card"),
                reading: try CardReadingStore(db).reading(of: id))
        }
    }

    /// The history of a model's counters, oldest first.
    public func samples(of model: ModelID) async throws(CatalogError) -> [CounterSample] {
        try await read { db in
            guard let id = try EntryReader.rowID(of: model, in: db) else { return [] }
            return try Row.fetchAll(db, sql: NamedQuery.samplesOfModel, arguments: [id]).map { row in
                CounterSample(
                    takenAt: Timestamp(milliseconds: row["taken_at"]), downloads: row["downloads"],
                    downloadsAllTime: row["downloads_all_time"], likes: row["likes"], trendingScore: row["trending"])
            }
        }
    }
}

extension CatalogDatabase {
    /// How much of a card is searched: prose beyond it is licence texts and tables of results.
    private static let searchedCardLength = 65_536

    /// The longest prose that is kept.
    private static let keptCardLength = 1_048_576

    private static func write(_ revision: RevisionClaim, of id: Int64, at now: Timestamp, in db: Database) throws {
        let commit = revision.commit.description
        try db.execute(
            sql:
                "INSERT INTO revision (model_id, commit_id, recorded_at) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET recorded_at = excluded.recorded_at",
            arguments: [id, commit, now.milliseconds])
        let number =
            try Int64.fetchOne(db, sql: "SELECT id FROM revision WHERE model_id = ? AND commit_id = ?", arguments: [id, commit]) ?? 0
        try db.execute(sql: "DELETE FROM file WHERE revision_id = ?", arguments: [number])
        let insert = try db.bulk(
            "INSERT INTO file (revision_id, path, size, content, object) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
        var total: Int64? = 0
        for file in revision.files where file.size >= 0 {
            insert.bind(1, number)
            insert.bind(2, file.path.description)
            insert.bind(3, file.size)
            insert.bind(4, file.content.bytes)
            insert.bind(5, file.object?.bytes)
            try insert.run()
            total = total.flatMap { sum in
                let (next, overflows) = sum.addingReportingOverflow(file.size)
                return overflows ? nil : next
            }
        }
        try db.execute(
            sql: """
                UPDATE model SET detailed_commit = ?1,
                    download_size = CASE WHEN commit_id IS NULL OR commit_id = ?1 THEN ?2 ELSE download_size END WHERE id = ?3
                """, arguments: [commit, total, id])
    }

    private static func write(_ refs: [RefClaim], of id: Int64, in db: Database) throws {
        try db.execute(sql: "DELETE FROM ref WHERE model_id = ?", arguments: [id])
        let insert = try db.bulk("INSERT INTO ref (model_id, ref, kind, name, commit_id) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
        for ref in refs {
            insert.bind(1, id)
            insert.bind(2, ref.ref)
            insert.bind(3, ref.kind.rawValue)
            insert.bind(4, ref.name)
            insert.bind(5, ref.commit.description)
            try insert.run()
        }
    }

    private static func write(_ card: CatalogCard?, of id: Int64, at now: Timestamp, in db: Database) throws {
        for sql in [
            "DELETE FROM card WHERE model_id = ?", "DELETE FROM license_claim WHERE model_id = ? AND source = 'card'",
            "DELETE FROM base_model WHERE model_id = ? AND source = 'card'",
        ] { try db.execute(sql: sql, arguments: [id]) }
        if let card {
            try db.execute(
                sql: "INSERT INTO card (model_id, commit_id, front_matter, body, recorded_at) VALUES (?, ?, ?, ?, ?)",
                arguments: [id, card.commit.description, card.frontMatter, card.body.cut(to: keptCardLength), now.milliseconds])
            try ClaimChildren(db).insert(licenses: card.licenses, baseModels: card.baseModels, of: id, source: "card")
        }
        try CardReadingStore(db).write(card?.reading ?? CardReading(), of: id)
        let tags = try String.fetchOne(db, sql: NamedQuery.tagsOfModel, arguments: [id]) ?? ""
        let path = try String.fetchOne(db, sql: "SELECT path FROM model WHERE id = ?", arguments: [id]) ?? ""
        try CardTextIndex(db).write(card: card?.body.cut(to: searchedCardLength) ?? "", tags: tags, path: path, of: id)
    }

    private static func write(_ variant: VariantRecord, _ files: [WeightFileRecord], of id: Int64, in db: Database) throws {
        try VariantWriter(db).write(variant, of: id, isNew: false)
        try db.execute(sql: "DELETE FROM weight_file WHERE model_id = ?", arguments: [id])
        let insert = try db.bulk(
            """
            INSERT INTO weight_file (model_id, path, bytes, format, role, label, bits, shard, shards, facts)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """)
        for file in files {
            insert.bind(1, id)
            insert.bind(2, file.path.description)
            insert.bind(3, max(0, file.bytes))
            insert.bind(4, file.format.rawValue)
            insert.bind(5, file.role)
            insert.bind(6, file.label)
            insert.bind(7, file.bits)
            insert.bind(8, file.shard.map(Int64.init))
            insert.bind(9, file.shards.map(Int64.init))
            insert.bind(10, file.facts)
            try insert.run()
        }
    }

    private static func file(_ row: Row) throws -> FileClaim {
        let bytes: [UInt8] = Array((row["content"] as Data))
        let content = Digest(bytes: bytes).map(ContentID.sha256) ?? GitObjectID(bytes: bytes).map(ContentID.gitBlob)
        guard let path = RepoPath(row["path"]), let content else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a file of a revision has a name or hash that was never written")
        }
        return FileClaim(
            path: path, size: row["size"], content: content, object: (row["object"] as Data?).flatMap { GitObjectID(bytes: $0) })
    }
}

extension ContentID {
    fileprivate var bytes: [UInt8] {
        switch self {
        case .sha256(let digest): digest.bytes
        case .gitBlob(let object): object.bytes
        }
    }
}

extension String {
    /// The beginning, of at most so many bytes of UTF-8, ending between characters.
    fileprivate func cut(to bytes: Int) -> String {
        guard utf8.count > bytes else { return self }
        var end = utf8.index(startIndex, offsetBy: bytes)
        while end > startIndex, end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
        return String(self[..<end])
    }
}
