import Catalog
import Radar
import Reports
import Search

extension APISchema.Name {
    var schema: Datum {
        typealias Shape = APISchema
        switch self {
        case .error:
            return Shape.object([
                (
                    "error",
                    Shape.object([
                        ("code", Shape.choice(APIFault.Code.allCases.map(\.rawValue))), ("message", Shape.text),
                        ("parameter", Shape.optional(Shape.text)), ("suggestions", Shape.texts),
                    ])
                )
            ])
        case .model: return Shape.object(Self.entry + Self.facts + Self.found, optional: Self.fitness)
        case .modelPage:
            return Shape.object(
                [
                    ("total", Shape.count), ("results", Shape.list(Self.model.reference)),
                    ("next", Shape.optional(Shape.text)),
                ], optional: [("facets", Self.facetCounts.reference)])
        case .modelDetails: return Shape.object(Self.entry + Self.details, optional: Self.facts)
        case .conclusion:
            return Shape.object([
                ("own", Shape.text), ("effective", Shape.text), ("confidence", Shape.text), ("verdicts", Self.verdictWords),
                ("detail", Shape.kind("object")),
            ])
        case .sample:
            return Shape.object([
                ("taken", Shape.time), ("downloads", Shape.optional(Shape.integer)), ("downloads_all_time", Shape.optional(Shape.integer)),
                ("likes", Shape.optional(Shape.integer)), ("trending", Shape.optional(Shape.number)),
            ])
        case .family:
            return Shape.object([
                ("reference", Shape.text), ("ancestors", Shape.list(Self.familyMember.reference)),
                ("descendants", Shape.list(Self.familyMember.reference)), ("is_cut", Shape.flag),
            ])
        case .familyMember:
            return Shape.object([
                ("reference", Shape.text), ("relation", Shape.choice(Relation.allCases.map(\.name))), ("of", Shape.text),
                ("distance", Shape.count), ("ghost", Shape.flag), ("downloads", Shape.optional(Shape.integer)), ("children", Shape.count),
            ])
        case .growth:
            return Shape.object([("reference", Shape.text), ("samples", Shape.list(Self.sample.reference))], optional: Self.gains)
        case .card:
            return Shape.object([
                ("reference", Shape.text), ("commit", Shape.text), ("front_matter", Shape.optional(Shape.kind("object"))),
                ("body", Shape.text), ("completeness", Shape.optional(Shape.number)), ("missing", Shape.texts),
                ("summary", Shape.optional(Shape.text)), ("sections", Shape.list(Shape.kind("object"))),
                ("evaluations", Shape.list(Shape.kind("object"))),
            ])
        case .verdict:
            return Shape.object([
                ("reference", Shape.text), ("scenario", Shape.text), ("verdict", Shape.choice(Self.levels)), ("expression", Shape.text),
                ("confidence", Shape.text), ("rights", Shape.kind("object")), ("duties", Shape.list(Shape.kind("object"))),
                ("limits", Shape.list(Shape.kind("object"))), ("conflicts", Shape.list(Shape.kind("object"))),
                ("evidence", Shape.list(Shape.kind("object"))), ("missing", Shape.list(Shape.kind("object"))),
            ])
        case .verdicts: return Shape.object([("reference", Shape.text), ("verdicts", Shape.list(Self.verdict.reference))])
        default: return collections
        }
    }

