internal import GRDB
internal import Vocabulary

/// A query as SQL over `model AS m`: everything from outside is an argument, never text of the statement.
struct SearchSQL {
    private(set) var conditions: [String] = []
    private(set) var arguments = StatementArguments()
    private var joinsText = false
    /// Something was asked for that no model can be.
    private(set) var isEmpty = false
    private let query: CatalogQuery

    init(_ query: CatalogQuery, in db: Database) throws {
        self.query = query
        switch SearchWords.match(query.text) {
        case .everything: break
        case .nothing: isEmpty = true
        case .expression(let expression):
            joinsText = true
            add("model_search MATCH ?", expression)
        }
        if let hub = query.hub {
            let id = try Int64.fetchOne(db, sql: "SELECT id FROM hub WHERE name = ?", arguments: [hub.description])
            // The plus keeps SQLite from walking all names of a hub where another filter is far narrower.
            if let id { add("+m.hub_id = ?", id) } else { isEmpty = true }
        }
        if let author = query.author { add("m.author = ? COLLATE NOCASE", author) }
        if let task = query.task { add("m.task = ?", task) }
        if let library = query.library { add("m.library = ?", library) }
        if let license = query.license {
            // A hub's tag says `license:mit` where a card says `mit`.
            add(
                """
                (m.id IN (SELECT model_id FROM license_claim WHERE raw COLLATE NOCASE IN (?, ?)) OR m.id IN (\(Self.concluded) \
                WHERE c.effective = ? COLLATE NOCASE AND l.commit_id = coalesce(m.commit_id, '')))
                """, license, "license:\(license)", license)
        }
        if let scenario = query.scenario {
            add(
                """
                m.id IN (\(Self.concluded) JOIN verdict AS v ON v.conclusion_id = c.id WHERE v.scenario = ? \
                AND v.verdict IN ('allow', 'allow-with-duties') AND l.commit_id = coalesce(m.commit_id, ''))
                """, scenario)
        }
        for tag in query.tags.prefix(32) {
            let id = try Int64.fetchOne(db, sql: "SELECT id FROM tag WHERE name = ?", arguments: [tag])
            if let id { add("m.id IN (SELECT model_id FROM model_tag WHERE tag_id = ?)", id) } else { isEmpty = true }
        }
        if let gate = query.gate { add("m.gate = ?", gate.rawValue) }
        if let isGated = query.isGated { conditions.append(isGated ? "m.gate <> 'open'" : "m.gate = 'open'") }
        if let range = query.parameters { add("m.parameters BETWEEN ? AND ?", range.lowerBound, range.upperBound) }
        if let size = query.maximumSize { add("m.download_size <= ?", size) }
        if query.mirroredOnly { conditions.append("m.mirrored_commit IS NOT NULL") }
        if !query.includesVanished { conditions.append("m.vanished_at IS NULL") }
        if let part = query.idContains, !part.isEmpty {
            if let pattern = Self.pattern(part) { add("m.path LIKE ? ESCAPE '\\'", pattern) } else { isEmpty = true }
        }
    }

    private static let concluded = "SELECT l.model_id FROM model_license AS l JOIN conclusion AS c ON c.id = l.conclusion_id"

    var count: String { "SELECT count(*) FROM \(source)" }

    /// Row numbers of a page. The name decides between equals, so that the same state always gives the same page.
    var page: String { "SELECT m.id FROM \(source) ORDER BY \(order), m.path, m.hub_id LIMIT ? OFFSET ?" }

    private var source: String {
        let tables = joinsText ? "model_search JOIN model AS m ON m.id = model_search.rowid" : "model AS m"
        return conditions.isEmpty ? tables : "\(tables) WHERE \(conditions.joined(separator: " AND "))"
    }

    private var order: String {
        switch query.sort {
        // A word of the name says more than a tag, a tag more than the prose.
        case .relevance: joinsText ? "bm25(model_search, 10.0, 3.0, 1.0), m.downloads DESC" : "m.downloads DESC"
        case .downloads: "m.downloads DESC"
        case .likes: "m.likes DESC"
        case .trending: "m.trending DESC"
        case .modified: "m.modified_at DESC"
        case .created: "m.created_at DESC"
        case .size: "m.download_size IS NULL, m.download_size"
        case .parameters: "m.parameters IS NULL, m.parameters"
        case .id: "m.path"
        }
    }

    private mutating func add(_ condition: String, _ values: any DatabaseValueConvertible...) {
        conditions.append(condition)
        arguments += StatementArguments(values)
    }

    /// nil where no name can have such a part: names have at most 256 bytes and no control characters (and SQLite reads a pattern
    /// only up to a NUL).
    private static func pattern(_ part: String) -> String? {
        guard part.utf8.count <= 256 else { return nil }
        var pattern = "%"
        for scalar in part.unicodeScalars {
            guard scalar.value >= 0x20, scalar.value != 0x7F else { return nil }
            if scalar == "%" || scalar == "_" || scalar == "\\" { pattern.append("\\") }
            pattern.unicodeScalars.append(scalar)
        }
        return pattern + "%"
    }
}
