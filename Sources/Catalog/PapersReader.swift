internal import Foundation
internal import GRDB
internal import Vocabulary

/// Reads what says something of the licences of a range of models: one statement a table, not one a model.
struct PapersReader {
    private let db: Database

    init(_ db: Database) { self.db = db }

    func papers(in rows: ClosedRange<Int64>) throws -> [ModelPapers] {
        let range: StatementArguments = [rows.lowerBound, rows.upperBound]
        var papers: [ModelPapers] = []
        let models = try Row.fetchCursor(
            db,
            sql: """
                SELECT m.id, h.name AS hub, m.path, m.commit_id, m.gate, m.task, m.vanished_at IS NOT NULL AS vanished
                FROM model AS m JOIN hub AS h ON h.id = m.hub_id WHERE m.id BETWEEN ? AND ? ORDER BY m.id
                """, arguments: range)
        while let row = try models.next() {
            guard let hub = HubID(row["hub"]), let model = ModelID(hub: hub, path: row["path"]), let gate = Gate(rawValue: row["gate"])
            else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a model has a name or gate that was never written") }
            papers.append(
                ModelPapers(
                    rowID: row["id"], model: model, commit: (row["commit_id"] as String?).flatMap(CommitID.init), gate: gate,
                    isVanished: row["vanished"], task: row["task"]))
        }
        try readClaims(range, into: &papers)
        try readBases(range, into: &papers)
        try readFiles(range, into: &papers)
        try readDatasetTags(range, into: &papers)
        try readDatasets(range, into: &papers)
        if papers.contains(where: { $0.gate != .open }) { try readGates(range, into: &papers) }
        return papers
    }

    /// Calls `add` with each row and the model it belongs to; both come in order of models.
    private func join(_ rows: RowCursor, _ papers: inout [ModelPapers], add: (Row, inout ModelPapers) -> Void) throws {
        var index = 0
        while let row = try rows.next() {
            let id: Int64 = row[0]
            while index < papers.count, papers[index].rowID < id { index += 1 }
            guard index < papers.count else { return }
            if papers[index].rowID == id { add(row, &papers[index]) }
        }
    }

    private func readClaims(_ range: StatementArguments, into papers: inout [ModelPapers]) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT model_id, field, raw, is_json FROM license_claim WHERE model_id BETWEEN ? AND ?
                ORDER BY model_id, source DESC, position
                """, arguments: range)
        try join(rows, &papers) { row, paper in
            guard let field = LicenseClaim.Field(rawValue: row[1]) else { return }
            let claim = LicenseClaim(field, raw: row[2], isJSON: row[3])
            if !paper.claims.contains(claim) { paper.claims.append(claim) }
        }
    }

    private func readBases(_ range: StatementArguments, into papers: inout [ModelPapers]) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT model_id, path, relation FROM base_model WHERE model_id BETWEEN ? AND ? ORDER BY model_id, source DESC, position
                """, arguments: range)
        try join(rows, &papers) { row, paper in
            let path: String = row[1]
            let relation: String? = row[2]
            // The listing names the relation where the card often does not.
            if !paper.baseModels.contains(where: { $0.path == path && ($0.relation == relation || relation == nil) }) {
                paper.baseModels.append(BaseModelClaim(path: path, relation: relation))
            }
        }
    }

    /// Of the card that was read, else of what the listing has of it; only for models behind a gate, which are few.
    private func readGates(_ range: StatementArguments, into papers: inout [ModelPapers]) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT id, substr(json_extract(data, '$.extra_gated_prompt'), 1, 16384), json_extract(data, '$.extra_gated_fields'),
                    json_extract(data, '$.extra_gated_eu_disallowed') IN (1, 'true')
                FROM (
                    SELECT m.id, coalesce(c.front_matter, l.data) AS data FROM model AS m
                    LEFT JOIN card AS c ON c.model_id = m.id LEFT JOIN listing_card AS l ON l.model_id = m.id
                    WHERE m.id BETWEEN ? AND ? AND m.gate <> 'open'
                ) WHERE json_valid(data) ORDER BY id
                """, arguments: range)
        try join(rows, &papers) { row, paper in
            let text = ModelPapers.GateText(prompt: row[1], fields: row[2], excludesEU: row[3] ?? false)
            if text.prompt != nil || text.fields != nil || text.excludesEU { paper.gateText = text }
        }
    }

    private func readFiles(_ range: StatementArguments, into papers: inout [ModelPapers]) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT f.model_id, f.path, f.commit_id, d.sha256, d.reading FROM license_file AS f
                JOIN license_document AS d ON d.id = f.document_id WHERE f.model_id BETWEEN ? AND ? ORDER BY f.model_id, f.path
                """, arguments: range)
        try join(rows, &papers) { row, paper in
            guard let digest = Digest(bytes: row[3] as Data) else { return }
            paper.files.append(ModelPapers.File(path: row[1], commit: row[2], digest: digest, reading: row[4]))
        }
    }

    private func readDatasetTags(_ range: StatementArguments, into papers: inout [ModelPapers]) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT model_id, substr(tags, instr(char(10) || tags, char(10) || 'dataset:')) FROM listing_card
                WHERE model_id BETWEEN ? AND ? AND instr(char(10) || tags, char(10) || 'dataset:') > 0 ORDER BY model_id
                """, arguments: range)
        try join(rows, &papers) { row, paper in
            for tag in TagList(text: row[1]).tags where tag.utf8.starts(with: Self.datasetTag) {
                paper.add(dataset: String(tag.dropFirst(Self.datasetTag.count)))
            }
        }
    }

    private static let datasetTag = "dataset:".utf8

    /// Of cards that were visited, and of those in a listing whose tags do not say it.
    private func readDatasets(_ range: StatementArguments, into papers: inout [ModelPapers]) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT d.model_id, v.value FROM (
                    SELECT model_id, data FROM listing_card
                    WHERE model_id BETWEEN ?1 AND ?2 AND instr(tags, 'dataset:') = 0 AND instr(data, '"datasets"') > 0
                    UNION ALL SELECT model_id, front_matter FROM card
                    WHERE model_id BETWEEN ?1 AND ?2 AND instr(front_matter, '"datasets"') > 0
                ) AS d, json_each(CASE WHEN json_valid(d.data) THEN d.data ELSE '{}' END, '$.datasets') AS v
                WHERE v.type = 'text' ORDER BY d.model_id
                """, arguments: range)
        try join(rows, &papers) { row, paper in paper.add(dataset: row[1]) }
    }
}

extension ModelPapers {
    fileprivate mutating func add(dataset name: String) {
        guard datasets.count < Self.mostDatasets, !name.isEmpty, !datasets.contains(name) else { return }
        datasets.append(name)
    }
}
