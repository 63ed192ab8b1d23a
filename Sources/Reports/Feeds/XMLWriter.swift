/// Writes XML 1.0, element by element. Text and attributes may be anything: what can't stand in XML is replaced, what would act in it is
/// escaped.
public struct XMLWriter: Sendable {
    private var text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"

    public init() {}

    /// The whole text, once the root element is written.
    public var document: String { text + "\n" }

    /// An element with text.
    public mutating func element(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:], text content: String) {
        element(name, attributes) { $0.text += Self.escaped(content) }
    }

    /// An element with what `content` writes.
    public mutating func element(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:], _ content: (inout XMLWriter) -> Void = { _ in }
    ) {
        text += "<\(name)"
        for (key, value) in attributes { text += " \(key)=\"\(Self.escaped(value))\"" }
        text += ">"
        content(&self)
        text += "</\(name)>"
    }

    /// Also safe between quotes. Characters outside `Char` (XML 1.0, section 2.2) become U+FFFD; line ends are kept by number, for they would be folded.
    public static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            case "\t", "\n", "\r": out += "&#\(scalar.value);"
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: out += "\u{FFFD}"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
