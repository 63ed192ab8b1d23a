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
        let rest = matching(contents, seesPrivate: seesPrivate).drop { entry in after.map { entry.key <= $0 } ?? false }
        let entries = rest.prefix(limit).map { entry($0.repository) }
        guard rest.count > limit, let last = rest.prefix(limit).last else { return (entries, nil) }
        return (entries, next(after: last.key))
    }

    private func matching(_ contents: HubContents, seesPrivate: Bool) -> [(key: Key, repository: SampleRepository)] {
        contents.all.filter { (seesPrivate || !$0.metadata.isPrivate) && isWanted($0) }
            .map { (key: key($0), repository: $0) }
            .sorted { $0.key < $1.key }
    }

    private func entry(_ repository: SampleRepository) -> JSON { ModelDocument.json(repository, repository.main, fields: fields) }

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

// MARK: - Among generated models

extension Listing {
    /// A page of a listing by time of change in which generated models stand among those of the folder. nil for another order,
    /// for a query that generated models do not answer, and for a cursor that is not of such a page.
    static func woven(
        _ query: Query, with generated: GeneratedModels, of contents: HubContents, seesPrivate: Bool, maximum: Int
    ) throws(Refusal) -> (bytes: [UInt8], next: String?)? {
        guard query.first("sort") == "lastModified", generated.answers(query) else { return nil }
        var place = WovenPlace()
        if let cursor = query.first("cursor") {
            guard let known = WovenPlace(cursor) else { return nil }
            place = known
        }
        let rest = query.encoded(without: "cursor")
        let listing = try Listing(Query(rest[...]), maximum: maximum)
        let after = place.id.map { Key(value: place.time, id: $0) }
        var folder = listing.matching(contents, seesPrivate: seesPrivate).drop { entry in after.map { entry.key <= $0 } ?? false }
        var page = GeneratedPage(generated, query, count: listing.limit)
        for _ in 0..<listing.limit {
            let time = place.index < generated.count ? generated.changed(place.index) : .min
            if let next = folder.first, next.key.value >= time {
                page.append(listing.entry(next.repository).bytes)
                (place.time, place.id) = (next.key.value, next.repository.id)
                folder.removeFirst()
            } else if place.index < generated.count {
                page.append(place.index)
                place.index += 1
            }
        }
        let isLast = folder.isEmpty && place.index >= generated.count
        return (page.finish(), isLast ? nil : (rest.isEmpty ? "" : rest + "&") + "cursor=" + Percent.encode(place.cursor))
    }
}

/// How far a listing got: among generated models, and among those of the folder.
private struct WovenPlace {
    var index = 0
    var time: Int64 = 0
    /// Of the folder's last one.
    var id: String?

    init() {}

    init?(_ cursor: String) {
        guard let data = Data(base64Encoded: cursor) else { return nil }
        let parts = String(decoding: data, as: UTF8.self).split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "woven", let index = Int(parts[1]), index >= 0, let time = Int64(parts[2]) else { return nil }
        (self.index, self.time) = (index, time)
        id = parts[3].isEmpty ? nil : String(parts[3])
    }

    var cursor: String { Data("woven:\(index):\(time):\(id ?? "")".utf8).base64EncodedString() }
}
