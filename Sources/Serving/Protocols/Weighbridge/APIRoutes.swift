import HTTPTypes
import Radar
import Reports
import Search

/// Every route of the API. The first that fits a path answers it: those with a word behind a model's name stand before the model's own.
enum APIRoutes {
    static let all: [APIRoute] =
        search + models + lists + saved + radar + [
            APIRoute(.get, "/openapi.json", "describe", "This document.", answer: .json(.document)) { api, request throws(APIFault) in
                api.json(OpenAPIDocument(base: request.request.base).fields)
            }
        ]

    private static let paged =
        SearchParameters.filters + [
            SearchParameters.sort, SearchParameters.limit, SearchParameters.offset,
            QueryParameter("facets", .flag, "Whether the values of every facet are counted."),
        ]

    private static let search: [APIRoute] = [
        APIRoute(
            .get, "/models", "search", "Search everything that is indexed.", paged, answer: .json(.modelPage)
        ) { api, request throws(APIFault) in try await api.models(request) },
        APIRoute(
            .get, "/complete", "complete", "Names of models by their beginning, as somebody types.",
            [
                QueryParameter(
                    "q", .text, "The beginning of a name, or of its part behind the owner.", isRequired: true, example: "all-mini"),
                QueryParameter("limit", .integer(1...50), "How many at most (default 10).", example: "5"),
            ], answer: .json(.completions)
        ) { api, request throws(APIFault) in try await api.complete(request) },
        APIRoute(
            .get, "/facets", "facets", "How many models have each value of each facet, among those that pass the filters.",
            SearchParameters.filters, answer: .json(.facetCounts)
        ) { api, request throws(APIFault) in try await api.facets(request) },
        APIRoute(
            .get, "/facets/{facet}", "facetValues", "The values of one facet over the whole catalog, the most frequent first.",
            [valueLimit],
            answer: .json(.facetValues)
        ) { api, request throws(APIFault) in try await api.values(request, of: request.facet()) },
        APIRoute(.get, "/tasks", "tasks", "All tasks.", [valueLimit], answer: .json(.facetValues)) { api, request throws(APIFault) in
            try await api.values(request, of: .task)
        },
        APIRoute(
            .get, "/licenses", "licenses", "All licences, as concluded.", [valueLimit], answer: .json(.facetValues)
        ) { api, request throws(APIFault) in try await api.values(request, of: .license) },
        APIRoute(
            .get, "/statistics", "statistics", "How much is indexed of each hub, and how fresh it is.", answer: .json(.statistics)
        ) { api, _ throws(APIFault) in try await api.statistics() },
    ]

    private static let valueLimit = QueryParameter("limit", .integer(1...1_000), "How many values at most (default 100).", example: "5")

    private static let models: [APIRoute] = [
        APIRoute(
            .get, "/models/{hub}/{path}/family", "family", "What a model was made from, and what was made from it; ghosts are only named.",
            [QueryParameter("limit", .integer(1...2_000), "How many members in each direction at most (default 200).")],
            answer: .json(.family)
        ) { api, request throws(APIFault) in try await api.family(request) },
        APIRoute(
            .get, "/models/{hub}/{path}/statistics", "modelStatistics", "A model's counters over time, and what they gained.",
            answer: .json(.growth)
        ) { api, request throws(APIFault) in try await api.growth(request) },
        APIRoute(
            .get, "/models/{hub}/{path}/card", "card", "A model's card: front matter and text, as its author wrote them.",
            answer: .json(.card)
        ) { api, request throws(APIFault) in try await api.card(request) },
        APIRoute(
            .get, "/models/{hub}/{path}/verdicts", "verdicts", "Whether a model may be used in each scenario, and how that is known.",
            [scenario], answer: .json(.verdicts)
        ) { api, request throws(APIFault) in try await api.verdicts(request) },
        APIRoute(
            .get, "/models/{hub}/{path}", "model", "Everything the catalog holds of one model.",
            [QueryParameter("commit", .text, "Files and conclusion of that commit instead of the current one.")],
            answer: .json(.modelDetails)
        ) { api, request throws(APIFault) in try await api.model(request) },
    ]

