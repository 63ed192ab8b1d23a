import Reports

/// Shapes of bodies, as JSON Schema: the members that are always there. More may come with a later version.
enum APISchema {
    /// What a route answers when all is well.
    enum Answer {
        case json(Name)
        /// 201, with the address of what was made.
        case created(Name)
        /// 204.
        case nothing
        case atom
        case jsonFeed
    }

    /// Under `components/schemas`.
    enum Name: String, CaseIterable {
        case error = "Error"
        case model = "Model"
        case modelPage = "ModelPage"
        case modelDetails = "ModelDetails"
        case conclusion = "Conclusion"
        case sample = "Sample"
        case family = "Family"
        case familyMember = "FamilyMember"
        case growth = "Growth"
        case card = "Card"
        case verdict = "Verdict"
        case verdicts = "Verdicts"
        case completions = "Completions"
        case comparison = "Comparison"
        case choices = "Choices"
        case facetCounts = "FacetCounts"
        case facetValue = "FacetValue"
        case facetValues = "FacetValues"
        case statistics = "Statistics"
        case savedSearch = "SavedSearch"
        case savedSearches = "SavedSearches"
        case newSavedSearch = "NewSavedSearch"
        case jsonFeed = "JSONFeed"
        case radar = "Radar"
        case radarEvent = "RadarEvent"
        case document = "OpenAPI"

        var reference: Datum { .object([("$ref", .text("#/components/schemas/\(rawValue)"))]) }
    }

    // MARK: Kinds of members

    static let text = kind("string")
    static let integer = kind("integer")
    static let number = kind("number")
    static let flag = kind("boolean")
    static let anything: Datum = .object([])
    static let time: Datum = .object([("type", .text("string")), ("format", .text("date-time"))])
    static let texts = list(text)
    /// A number of things, which is never negative.
    static let count: Datum = .object([("type", .text("integer")), ("minimum", .int(0 as Int64?))])

    static func kind(_ name: String) -> Datum { .object([("type", .text(name))]) }

    /// May be null: not known.
    static func optional(_ schema: Datum) -> Datum { .object([("anyOf", .list([schema, kind("null")]))]) }

    static func list(_ schema: Datum) -> Datum { .object([("type", .text("array")), ("items", schema)]) }

    /// Any names, each with the same kind of value.
    static func map(_ schema: Datum) -> Datum { .object([("type", .text("object")), ("additionalProperties", schema)]) }

    static func choice(_ words: [String]) -> Datum { .object([("type", .text("string")), ("enum", .texts(words))]) }

    /// An object with these members, all of which are there but for those in `optional`.
    static func object(_ members: Fields, optional: Fields = []) -> Datum {
        .object([
            ("type", .text("object")), ("properties", .object(members + optional)), ("required", .texts(members.map(\.key))),
        ])
    }
}
