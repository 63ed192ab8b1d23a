import Vocabulary
import Yams

/// The front matter of a README as the Hub's `cardData`: the types are whatever its author typed.
enum CardData {
    /// nil for a card without front matter, or with one that is too large, too deep or not YAML: the Hub then says nothing either.
    static func read(_ readme: [UInt8]) -> JSON? {
        let text = String(decoding: readme.prefix(1 << 18), as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.last == "\r" ? $0.dropLast() : $0 }
        guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else { return nil }
        let yaml = lines[1..<end].joined(separator: "\n")
        return value(yaml)
    }

    /// The mapping that a YAML document, or a JSON one, is.
    static func value(_ document: [UInt8]) -> JSON? { value(String(decoding: document, as: UTF8.self)) }

    private static func value(_ yaml: String) -> JSON? {
        guard yaml.utf8.count <= 1 << 16, depth(yaml) <= 64, let node = try? Yams.compose(yaml: yaml) else { return nil }
        var budget = 5_000
        guard let value = json(node, depth: 0, &budget), case .object = value else { return nil }
        return value
    }

    /// An upper bound of the nesting that the parser would recurse into.
    private static func depth(_ yaml: String) -> Int {
        var open = 0
        var deepest = 0
        for unit in yaml.utf8 {
            switch unit {
            case UInt8(ascii: "["), UInt8(ascii: "{"): open += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): open -= 1
            default: continue
            }
            deepest = max(deepest, open)
        }
        let lines = yaml.split(separator: Character("\n"))
        let indent = lines.map { line in line.prefix { $0 == " " || $0 == "-" }.count }.max() ?? 0
        return max(deepest, indent / 2)
    }

    private static func json(_ node: Node, depth: Int, _ budget: inout Int) -> JSON? {
        budget -= 1
        guard budget > 0, depth < 64 else { return nil }
        switch node {
        case .mapping(let mapping):
            var members: [JSON.Member] = []
            for (key, value) in mapping {
                guard let name = key.string, let member = json(value, depth: depth + 1, &budget) else { return nil }
                members.append(.init(name, member))
            }
            return .object(members)
        case .sequence(let sequence):
            var elements: [JSON] = []
            for element in sequence {
                guard let value = json(element, depth: depth + 1, &budget) else { return nil }
                elements.append(value)
            }
            return .array(elements)
        case .scalar(let scalar):
            if scalar.style == .singleQuoted || scalar.style == .doubleQuoted { return .string(scalar.string) }
            if node.null != nil { return .null }
            if let flag = node.bool { return .bool(flag) }
            if let number = node.int { return .integer(Int64(number)) }
            if let number = node.float { return .number(number) }
            return .string(scalar.string)
        case .alias: return nil
        }
    }
}

extension JSON {
    /// The strings of a value that may be one string or a list of them.
    var texts: [String] {
        switch self {
        case .string(let text): [text]
        case .array(let elements): elements.compactMap(\.text)
        default: []
        }
    }
}
