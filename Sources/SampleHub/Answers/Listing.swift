import Foundation
import Vocabulary

/// `GET /api/models`: search, filters, order and pages.
struct Listing {
    /// Entries of a page when the client names no number, and at most.
    static let pageSize = 1_000

    private let query: Query
    private let fields: Set<String>
    private let sort: String
    private let limit: Int
    private let after: Key?

    /// Where an entry stands in the order: by value, then by id.
    private struct Key: Comparable {
        let value: Int64
        let id: String

        static func < (left: Key, right: Key) -> Bool { left.value != right.value ? left.value > right.value : left.id < right.id }
    }

    /// Words for the client where the query can't be carried out.
    struct Refusal: Error {
        let message: String
    }

    init(_ query: Query, maximum: Int) throws(Refusal) {
        self.query = query
        let expand = query.all("expand")
        let others = ["full", "cardData", "config", "blobs", "securityStatus"].filter { query.flag($0) }
        if !expand.isEmpty {
            guard others.isEmpty else { throw Refusal(message: "expand cannot be combined with \(others.joined(separator: ", "))") }
            if let stranger = expand.first(where: { !ModelDocument.expandable.contains($0) }) {
                throw Refusal(message: "Invalid option for expand: \(stranger)")
            }
            fields = Set(expand)
        } else {
            fields = ModelDocument.listed.union(query.flag("full") ? ModelDocument.full : [])
                .union(["cardData", "config"].filter { query.flag($0) })
        }
        sort = query.first("sort") ?? "trendingScore"
        guard ["createdAt", "downloads", "lastModified", "likes", "trendingScore", "id"].contains(sort) else {
            throw Refusal(message: "Invalid sort: \(sort)")
        }
        limit = max(1, min(query.first("limit").flatMap { Int($0) } ?? maximum, maximum))
        after = try query.first("cursor").map { (text) throws(Refusal) in
            guard let data = Data(base64Encoded: text), let parts = try? JSONDecoder().decode([String].self, from: data), parts.count == 2,
                let value = Int64(parts[0])
            else { throw Refusal(message: "Invalid cursor") }
            return Key(value: value, id: parts[1])
        }
    }

    /// One page, and the query of the next one.
    func page(of contents: HubContents, seesPrivate: Bool) -> (entries: [JSON], next: String?) {
        let matching = contents.all.filter { (seesPrivate || !$0.metadata.isPrivate) && isWanted($0) }
            .map { (key: key($0), repository: $0) }
            .sorted { $0.key < $1.key }
        let rest = matching.drop { entry in after.map { entry.key <= $0 } ?? false }
        let entries = rest.prefix(limit).map { ModelDocument.json($0.repository, $0.repository.main, fields: fields) }
        guard rest.count > limit, let last = rest.prefix(limit).last else { return (entries, nil) }
        return (entries, next(after: last.key))
    }

    private func next(after key: Key) -> String {
        let cursor = Data(JSON.array([.string(String(key.value)), .string(key.id)]).bytes).base64EncodedString()
        let rest = query.encoded(without: "cursor")
        return (rest.isEmpty ? "" : rest + "&") + "cursor=" + Percent.encode(cursor)
    }

    private func key(_ repository: SampleRepository) -> Key {
        let metadata = repository.metadata
        let value: Int64 =
            switch sort {
            case "createdAt": metadata.createdAt.milliseconds
            case "downloads": metadata.downloads
            case "lastModified": ModelDocument.lastModified(repository).milliseconds
            case "likes": metadata.likes
            case "trendingScore": metadata.trendingScore
            default: 0
            }
        return Key(value: value, id: repository.id)
    }

    private func isWanted(_ repository: SampleRepository) -> Bool {
        let facts = repository.facts
        if let text = query.first("search"), !text.isEmpty, !repository.id.lowercased().contains(text.lowercased()) { return false }
        if let author = query.first("author"), repository.author.lowercased() != author.lowercased() { return false }
        if let task = query.first("pipeline_tag"), facts.task != task { return false }
        if let gated = query.first("gated"), (gated == "true") != (repository.metadata.gate != .open) { return false }
        return query.all("filter").allSatisfy { tag in facts.tags.contains(tag) || facts.tags.contains("license:\(tag)") }
    }
}
