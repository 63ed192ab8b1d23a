public import JSONReading

/// A value on its way to a person or a program: what the command line prints and the JSON API answers, in the order in which it is told.
public indirect enum Datum: Sendable {
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

    /// nil becomes null.
    public static func text(_ value: (some CustomStringConvertible)?) -> Datum { value.map { .text($0.description) } ?? .null }
    /// nil becomes null.
    public static func int(_ value: (some BinaryInteger)?) -> Datum { value.map { .int(Int64($0)) } ?? .null }
    /// nil becomes null.
    public static func real(_ value: Double?) -> Datum { value.map { Datum.real($0) } ?? .null }
    /// A list of texts.
    public static func texts(_ values: [some CustomStringConvertible]) -> Datum { .list(values.map { .text($0.description) }) }

    /// One cell of a table or CSV file.
    public var plain: String {
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

    /// Compact JSON, for a program at the other end of a connection.
    public func write(to writer: inout JSONWriter) {
        switch self {
        case .null: writer.null()
        case .bool(let value): writer.bool(value)
        case .int(let value): writer.number(value)
        case .real(let value): writer.number(value)
        case .text(let value): writer.string(value)
        case .json(let text): writer.raw(text)
        case .list(let values): writer.array { writer in for value in values { value.write(to: &writer) } }
        case .object(let fields):
            writer.object { writer in
                for field in fields {
                    writer.key(field.key)
                    field.value.write(to: &writer)
                }
            }
        }
    }

    /// JSON text, indented by two blanks a level: for a terminal and for files that people look into.
    public func jsonText(indent: Int = 0) -> String {
        let inner = String(repeating: "  ", count: indent + 1)
        let outer = String(repeating: "  ", count: indent)
        switch self {
        case .list(let values) where !values.isEmpty:
            return "[\n" + values.map { inner + $0.jsonText(indent: indent + 1) }.joined(separator: ",\n") + "\n\(outer)]"
        case .object(let fields) where !fields.isEmpty:
            let lines = fields.map { "\(inner)\(Datum.text($0.key).compact): \($0.value.jsonText(indent: indent + 1))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(outer)}"
        default: return compact
        }
    }

    private var compact: String {
        var writer = JSONWriter()
        write(to: &writer)
        return writer.text
    }
}

/// Members of an object, in the order in which they are told.
public typealias Fields = [(key: String, value: Datum)]
