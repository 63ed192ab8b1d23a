internal import Vocabulary
internal import Yams

/// Where something of a declaration is wrong, and how.
struct DeclarationPlace: Sendable {
    let path: String

    func wrong(_ node: Node, _ reason: String) -> MirrorError {
        .declaration(path: path, line: node.mark?.line ?? 0, reason: reason)
    }
}

/// A mapping of the file that knows which of its keys were read: one that is left over is a mistake.
struct DeclarationKeys {
    let place: DeclarationPlace
    let node: Node
    private let pairs: [(key: Node, value: Node)]
    private var known: Set<String> = []

    init(_ node: Node, _ place: DeclarationPlace, _ what: String) throws(MirrorError) {
        guard let mapping = node.mapping else { throw place.wrong(node, "\(what) must have keys") }
        self.place = place
        self.node = node
        pairs = mapping.map { ($0.key, $0.value) }
    }

    /// Every key that is there with its value, for mappings whose keys are names.
    var all: [(key: Node, value: Node)] { pairs }

    /// nil: the key is not there, or there is nothing behind it.
    mutating func node(_ key: String) -> Node? {
        known.insert(key)
        guard let value = pairs.first(where: { $0.key.string == key })?.value, value.null == nil else { return nil }
        return value
    }

    mutating func text(_ key: String) throws(MirrorError) -> String? {
        try read(key, "a text") { $0.scalar.flatMap { $0.string.isEmpty ? nil : $0.string } }
    }

    mutating func texts(_ key: String) throws(MirrorError) -> [String]? {
        guard let node = node(key) else { return nil }
        guard let list = node.sequence else { throw place.wrong(node, "\(key) must be a list") }
        var texts: [String] = []
        for item in list {
            guard let text = item.scalar?.string, !text.isEmpty else { throw place.wrong(item, "\(key) must be a list of texts") }
            texts.append(text)
        }
        return texts
    }

    mutating func bytes(_ key: String) throws(MirrorError) -> Int64? {
        try read(key, "a size such as 500MB or 24GiB") { $0.scalar.flatMap { Quantity.parseBytes($0.string) } }
    }

    mutating func lapse(_ key: String) throws(MirrorError) -> Int64? {
        try read(key, "a time such as 90d or 24h") { $0.scalar.flatMap { Quantity.parseLapse($0.string) } }
    }

    mutating func integer(_ key: String, in range: ClosedRange<Int>) throws(MirrorError) -> Int? {
        try read(key, "a whole number from \(range.lowerBound) to \(range.upperBound)") { $0.int.flatMap { range.contains($0) ? $0 : nil } }
    }

    mutating func choice<Value>(_ key: String, _ words: KeyValuePairs<String, Value>) throws(MirrorError) -> Value? {
        try read(key, "one of \(words.map(\.key).joined(separator: ", "))") { node in words.first { $0.key == node.scalar?.string }?.value }
    }

    mutating func keys(_ key: String) throws(MirrorError) -> DeclarationKeys? {
        guard let node = node(key) else { return nil }
        return try DeclarationKeys(node, place, key)
    }

    mutating func list(_ key: String) throws(MirrorError) -> [Node] {
        guard let node = node(key) else { return [] }
        guard let list = node.sequence else { throw place.wrong(node, "\(key) must be a list") }
        return Array(list)
    }

    /// Throws for a key that was never asked for.
    func finish() throws(MirrorError) {
        guard let stranger = pairs.first(where: { !known.contains($0.key.string ?? "") })?.key else { return }
        throw place.wrong(stranger, "unknown key \(stranger.string ?? "?") (known: \(known.sorted().joined(separator: ", ")))")
    }

    private mutating func read<Value>(_ key: String, _ wanted: String, _ convert: (Node) -> Value?) throws(MirrorError) -> Value? {
        guard let node = node(key) else { return nil }
        guard let value = convert(node) else { throw place.wrong(node, "\(key) must be \(wanted)") }
        return value
    }
}
