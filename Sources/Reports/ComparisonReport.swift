public import Search

/// Models side by side, as the contract's JSON.
public enum ComparisonReport {
    /// So many columns are still a comparison.
    public static let mostModels = 16
    /// Where nobody expects two models to agree.
    private static let own: Set<String> = [
        "reference", "commit", "mirrored_commit", "first_seen", "last_seen", "summary", "tags", "matches", "fitness", "reasons",
    ]

    /// `models`, as search results in the order asked for, and `differs`: the members in which they are not all alike.
    public static func fields(_ results: [SearchResult]) -> Fields {
        let models = results.map { SearchReport.fields($0) }
        return [("models", .list(models.map { .object($0) })), ("differs", .texts(differing(models)))]
    }

    /// Members that say something of one model that they do not say of another.
    public static func differing(_ models: [Fields]) -> [String] {
        guard let first = models.first else { return [] }
        return first.map(\.key).filter { !own.contains($0) }.filter { key in
            Set(models.map { model in model.first { $0.key == key }?.value.plain ?? "" }).count > 1
        }
    }
}

/// Go-to lists, as the contract's JSON.
public enum ChoiceReport {
    /// `tasks`, each with its best models and why.
    public static func fields(_ choices: [TaskChoice]) -> Fields {
        [
            (
                "tasks",
                .list(
                    choices.map { choice in
                        .object([
                            ("task", .text(choice.task)), ("total", .int(choice.total)),
                            ("results", .list(choice.results.map { .object(SearchReport.fields($0)) })),
                        ])
                    })
            )
        ]
    }
}
