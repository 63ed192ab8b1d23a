public import Radar
public import Vocabulary

/// What the radar noticed, for the command line and the JSON API.
public enum RadarReport {
    /// One change; `open` tells whether it lasts.
    public static func fields(_ event: RadarEvent) -> Fields {
        [
            ("reference", .text(event.model)), ("kind", .text(event.kind.rawValue)), ("open", .bool(event.endedAt == nil)),
            ("subject", event.subject.isEmpty ? .null : .text(event.subject)), ("old", event.old.isEmpty ? .null : .text(event.old)),
            ("new", event.new.isEmpty ? .null : .text(event.new)), ("detail", .text(event.detail)),
            ("first_seen", .text(event.firstSeen)), ("last_seen", .text(event.lastSeen)), ("ended", .text(event.endedAt)),
        ]
    }

    /// Open changes first, then those that ended, newest first.
    public static func events(_ state: RadarState, _ history: [RadarRecord], since: Timestamp?) -> [RadarEvent] {
        let open = state.open.filter { event in since.map { event.firstSeen >= $0 } ?? true }
        return open.sorted { ($0.firstSeen, $1.name) > ($1.firstSeen, $0.name) }
            + history.filter { $0.turn != .began }.map(\.event)
    }

    public static func fields(_ state: RadarState, _ events: [RadarEvent]) -> Fields {
        [
            ("ran", .text(state.ranAt)), ("open", .int(state.open.count)),
            ("not_asked", .list(state.notAsked.map { .object([("reference", .text($0.name)), ("reason", .text($0.reason))]) })),
            ("events", .list(events.map { .object(fields($0)) })),
        ]
    }

    /// Open changes by kind; every kind is there, so that an alert can wait for it.
    public static func metrics(_ state: RadarState) -> MetricFamily {
        let counts = Dictionary(grouping: state.open, by: \.kind).mapValues(\.count)
        return MetricFamily(
            "weighbridge_radar_open_events", .gauge, "Changes upstream of what is held that last, by kind.",
            RadarEvent.Kind.allCases.map { .init(Double(counts[$0] ?? 0), [.init("kind", $0.rawValue)]) })
    }
}
