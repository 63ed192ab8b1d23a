import Catalog
import HTTPTypes
import HummingbirdCore
import JSONReading
import NIOCore
import Reports
import Search
import Vocabulary

/// What came to match a saved search since, or stopped to, for feed readers. Names, tasks and summaries are strangers' words: text only.
struct ChangeFeed {
    enum Form {
        case atom, json
    }

    private let changes: SavedSearchChanges
    private let base: String

    init(_ changes: SavedSearchChanges, base: String) {
        self.changes = changes
        self.base = base
    }

    func response(_ form: Form) -> Response {
        let (bytes, type) =
            switch form {
            case .atom: (Array(atom.utf8), "application/atom+xml; charset=utf-8")
            case .json: (json, "application/feed+json; charset=utf-8")
            }
        return Response(
            status: .ok, headers: [.contentType: type, .contentTypeOptions: "nosniff"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    // MARK: Forms

    /// RFC 4287.
    var atom: String {
        var xml = XMLWriter()
        xml.element("feed", ["xmlns": "http://www.w3.org/2005/Atom"]) { xml in
            xml.element("id", text: "urn:weighbridge:saved-search:\(search.id)")
            xml.element("title", text: title)
            xml.element("updated", text: updated.description)
            xml.element("link", ["rel": "self", "href": "\(address)/feed.atom"])
            xml.element("link", ["rel": "alternate", "type": "application/json", "href": "\(address)/results"])
            xml.element("author") { $0.element("name", text: "Weighbridge") }
            if search.isTooWide { xml.element("subtitle", text: Self.tooWide) }
            for event in changes.events {
                xml.element("entry") { xml in
                    xml.element("id", text: id(of: event))
                    xml.element("title", text: title(of: event))
                    xml.element("updated", text: event.notedAt.description)
                    xml.element("link", ["href": link(to: event.model)])
                    if let task = event.task { xml.element("category", ["term": task]) }
                    xml.element("summary", ["type": "text"], text: text(of: event))
                }
            }
        }
        return xml.document
    }

    /// JSON Feed, version 1.1.
    var json: [UInt8] {
        var fields: Fields = [
            ("version", .text("https://jsonfeed.org/version/1.1")), ("title", .text(title)), ("home_page_url", .text("\(address)/results")),
            ("feed_url", .text("\(address)/feed.json")),
        ]
        if search.isTooWide { fields.append(("description", .text(Self.tooWide))) }
        fields.append(("items", .list(changes.events.map(item))))
        var writer = JSONWriter(reservingCapacity: 4_096)
        Datum.object(fields).write(to: &writer)
        return writer.bytes
    }

    private func item(_ event: SavedSearchEvent) -> Datum {
        .object([
            ("id", .text(id(of: event))), ("url", .text(link(to: event.model))), ("title", .text(title(of: event))),
            ("content_text", .text(text(of: event))), ("date_published", .text(event.notedAt)),
            ("tags", .texts([event.task].compactMap(\.self))),
            (
                "_weighbridge",
                .object([("reference", .text(event.model)), ("matches", .bool(event.matches)), ("vanished", .text(event.vanishedAt))])
            ),
        ])
    }

    // MARK: Words

    private var search: SavedSearch { changes.search }
    private var title: String { "Weighbridge: \(search.name)" }
    private var updated: Timestamp { changes.events.first?.notedAt ?? search.createdAt }
    private var address: String { "\(base)\(APIRoute.root)/searches/\(search.id)" }
    private static let tooWide =
        "More than \(CatalogDatabase.mostFollowed) models match: changes are not followed until there are fewer."

    /// The same wherever the server is published: readers know by it what they have seen.
    private func id(of event: SavedSearchEvent) -> String { "urn:weighbridge:saved-search:\(search.id):event:\(event.id)" }

    private func link(to model: ModelID) -> String { "\(base)\(APIRoute.root)/models/\(model.hub)/\(PercentCoding.encode(model.path))" }

    private func title(of event: SavedSearchEvent) -> String {
        if event.matches { return "\(event.model) matches now" }
        return event.vanishedAt == nil ? "\(event.model) matches no more" : "\(event.model) is gone upstream"
    }

    private func text(of event: SavedSearchEvent) -> String {
        ([event.task.map { "Task: \($0)." }, event.summary].compactMap(\.self) + [title(of: event) + "."]).joined(separator: " ")
    }
}
