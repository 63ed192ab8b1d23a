import HTTPTypes
import Reports
import Search

/// The OpenAPI 3.1 description of the API, printed from the table of its routes.
struct OpenAPIDocument {
    let base: String

    var fields: Fields {
        [
            ("openapi", .text("3.1.0")),
            (
                "info",
                .object([
                    ("title", .text("Weighbridge")), ("version", .text("1")),
                    (
                        "description",
                        .text(
                            "Everything a catalog of models knows: search, families, licences and verdicts, statistics. Parameters and values "
                                + "that are not known are refused with 400 and the nearest that are. A slash in the name of a model is sent as "
                                + "%2F; unencoded it is understood too.")
                    ),
                ])
            ),
            ("servers", .list([.object([("url", .text(base + APIRoute.root))])])), ("paths", .object(paths)),
            (
                "components",
                .object([("schemas", .object(APISchema.Name.allCases.map { ($0.rawValue, $0.schema) }))])
            ),
        ]
    }

    private var paths: Fields {
        var order: [String] = []
        var operations: [String: Fields] = [:]
        for route in APIRoutes.all {
            if operations[route.path] == nil { order.append(route.path) }
            operations[route.path, default: []].append((route.method.rawValue.lowercased(), Self.operation(route)))
        }
        return order.map { ($0, .object(operations[$0] ?? [])) }
    }

    private static func operation(_ route: APIRoute) -> Datum {
        var fields: Fields = [
            ("operationId", .text(route.name)), ("summary", .text(route.summary)),
            ("parameters", .list(route.pathParameters.map(inPath) + route.parameters.map(inQuery))),
        ]
        if let body = route.body {
            fields.append(("requestBody", .object([("required", .bool(true)), ("content", content("application/json", body.reference))])))
        }
        fields.append(("responses", .object(responses(route))))
        return .object(fields)
    }

    // MARK: Parameters

    private static func inPath(_ name: String) -> Datum {
        let (schema, meaning, example): (Datum, String, Datum) =
            switch name {
            case "hub": (APISchema.text, "The hub's short name.", .text("huggingface"))
            case "path":
                (APISchema.text, "The model's name on its hub, its slash as %2F.", .text("sentence-transformers/all-MiniLM-L6-v2"))
            case "facet": (APISchema.choice(Facet.allCases.map(\.name)), "What models are counted by.", .text("library"))
            default: (APISchema.count, "The number of a saved search.", .int(1 as Int64?))
            }
        return .object([
            ("name", .text(name)), ("in", .text("path")), ("required", .bool(true)), ("description", .text(meaning)), ("schema", schema),
            ("example", example),
        ])
    }

    private static func inQuery(_ parameter: QueryParameter) -> Datum {
        let one = schema(parameter.kind)
        var fields: Fields = [
            ("name", .text(parameter.name)), ("in", .text("query")), ("required", .bool(parameter.isRequired)),
            ("description", .text(parameter.meaning)), ("schema", parameter.isList ? APISchema.list(one) : one),
        ]
        if parameter.isList { fields += [("style", .text("form")), ("explode", .bool(true))] }
        if let example = parameter.example {
            let typed: Datum = if case .integer = parameter.kind { .int(Int64(example)) } else { .text(example) }
            fields.append(("example", parameter.isList ? .list([typed]) : typed))
        }
        return .object(fields)
    }

    private static func schema(_ kind: QueryParameter.Kind) -> Datum {
        func pattern(_ text: String) -> Datum { .object([("type", .text("string")), ("pattern", .text(text))]) }
        return switch kind {
        case .text: APISchema.text
        case .choice(let words): APISchema.choice(words)
        case .integer(let range):
            .object([("type", .text("integer")), ("minimum", .int(range.lowerBound)), ("maximum", .int(range.upperBound))])
        case .flag: APISchema.flag
        case .count: pattern("^[0-9]+(\\.[0-9]+)?[kKmMbBgGtT]?$")
        case .bytes: pattern("^[0-9]+(\\.[0-9]+)?([kKmMgGtT]?([iI]?[bB])?)$")
        case .day: pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}")
        case .model: APISchema.text
        case .evaluation: pattern("^[^:]+(:[^:]*(:-?[0-9.]+)?)?$")
        }
    }

    // MARK: Answers

    private static func responses(_ route: APIRoute) -> Fields {
        var fields: Fields = []
        switch route.answer {
        case .json(let name): fields.append(("200", answer("As asked.", "application/json", name.reference)))
        case .created(let name): fields.append(("201", answer("Kept; `Location` says where.", "application/json", name.reference)))
        case .nothing: fields.append(("204", .object([("description", .text("Done."))])))
        case .atom: fields.append(("200", answer("An Atom feed (RFC 4287).", "application/atom+xml", APISchema.text)))
        case .jsonFeed:
            fields.append(("200", answer("A JSON Feed, version 1.1.", "application/feed+json", APISchema.Name.jsonFeed.reference)))
        }
        var faults = [("400", "A parameter that can't be taken, and what is known instead.")]
        if route.method != .get { faults.append(("403", "Nobody may keep searches from where the request came from.")) }
        if !route.pathParameters.isEmpty || route.name == "compare" { faults.append(("404", "There is no such thing.")) }
        if route.body != nil {
            faults.append(("409", "There are too many already."))
            faults.append(("413", "The body is too large."))
        }
        faults.append(("503", "The catalog can't answer now."))
        return fields + faults.map { ($0.0, answer($0.1, "application/json", APISchema.Name.error.reference)) }
    }

    private static func answer(_ description: String, _ type: String, _ schema: Datum) -> Datum {
        .object([("description", .text(description)), ("content", content(type, schema))])
    }

    private static func content(_ type: String, _ schema: Datum) -> Datum { .object([(type, .object([("schema", schema)]))]) }
}
