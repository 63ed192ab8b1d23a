/// What people call things, for the names that the index has: `ner` for `token-classification`, `german` for `de`, `sell` for `product`.
public struct SpokenNames: Sendable {
    /// By name in lower case; empty: none is known, and any is taken.
    public var scenarios: [String: String]
    private let taskNamed: @Sendable (String) -> String?
    private let languageNamed: @Sendable (String) -> String?

    /// - Parameter task: the task that a word means; nil: the word stands for itself. Likewise `language`.
    public init(
        scenarios: [String: String] = [:], task: @escaping @Sendable (String) -> String? = { _ in nil },
        language: @escaping @Sendable (String) -> String? = { _ in nil }
    ) {
        self.scenarios = scenarios
        taskNamed = task
        languageNamed = language
    }

    func task(_ typed: String) -> String { taskNamed(typed) ?? typed }
    func language(_ typed: String) -> String { languageNamed(typed) ?? typed }
}
