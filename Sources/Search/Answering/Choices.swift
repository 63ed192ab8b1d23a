public import Vocabulary

/// The models to begin with for one task.
public struct TaskChoice: Sendable {
    public let task: String
    /// How many models of the task pass the filters.
    public let total: Int
    /// The best first, each with its fitness.
    public let results: [SearchResult]
}

extension SearchEngine {
    /// Tasks that a list is made of where none is named: those with the most models.
    public static let usualTasks = 20
    /// Tasks that may be named at once.
    public static let mostTasks = 64

    /// A go-to list: for each task the models that suit best, by `Fitness`, among those that pass the filters of `query`.
    ///
    /// - Parameter tasks: none: the most frequent ones, in order of frequency.
    public func choices(_ query: SearchQuery, tasks: [String], perTask: Int) async throws(SearchError) -> [TaskChoice] {
        let named = tasks.isEmpty ? index.values(of: .task, limit: Self.usualTasks).map(\.value) : Array(tasks.prefix(Self.mostTasks))
        var choices: [TaskChoice] = []
        for task in named {
            var query = query
            query.values[.task] = [task]
            query.sort = .fitness
            query.limit = perTask
            query.offset = 0
            query.countsFacets = false
            let page = try await search(query)
            // A task that was asked for is told of even if nothing suits it.
            if page.total > 0 || !tasks.isEmpty { choices.append(TaskChoice(task: task, total: page.total, results: page.results)) }
        }
        return choices
    }

    /// One model as a search would show it, by its name in any letter case; nil: it is not in the index.
    ///
    /// - Parameter scenario: that its fitness is judged for.
    public func result(for model: ModelID, scenario: String? = nil) async throws(SearchError) -> SearchResult? {
        guard let spelled = index.spelling(of: model), let ordinal = index.ordinal(of: spelled) else { return nil }
        return try await result(ordinal, fitness: FitnessScorer(index, scenario: scenario).fitness(of: ordinal))
    }
}
