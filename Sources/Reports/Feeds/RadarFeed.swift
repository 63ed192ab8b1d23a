public import Radar
public import Vocabulary

/// What the radar noticed as an Atom feed (RFC 4287): an entry for each beginning and each end. Names and reasons are strangers' words:
/// text only.
public struct RadarFeed: Sendable {
    /// Entries of a feed at most.
    public static let mostEntries = 1_000

    private let records: [RadarRecord]
    private let ranAt: Timestamp?
    private let links: Links?

    /// Where the feed and its models are, for a feed that is served.
    public struct Links: Sendable {
        /// The feed itself.
        public let feed: String
        /// The same as JSON.
        public let alternate: String
        /// What a model's name, percent-encoded with its hub before it, is put behind.
        public let models: String

        public init(feed: String, alternate: String, models: String) {
            self.feed = feed
            self.alternate = alternate
            self.models = models
        }
    }

    /// - Parameters:
    ///   - records: newest first.
    ///   - links: nil: a feed in a file, without addresses.
    public init(_ records: [RadarRecord], ranAt: Timestamp?, links: Links? = nil) {
        self.records = records
        self.ranAt = ranAt
        self.links = links
    }

    public var atom: String {
        var xml = XMLWriter()
        xml.element("feed", ["xmlns": "http://www.w3.org/2005/Atom"]) { xml in
            xml.element("id", text: "urn:weighbridge:radar")
            xml.element("title", text: "Weighbridge: what changed upstream of what is held")
            xml.element("updated", text: (records.first?.at ?? ranAt ?? Timestamp(milliseconds: 0)).description)
            if let links {
                xml.element("link", ["rel": "self", "href": links.feed])
                xml.element("link", ["rel": "alternate", "type": "application/json", "href": links.alternate])
            }
            xml.element("author") { $0.element("name", text: "Weighbridge") }
            for record in records.prefix(Self.mostEntries) { entry(record, &xml) }
        }
        return xml.document
    }

    private func entry(_ record: RadarRecord, _ xml: inout XMLWriter) {
        let event = record.event
        xml.element("entry") { xml in
            xml.element("id", text: "urn:weighbridge:radar:\(PercentCoding.encode(record.name))")
            xml.element("title", text: title(record))
            xml.element("updated", text: record.at.description)
            if let links {
                xml.element("link", ["href": "\(links.models)/\(event.model.hub)/\(PercentCoding.encode(event.model.path))"])
            }
            xml.element("category", ["term": event.kind.rawValue])
            xml.element("summary", ["type": "text"], text: summary(event))
        }
    }

    private func title(_ record: RadarRecord) -> String {
        let words = record.event.kind.rawValue.replacing("_", with: " ")
        let about = record.event.subject.isEmpty ? "" : " (\(record.event.subject))"
        let turn =
            switch record.turn {
            case .began: ""
            case .backToNormal: "back to normal: "
            case .heldNow: "held now: "
            }
        return "\(record.event.model): \(turn)\(words)\(about)"
    }

    private func summary(_ event: RadarEvent) -> String {
        let change =
            event.old.isEmpty && event.new.isEmpty ? "" : " \(event.old.isEmpty ? "–" : event.old) → \(event.new.isEmpty ? "–" : event.new)"
        return event.detail + "." + change
    }
}
