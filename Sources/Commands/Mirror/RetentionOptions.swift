import ArgumentParser
import Mirroring
import Vocabulary

/// A rule of retention, as it is typed.
struct RetentionOptions: ParsableArguments {
    @Flag(help: "Take models off the shelf first for which all conditions given hold; without any, by the rules of mirror.yaml.")
    var retire = false
    @Option(help: ArgumentHelp("Only models like these: 'org/*'.", valueName: "glob")) var models = "*"
    @Option(help: ArgumentHelp("Not pulled for so long: 90d.", valueName: "time")) var unpulledFor: Lapse?
    @Option(help: ArgumentHelp("Larger than this: 100GiB.", valueName: "size")) var largerThan: String?
    @Option(help: "With this verdict on the licence (repeatable): block, review, unknown. Needs --scenario.") var verdict: [String] = []
    @Option(help: "The scenario of the verdict.") var scenario: String?

    /// - Parameter declared: what counts where --retire stands alone.
    func retention(_ declared: () throws -> DeclaredRetention) throws -> DeclaredRetention {
        let hasCondition = unpulledFor != nil || largerThan != nil || !verdict.isEmpty
        guard retire, !hasCondition else { return DeclaredRetention(rules: try rules(), scenario: scenario) }
        let declared = try declared()
        guard !declared.rules.isEmpty else {
            throw CommandFailure(.usage, "--retire needs --unpulled-for, --larger-than or --verdict, or rules in mirror.yaml (retention)")
        }
        guard models == "*", scenario == nil else { throw CommandFailure(.usage, "--models and --scenario need a condition of their own") }
        return declared
    }

    private func rules() throws(CommandFailure) -> [RetentionRule] {
        let hasCondition = unpulledFor != nil || largerThan != nil || !verdict.isEmpty
        guard retire else {
            if hasCondition { throw CommandFailure(.usage, "conditions retire nothing without --retire") }
            return []
        }
        guard verdict.isEmpty || scenario != nil else { throw CommandFailure(.usage, "--verdict needs --scenario") }
        let size = largerThan.flatMap(Quantity.parseBytes)
        if let largerThan, size == nil { throw CommandFailure(.usage, "'\(largerThan)' is not a size: 100GiB, 5GB") }
        return [RetentionRule(models: models, unpulledFor: unpulledFor?.seconds, verdicts: Set(verdict), largerThan: size)]
    }
}
