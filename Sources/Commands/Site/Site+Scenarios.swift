import LicenseSources
import Licensing

extension Site {
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
