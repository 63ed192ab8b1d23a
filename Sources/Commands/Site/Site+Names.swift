import LicenseSources
import Licensing
import Search
import Taxonomy

extension Site {
    /// What may be typed for scenarios, tasks and languages.
    func spokenNames() throws -> SpokenNames {
        let data = try data()
        let (tasks, languages) = (try TaskTaxonomy(of: data), try LanguageTable(of: data))
        return SpokenNames(
            scenarios: try scenarioNames(), task: { tasks.task(for: $0)?.id ?? tasks.task(forSearch: $0)?.id },
            language: { languages.language(for: $0)?.code })
    }

    /// What may be typed for each scenario, by name in lower case.
    func scenarioNames() throws -> [String: String] {
        var names: [String: String] = [:]
        for scenario in try ScenarioFolder(of: data()).scenarios() {
            for name in scenario.aliases + [scenario.id] { names[name.lowercased()] = scenario.id }
        }
        return names
    }

    /// The scenario that somebody typed.
    func scenario(_ name: String) throws -> String {
        let names = try scenarioNames()
        guard let known = names[name.lowercased()] else {
            throw CommandFailure(.usage, "no scenario is called '\(name)'; there are \(Set(names.values).sorted().joined(separator: ", "))")
        }
        return known
    }
}
