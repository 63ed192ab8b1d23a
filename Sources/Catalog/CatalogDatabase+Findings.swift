internal import GRDB
public import Vocabulary

/// What is wrong with models, as the parts of the work found it.
extension CatalogDatabase {
    /// Puts these findings in the place of what the same part of the work found on this model before.
    public func replaceFindings(
        _ findings: [Finding], of model: ModelID, source: RecordedFinding.Source, at now: Timestamp
    ) async throws(CatalogError) {
        try await write { try Self.replace(findings, of: model, source: source, at: now, in: $0) }
    }

    /// The findings of one model, or of a hub, or all, in order of hub and name.
    public func findings(
        of model: ModelID? = nil, hub: HubID? = nil, limit: Int = 1_000
    ) async throws(CatalogError) -> [RecordedFinding] {
        try await read { db in
            var sql = "SELECT f.*, h.name AS hub FROM finding AS f JOIN hub AS h ON h.id = f.hub_id"
            var arguments = StatementArguments()
            if let hub = model?.hub ?? hub {
                sql += " WHERE f.hub_id = (SELECT id FROM hub WHERE name = ?)"
                arguments += [hub.description]
            }
            if let model {
                sql += " AND f.subject = ?"
                arguments += [model.path]
            }
            sql += " ORDER BY h.name, f.subject, f.id LIMIT ?"
            return try Row.fetchAll(db, sql: sql, arguments: arguments + [max(limit, 0)]).compactMap { row in
                guard let hub = HubID(row["hub"]), let code = Finding.Code(rawValue: row["code"]),
                    let source = RecordedFinding.Source(rawValue: row["source"])
                else { return nil }
                return RecordedFinding(
                    hub: hub, subject: row["subject"], source: source, finding: Finding(code, file: row["file"], reason: row["reason"]),
                    foundAt: Timestamp(milliseconds: row["found_at"]))
            }
        }
    }

    /// A finding that was there before keeps the time when it was first found.
    static func replace(
        _ findings: [Finding], of model: ModelID, source: RecordedFinding.Source, at now: Timestamp, in db: Database
    ) throws {
        let hubID = try id(of: model.hub, in: db)
        let known = try Row.fetchAll(
            db, sql: "SELECT id, code, file, reason FROM finding WHERE hub_id = ? AND subject = ? AND source = ?",
            arguments: [hubID, model.path, source.rawValue])
        var missing = findings
        for row in known {
            let index = missing.firstIndex { $0.code.rawValue == row["code"] && $0.file == row["file"] && $0.reason == row["reason"] }
            if let index {
                missing.remove(at: index)
            } else {
                try db.execute(sql: "DELETE FROM finding WHERE id = ?", arguments: [row["id"] as Int64])
            }
        }
        for finding in missing.prefix(1_000) {
            try db.execute(
                sql: "INSERT INTO finding (hub_id, subject, source, code, file, reason, found_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    hubID, model.path, source.rawValue, finding.code.rawValue, finding.file, finding.reason, now.milliseconds,
                ])
        }
    }
}
