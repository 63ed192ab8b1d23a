public import CatalogData
public import Foundation
public import Licensing

/// The folder of scenarios: one YAML file each.
public struct ScenarioFolder: Sendable {
    public let root: URL

    public init(_ root: URL) { self.root = root }

    public init(of data: CatalogData) { root = data.root.appendingPathComponent("scenarios") }

    /// All scenarios, by id. Throws the first fault: an unknown key, a missing one, a name that two scenarios have.
    public func scenarios() throws(LicenseFault) -> [Scenario] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: root.path).filter { $0.hasSuffix(".yaml") }.sorted()
        } catch {
            throw LicenseFault(file: root.lastPathComponent, line: nil, reason: "the folder can't be read: \(error)")
        }
        var scenarios: [Scenario] = []
        var taken: Set<String> = []
        for name in names {
            guard let text = try? String(contentsOf: root.appendingPathComponent(name), encoding: .utf8) else {
                throw LicenseFault(file: name, line: nil, reason: "the file can't be read as UTF-8")
            }
            let scenario = try Self.scenario(text, file: name)
            for word in [scenario.id] + scenario.aliases where !taken.insert(word).inserted {
                throw LicenseFault(file: name, line: 1, reason: "the name '\(word)' is another scenario's already")
            }
            scenarios.append(scenario)
        }
        return scenarios
    }

    /// One file.
    public static func scenario(_ text: String, file: String) throws(LicenseFault) -> Scenario {
        var map = try SourceField(node: YAMLNode.parse(text, file: file), file: file, keyLine: 1, name: "").mapping()
        let id = try map.required("id")
        let scenario = Scenario(
            id: try id.text(), aliases: try map.optional("aliases")?.texts() ?? [], name: try map.required("name").text(),
            sentence: try map.required("sentence").text(), purpose: try map.required("purpose").choice(),
            needs: try choices(map.required("needs")), acts: try choices(map.required("acts")),
            circumstances: try map.optional("circumstances").map(choices) ?? [])
        try map.finish()
        guard file == "\(scenario.id).yaml" else { throw id.fault("the file must be named '\(scenario.id).yaml' after its id") }
        return scenario
    }

    private static func choices<Value: RawRepresentable & CaseIterable>(_ field: SourceField<YAMLNode>) throws(LicenseFault) -> [Value]
    where Value.RawValue == String {
        var values: [Value] = []
        for element in try field.list() { values.append(try element.choice()) }
        return values
    }
}
