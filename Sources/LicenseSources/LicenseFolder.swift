public import Foundation
internal import JSONReading
public import Licensing

/// The folder of licence files as people edit it: one YAML file a licence, and the SPDX list as two tables.
///
/// Reading it takes about a second; programs read the compiled form, which `compile` makes of it.
public struct LicenseFolder: Sendable {
    public let root: URL

    public init(_ root: URL) { self.root = root }

    /// Every fact, by id; throws the first fault of the first faulty file.
    ///
    /// Beyond what is checked in each file: the name of a file is its id, ids are unique even without regard to case, every alias and link
    /// means one licence, and what a licence supersedes is known.
    public func facts() throws(LicenseFault) -> [LicenseFact] { try sources().map(\.fact).sorted { $0.id < $1.id } }

    /// The compiled form: the same bytes for the same folder, on every machine.
    public func compile() throws(LicenseFault) -> [UInt8] {
        let sources = try sources()
        let list = try SPDXList(folder: root)
        var json = JSONWriter(reservingCapacity: 1 << 20)
        json.object { json in
            json.key("format")
            json.number(CompiledLicenses.format)
            json.key("licenses")
            json.array { json in
                for source in sources { source.root.write(to: &json) }
            }
            list.write(to: &json)
        }
        return json.bytes + [UInt8(ascii: "\n")]
    }

    private struct Source {
        let root: YAMLNode
        let fact: LicenseFact
    }

    private func sources() throws(LicenseFault) -> [Source] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: root.path).filter { $0.hasSuffix(".yaml") }.sorted()
        } catch {
            throw LicenseFault(file: root.lastPathComponent, line: nil, reason: "the folder can't be read: \(error)")
        }
        var sources: [Source] = []
        var aliases = AliasTable()
        var seen: Set<String> = []
        for name in names {
            let source = try source(name)
            guard seen.insert(source.fact.id.text.lowercased()).inserted else {
                throw LicenseFault(file: name, line: 1, reason: "the id '\(source.fact.id)' has another file already")
            }
            try aliases.add(source.fact, root: source.root, file: name)
            sources.append(source)
        }
        for source in sources {
            guard let older = source.fact.supersedes, !seen.contains(older.text.lowercased()) else { continue }
            throw LicenseFault(file: "\(source.fact.id).yaml", line: nil, reason: "it supersedes '\(older)', which has no file")
        }
        return sources
    }

    private func source(_ name: String) throws(LicenseFault) -> Source {
        let text: String
        do {
            text = try String(contentsOf: root.appendingPathComponent(name), encoding: .utf8)
        } catch {
            throw LicenseFault(file: name, line: nil, reason: "the file can't be read as UTF-8: \(error)")
        }
        let node = try YAMLNode.parse(text, file: name)
        let fact = try FactReader<YAMLNode>(file: name).fact(node)
        guard name == "\(fact.id).yaml" else {
            throw LicenseFault(file: name, line: 1, reason: "the file must be named '\(fact.id).yaml' after its id")
        }
        return Source(root: node, fact: fact)
    }
}