    private static let scenario = QueryParameter("scenario", .text, "For this scenario only.")

    private static let lists: [APIRoute] = [
        APIRoute(
            .get, "/compare", "compare", "Models side by side.",
            [
                QueryParameter(
                    "ref", .model, "A model; at least two.", isList: true, isRequired: true,
                    example: "sentence-transformers/all-MiniLM-L6-v2"),
                QueryParameter("scenario", .text, "That fitness is judged for."),
            ], answer: .json(.comparison)
        ) { api, request throws(APIFault) in try await api.compare(request) },
        APIRoute(
            .get, "/top", "top", "The models at the top of a list.",
            [
                QueryParameter(
                    "by", .choice(["downloads", "likes", "trending", "growth"]), "What is counted; growth: downloads gained in seven days.",
                    isRequired: true, example: "downloads"),
                SearchParameters.limit,
            ] + SearchParameters.filters, answer: .json(.modelPage)
        ) { api, request throws(APIFault) in try await api.top(request) },
        APIRoute(
            .get, "/choices", "choices", "For each task the models to begin with, and why; without a task, for the most frequent ones.",
            [QueryParameter("limit", .integer(1...50), "How many a task at most (default 5).")] + SearchParameters.filters,
            answer: .json(.choices)
        ) { api, request throws(APIFault) in try await api.choices(request) },
    ]

    private static let events = QueryParameter(
        "limit", .integer(1...Int64(SavedSearches.mostEvents)), "How many events at most (default 100).")

    private static let saved: [APIRoute] = [
        APIRoute(
            .post, "/searches", "saveSearch", "Keep a search, to be told what comes to match it.", body: .newSavedSearch,
            answer: .created(.savedSearch)
        ) { api, request throws(APIFault) in try await api.save(request) },
        APIRoute(.get, "/searches", "savedSearches", "The searches that are kept.", answer: .json(.savedSearches)) {
            api, request throws(APIFault) in
            try await api.savedSearches()
        },
        APIRoute(.get, "/searches/{id}", "savedSearch", "One of them.", answer: .json(.savedSearch)) { api, request throws(APIFault) in
            api.json(SavedSearchReport.fields(try await api.savedSearch(request)))
        },
        APIRoute(.delete, "/searches/{id}", "removeSearch", "Keep a search no more.", answer: .nothing) { api, request throws(APIFault) in
            try await api.removeSearch(request)
        },
        APIRoute(
            .get, "/searches/{id}/results", "savedResults", "What matches a saved search now.",
            [
                SearchParameters.limit, SearchParameters.offset,
                QueryParameter("facets", .flag, "Whether the values of every facet are counted."),
            ],
            answer: .json(.modelPage)
        ) { api, request throws(APIFault) in try await api.savedResults(request) },
        APIRoute(
            .get, "/searches/{id}/feed.atom", "atomFeed", "What came to match a saved search since, or stopped to: newest first.", [events],
            answer: .atom
        ) { api, request throws(APIFault) in try await api.feed(request, as: .atom) },
        APIRoute(
            .get, "/searches/{id}/feed.json", "jsonFeed", "The same as a JSON Feed.", [events], answer: .jsonFeed
        ) { api, request throws(APIFault) in try await api.feed(request, as: .json) },
    ]

    private static let radar: [APIRoute] = [
        APIRoute(
            .get, "/radar", "radar", "What changed upstream of what is held: what lasts, then what is over.",
            [
                QueryParameter(
                    "kind", .choice(RadarEvent.Kind.allCases.map(\.rawValue)), "Changes of this kind only."),
                QueryParameter("limit", .integer(1...1_000), "How many at most (default 200)."),
            ], answer: .json(.radar)
        ) { api, request throws(APIFault) in try await api.radar(request) },
        APIRoute(
            .get, "/radar.atom", "radarFeed", "The same as a feed: what began and what is over, newest first.",
            [QueryParameter("limit", .integer(1...1_000), "How many entries at most (default 200).")], answer: .atom
        ) { api, request throws(APIFault) in try await api.radarFeed(request) },
    ]
}