    private var collections: Datum {
        typealias Shape = APISchema
        switch self {
        case .completions:
            return Shape.object([
                (
                    "completions",
                    Shape.list(
                        Shape.object([("name", Shape.text), ("reference", Shape.text), ("downloads", Shape.optional(Shape.integer))]))
                )
            ])
        case .comparison: return Shape.object([("models", Shape.list(Self.model.reference)), ("differs", Shape.texts)])
        case .choices:
            return Shape.object([
                (
                    "tasks",
                    Shape.list(
                        Shape.object([("task", Shape.text), ("total", Shape.count), ("results", Shape.list(Self.model.reference))]))
                )
            ])
        case .facetCounts: return Shape.map(Shape.list(Self.facetValue.reference))
        case .facetValue: return Shape.object([("value", Shape.text), ("count", Shape.count)])
        case .facetValues: return Shape.object([("facet", Shape.text), ("values", Shape.list(Self.facetValue.reference))])
        case .statistics:
            return Shape.object([
                (
                    "hubs",
                    Shape.list(
                        Shape.object([
                            ("hub", Shape.text), ("models", Shape.count), ("vanished", Shape.count), ("detailed", Shape.count),
                            ("cards", Shape.count), ("mirrored", Shape.count), ("samples", Shape.count), ("findings", Shape.count),
                            ("known_bytes", Shape.count), ("last_completed", Shape.optional(Shape.time)),
                            ("last_full", Shape.optional(Shape.time)), ("unfinished", Shape.flag),
                        ]))
                )
            ])
        case .savedSearch:
            return Shape.object([
                ("id", Shape.count), ("name", Shape.text), ("query", Shape.text), ("created", Shape.time),
                ("compared", Shape.optional(Shape.time)), ("matches", Shape.count), ("too_wide", Shape.flag),
            ])
        case .savedSearches: return Shape.object([("searches", Shape.list(Self.savedSearch.reference))])
        case .newSavedSearch: return Shape.object([("name", Self.name), ("query", Shape.text)])
        case .jsonFeed:
            return Shape.object([
                ("version", Shape.text), ("title", Shape.text), ("feed_url", Shape.text),
                (
                    "items",
                    Shape.list(
                        Shape.object([("id", Shape.text), ("title", Shape.text), ("url", Shape.text), ("date_published", Shape.time)]))
                ),
            ])
        case .radar:
            return Shape.object([
                ("ran", Shape.optional(Shape.time)), ("open", Shape.count),
                ("not_asked", Shape.list(Shape.object([("reference", Shape.text), ("reason", Shape.text)]))),
                ("events", Shape.list(Self.radarEvent.reference)),
            ])
        case .radarEvent:
            return Shape.object([
                ("reference", Shape.text), ("kind", Shape.choice(RadarEvent.Kind.allCases.map(\.rawValue))), ("open", Shape.flag),
                ("subject", Shape.optional(Shape.text)), ("old", Shape.optional(Shape.text)), ("new", Shape.optional(Shape.text)),
                ("detail", Shape.text), ("first_seen", Shape.time), ("last_seen", Shape.time), ("ended", Shape.optional(Shape.time)),
            ])
        default: return Shape.kind("object")
        }
    }

    private static let levels = ["allow", "allow-with-duties", "review", "block", "unknown"]
    private static let verdictWords = APISchema.map(APISchema.choice(levels))
    private static let name: Datum = .object([
        ("type", .text("string")), ("minLength", .int(1 as Int64?)), ("maxLength", .int(SavedSearches.longestName)),
    ])

    private static let entry: Fields = [
        ("reference", APISchema.text), ("hub", APISchema.text), ("author", APISchema.optional(APISchema.text)),
        ("task", APISchema.optional(APISchema.text)), ("library", APISchema.optional(APISchema.text)),
        ("license", APISchema.optional(APISchema.text)), ("license_as_written", APISchema.optional(APISchema.text)),
        ("parameters", APISchema.optional(APISchema.integer)), ("download_size", APISchema.optional(APISchema.integer)),
        ("downloads", APISchema.optional(APISchema.integer)), ("downloads_all_time", APISchema.optional(APISchema.integer)),
        ("likes", APISchema.optional(APISchema.integer)), ("gated", APISchema.text), ("mirrored", APISchema.flag),
        ("mirrored_commit", APISchema.optional(APISchema.text)), ("commit", APISchema.optional(APISchema.text)),
        ("created", APISchema.optional(APISchema.time)), ("modified", APISchema.optional(APISchema.time)),
        ("first_seen", APISchema.time), ("last_seen", APISchema.time), ("vanished", APISchema.optional(APISchema.time)),
        ("tags", APISchema.texts),
    ]

    private static let gains: Fields = [
        ("downloads_growth_7d", APISchema.optional(APISchema.integer)), ("downloads_growth_30d", APISchema.optional(APISchema.integer)),
        ("likes_growth_7d", APISchema.optional(APISchema.integer)), ("likes_growth_30d", APISchema.optional(APISchema.integer)),
    ]

    private static let facts: Fields =
        [
            ("family", APISchema.optional(APISchema.text)), ("tuning", APISchema.optional(APISchema.text)),
            ("languages", APISchema.texts), ("quantizations", APISchema.texts), ("weights_formats", APISchema.texts),
            ("memory", APISchema.optional(APISchema.integer)), ("completeness", APISchema.optional(APISchema.number)),
            ("evaluations", APISchema.count),
        ] + gains + [("verdicts", verdictWords)]

    private static let found: Fields = [("summary", APISchema.optional(APISchema.text)), ("matches", APISchema.texts)]
    private static let fitness: Fields = [("fitness", APISchema.number), ("reasons", APISchema.texts)]

    private static let details: Fields = [
        ("summary", APISchema.optional(APISchema.text)), ("license_claims", APISchema.list(APISchema.kind("object"))),
        ("conclusion", APISchema.optional(conclusion.reference)), ("variant", APISchema.optional(APISchema.kind("object"))),
        ("card_reading", APISchema.optional(APISchema.kind("object"))),
        ("base_models", APISchema.list(APISchema.kind("object"))), ("refs", APISchema.list(APISchema.kind("object"))),
        ("files", APISchema.optional(APISchema.list(APISchema.kind("object")))), ("samples", APISchema.list(sample.reference)),
        ("card", APISchema.optional(APISchema.kind("object"))), ("findings", APISchema.list(APISchema.kind("object"))),
    ]
}
