/// A value on its way to a person or a program.
indirect enum Datum: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case real(Double)
    case text(String)
    case list([Datum])
    /// Keys in the order in which they are printed.
    case object([(key: String, value: Datum)])
    /// JSON text that is known to be valid, such as a card's front matter from the catalog.
    case json(String)

    static func text(_ value: (some CustomStringConvertible)?) -> Datum { value.map { .text($0.description) } ?? .null }
    static func int(_ value: (some BinaryInteger)?) -> Datum { value.map { .int(Int64($0)) } ?? .null }
    static func texts(_ values: [some CustomStringConvertible]) -> Datum { .list(values.map { .text($0.description) }) }

    /// One cell of a table or CSV file.
    var plain: String {
        switch self {
        case .null: ""
        case .bool(let value): value ? "yes" : "no"
        case .int(let value): String(value)
        case .real(let value): String(value)
        case .text(let value): value
        case .list(let values): values.map(\.plain).joined(separator: ", ")
        case .object(let fields): fields.map { "\($0.key): \($0.value.plain)" }.joined(separator: ", ")
        case .json(let text): text
        }
    }

    /// JSON text, indented by two blanks a level.
    func jsonText(indent: Int = 0) -> String {
        let inner = String(repeating: "  ", count: indent + 1)
        let outer = String(repeating: "  ", count: indent)
        switch self {
        case .null: return "null"
        case .bool(let value): return value ? "true" : "false"
        case .int(let value): return String(value)
        case .real(let value): return value.isFinite ? String(value) : "null"
        case .text(let value): return Self.quoted(value)
        case .json(let text): return text
        case .list(let values) where values.isEmpty: return "[]"
        case .list(let values):
            return "[\n" + values.map { inner + $0.jsonText(indent: indent + 1) }.joined(separator: ",\n") + "\n\(outer)]"
        case .object(let fields) where fields.isEmpty: return "{}"
        case .object(let fields):
            let lines = fields.map { "\(inner)\(Self.quoted($0.key)): \($0.value.jsonText(indent: indent + 1))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(outer)}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let hex = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
