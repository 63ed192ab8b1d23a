import ArgumentParser
import Mirroring
import Vocabulary

/// A rule of retention, as it is typed.
struct RetentionOptions: ParsableArguments {
    @Flag(help: "Take models off the shelf first for which all conditions given hold.") var retire = false
    @Option(help: ArgumentHelp("Only models like these: 'org/*'.", valueName: "glob")) var models = "*"
    @Option(help: ArgumentHelp("Not pulled for so long: 90d.", valueName: "time")) var unpulledFor: Lapse?
    @Option(help: ArgumentHelp("Larger than this: 100GiB.", valueName: "size")) var largerThan: String?
    @Option(help: "With this verdict on the licence (repeatable): block, review, unknown. Needs --scenario.") var verdict: [String] = []
    @Option(help: "The scenario of the verdict.") var scenario: String?

    func rules() throws(CommandFailure) -> [RetentionRule] {
        let hasCondition = unpulledFor != nil || largerThan != nil || !verdict.isEmpty
        guard retire else {
            if hasCondition { throw CommandFailure(.usage, "conditions retire nothing without --retire") }
            return []
        }
        guard hasCondition else { throw CommandFailure(.usage, "--retire needs --unpulled-for, --larger-than or --verdict") }
        guard verdict.isEmpty || scenario != nil else { throw CommandFailure(.usage, "--verdict needs --scenario") }
        let size = largerThan.flatMap(Quantity.parseBytes)
        if let largerThan, size == nil { throw CommandFailure(.usage, "'\(largerThan)' is not a size: 100GiB, 5GB") }
        return [RetentionRule(models: models, unpulledFor: unpulledFor?.seconds, verdicts: Set(verdict), largerThan: size)]
    }
}
