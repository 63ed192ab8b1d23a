/// What a scalar without quotes means: YAML 1.2's core schema (section 10.3.2), less what JSON could not give back as written.
enum YAMLScalar {
    static func value(of text: String) -> CardValue {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default: return number(text).map { .number($0) } ?? .string(text)
        }
    }

    /// JSON text of a decimal number; nil for anything else. A leading `+` and a bare point are the only things that are changed.
    private static func number(_ text: String) -> String? {
        guard let first = text.utf8.first, text.utf8.count <= 64, (0x30...0x39).contains(first) || "+-.".utf8.contains(first) else {
            return nil
        }
        var rest = text.utf8[...]
        var json = ""
        if rest.first == UInt8(ascii: "-") { json = "-" }
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        let whole = digits(&rest)
        guard whole.utf8.count <= 1 || whole.utf8.first != UInt8(ascii: "0") else { return nil }
        json += whole.isEmpty ? "0" : whole
        var isWhole = true
        var fraction = ""
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            isWhole = false
            fraction = digits(&rest)
            json += "." + (fraction.isEmpty ? "0" : fraction)
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return nil }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            isWhole = false
            json += "e"
            if let sign = rest.first, "+-".utf8.contains(sign) {
                json += sign == UInt8(ascii: "-") ? "-" : "+"
                rest = rest.dropFirst()
            }
            let exponent = digits(&rest)
            guard !exponent.isEmpty else { return nil }
            json += exponent
        }
        guard rest.isEmpty, isWhole ? Int64(json) != nil : Double(json)?.isFinite == true else { return nil }
        return json
    }

    private static func digits(_ rest: inout Substring.UTF8View) -> String {
        let found = rest.prefix { (0x30...0x39).contains($0) }
        rest = rest.dropFirst(found.count)
        return String(Substring(found))
    }
}
