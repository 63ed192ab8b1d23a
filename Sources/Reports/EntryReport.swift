public import Catalog
public import Vocabulary

/// A catalog entry as the contract's JSON.
public enum EntryReport {
    /// Keys are always there; null: not known.
    public static func fields(_ entry: CatalogEntry) -> Fields {
        let claim = entry.claim
        return [
            ("reference", .text(claim.id.description)), ("hub", .text(claim.id.hub.description)), ("author", .text(claim.author)),
            ("task", .text(claim.task)), ("library", .text(claim.library)), ("license", .text(entry.license ?? claim.licenseAsWritten)),
            ("license_as_written", .text(claim.licenseAsWritten)),
            ("parameters", .int(claim.parameters)), ("download_size", .int(entry.downloadSize)), ("downloads", .int(claim.downloads)),
            ("downloads_all_time", .int(claim.downloadsAllTime)), ("likes", .int(claim.likes)), ("gated", .text(claim.gate.rawValue)),
            ("mirrored", .bool(entry.mirroredCommit != nil)), ("mirrored_commit", .text(entry.mirroredCommit)),
            ("commit", .text(claim.commit)),
            ("created", .text(claim.createdAt)), ("modified", .text(claim.lastModified)), ("first_seen", .text(entry.firstSeen)),
            ("last_seen", .text(entry.lastSeen)), ("vanished", .text(entry.vanishedAt)), ("tags", .texts(claim.tags)),
        ]
    }
}

extension ModelClaim {
    /// The licence as somebody wrote it, nearest to the model first: the card's field, then the hub's tag; a custom name in brackets.
    public var licenseAsWritten: String? {
        let written = licenses.first { $0.field == .license } ?? licenses.first { $0.field == .tag }
        guard let written else { return nil }
        let name = licenses.first { $0.field == .licenseName }
        return name.map { "\(written.raw) (\($0.raw))" } ?? written.raw
    }
}
