import Yams

/// A YAML mapping that knows which of its keys were read: what is left over is a mistake, and is reported with its line.
struct StrictMapping {
    /// What is wrong with a configuration file, where.
    struct Problem: Error, CustomStringConvertible {
        let line: Int?
        let reason: String
        var description: String { (line.map { "line \($0): " } ?? "") + reason }
    }

    private let entries: [(key: String, line: Int?, value: Node)]
    private let path: String
    private var known: Set<String> = []

    init(_ node: Node, path: String = "") throws {
        guard let mapping = node.mapping else {
            throw Problem(line: node.mark?.line, reason: "\(path.isEmpty ? "the file" : "'\(path)'") must be a mapping of keys to values")
        }
        entries = try mapping.map { key, value in
            guard let name = key.string else { throw Problem(line: key.mark?.line, reason: "a key that is not text") }
            return (name, key.mark?.line, value)
        }
        self.path = path
    }

    /// Every key that is there, for mappings whose keys are names.
    var keys: [String] { entries.map(\.key) }

    mutating func text(_ key: String) throws -> String? {
        try read(key, "text") { $0.scalar.map(\.string) }
    }

    mutating func integer(_ key: String, in range: ClosedRange<Int>) throws -> Int? {
        try read(key, "a whole number from \(range.lowerBound) to \(range.upperBound)") { $0.int.flatMap { range.contains($0) ? $0 : nil } }
    }

    mutating func choice<Value: RawRepresentable & CaseIterable>(
        _ key: String, of type: Value.Type
    ) throws -> Value? where Value.RawValue == String {
        try read(key, "one of \(Value.allCases.map(\.rawValue).joined(separator: ", "))") {
            $0.scalar.flatMap { Value(rawValue: $0.string) }
        }
    }

    mutating func flag(_ key: String) throws -> Bool? {
        try read(key, "true or false") { $0.bool }
    }

    /// A list of texts, or one text alone.
    mutating func texts(_ key: String) throws -> [String]? {
        try read(key, "a list of texts") { node in
            if let one = node.scalar { return [one.string] }
            guard let sequence = node.sequence else { return nil }
            let texts = sequence.compactMap { $0.scalar?.string }
            return texts.count == sequence.count ? texts : nil
        }
    }

    mutating func mapping(_ key: String) throws -> StrictMapping? {
        known.insert(key)
        guard let entry = entries.last(where: { $0.key == key }) else { return nil }
        return try StrictMapping(entry.value, path: path.isEmpty ? key : "\(path).\(key)")
    }

    /// Throws if a key was never asked for.
    func finish() throws {
        guard let stranger = entries.first(where: { !known.contains($0.key) }) else { return }
        let names = known.sorted().joined(separator: ", ")
        throw Problem(line: stranger.line, reason: "unknown key '\(path.isEmpty ? "" : path + ".")\(stranger.key)' (known: \(names))")
    }

    private mutating func read<Value>(_ key: String, _ wanted: String, _ convert: (Node) -> Value?) throws -> Value? {
        known.insert(key)
        guard let entry = entries.last(where: { $0.key == key }) else { return nil }
        guard let value = convert(entry.value) else {
            throw Problem(line: entry.value.mark?.line ?? entry.line, reason: "'\(path.isEmpty ? "" : path + ".")\(key)' must be \(wanted)")
        }
        return value
    }
}
