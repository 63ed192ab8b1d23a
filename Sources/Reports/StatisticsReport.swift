public import Catalog
internal import Vocabulary

/// How much is indexed and how fresh it is, as the contract's JSON.
public enum StatisticsReport {
    /// `hubs`, one value a hub.
    public static func fields(_ hubs: [HubStatistics]) -> Fields { [("hubs", .list(hubs.map(hub)))] }

    private static func hub(_ hub: HubStatistics) -> Datum {
        .object([
            ("hub", .text(hub.hub.description)), ("models", .int(hub.models)), ("vanished", .int(hub.vanished)),
            ("detailed", .int(hub.detailed)),
            ("cards", .int(hub.cards)), ("mirrored", .int(hub.mirrored)), ("samples", .int(hub.samples)), ("findings", .int(hub.findings)),
            ("known_bytes", .int(hub.knownBytes)), ("last_completed", .text(hub.lastCompleted?.finishedAt)),
            ("last_full", .text(hub.lastFull?.finishedAt)), ("unfinished", .bool(hub.unfinished != nil)),
        ])
    }
}
