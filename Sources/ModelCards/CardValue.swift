internal import JSONReading

/// A value of a card's front matter.
///
/// Plain scalars are read by the YAML 1.2 core schema, so that `language: no` is Norwegian and not false, and a number is only made
/// where JSON can hold it as it was written: `2.0` stays `2.0`, while dates, `0x10`, `1_000`, `12:30`, `007` and `.nan` stay text.
public enum CardValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// JSON text of a number: the author's digits.
    case number(String)
    case string(String)
    case list([CardValue])
    case map([CardMember])

    /// Compact JSON text.
    public var json: String {
        var writer = JSONWriter()
        write(to: &writer)
        return writer.text
    }

    /// nil for any other kind.
    public var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// A member of a mapping, by name.
    public subscript(key: String) -> CardValue? {
        guard case .map(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    // Recursion is bounded by the depth limit under which every tree is built.
    private func write(to writer: inout JSONWriter) {
        switch self {
        case .null: writer.null()
        case .bool(let value): writer.bool(value)
        case .number(let text): writer.raw(text)
        case .string(let text): writer.string(text)
        case .list(let values): writer.array { for value in values { value.write(to: &$0) } }
        case .map(let members):
            writer.object {
                for member in members {
                    $0.key(member.key)
                    member.value.write(to: &$0)
                }
            }
        }
    }
}

/// A key and its value, in the author's order.
public struct CardMember: Sendable, Hashable {
    public let key: String
    public let value: CardValue

    public init(key: String, value: CardValue) {
        self.key = key
        self.value = value
    }
}

extension CardValue {
    /// A value of JSON. Recursion is bounded by the depth limit under which the document was parsed.
    init(_ value: JSONValue) {
        switch value.kind {
        case .object: self = .map(value.object?.map { CardMember(key: $0.key.string ?? "", value: CardValue($0.value)) } ?? [])
        case .array: self = .list(value.array?.map(CardValue.init) ?? [])
        case .string: self = .string(value.string ?? "")
        case .null: self = .null
        case .bool: self = .bool(value.bool ?? false)
        default: self = .number(value.serialized)
        }
    }
}
