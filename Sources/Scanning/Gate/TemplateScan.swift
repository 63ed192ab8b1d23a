/// Looks at a chat template, which clients run as Jinja: whether its code reaches for what is behind Python's values. Text outside of
/// `{{ }}` and `{% %}` is only printed, and what stands in quotes is mostly a prompt.
struct TemplateScan {
    /// Ways from a value into the interpreter (what Jinja's own sandbox refuses, and the usual gadgets).
    private static let gadgets = [
        "__class__", "__globals__", "__import__", "__subclasses__", "__builtins__", "__mro__", "__base__", "__bases__", "__init__",
        "__getattribute__", "__getattr__", "__dict__", "__code__", "__closure__", "__reduce__", "__loader__", "__self__", "__func__",
        "__module__", "__call__", "__init_subclass__", "_TemplateReference__context", "func_globals", "gi_frame", "cr_frame", "f_globals",
        "f_builtins", "tb_frame",
    ]
    /// Calls that nothing a template is given has.
    private static let calls = ["popen(", "subprocess", "os.system", "import_module", "exec(", "eval(", "getattr(", "__import__"]
    /// Underscores in disguise.
    private static let disguises = ["\\x5f", "\\x5F", "\\u005f", "\\u005F", "\\137", "\\N{LOW LINE}"]
    /// Templates have up to 20 kB.
    static let limit = 1 << 18

    /// Code without what stands in quotes, and that.
    private var code: [UInt8] = []
    private var literals: [[UInt8]] = []

    /// The worst that was found.
    static func finding(in text: String) -> (code: ScanCode, detail: String)? { TemplateScan(Array(text.utf8)).finding }

    private var finding: (code: ScanCode, detail: String)? {
        if let word = Self.gadgets.first(where: { has($0, in: code) }) { return (.templateCode, "it uses \(word)") }
        if let word = Self.calls.first(where: { has($0, in: code, isWord: true) }) { return (.templateCode, "it uses \(word)") }
        // `x['__class__']` is the same as `x.__class__`.
        if let word = Self.gadgets.first(where: { word in literals.contains { $0.elementsEqual(word.utf8) } }) {
            return (.templateCode, "it uses '\(word)'")
        }
        if let word = Self.gadgets.first(where: { word in literals.contains { has(word, in: $0) } }) {
            return (.templateSuspicious, "it has \(word) in a text")
        }
        if let word = Self.disguises.first(where: { word in literals.contains { has(word, in: $0) } }) {
            return (.templateSuspicious, "it writes an underscore as \(word)")
        }
        // `'__cl' ~ 'ass__'`
        if literals.contains(where: { $0.count > 2 && ($0.starts(with: [0x5F, 0x5F]) || $0.suffix(2).elementsEqual([0x5F, 0x5F])) }) {
            return (.templateSuspicious, "it has parts of names of Python's insides")
        }
        if has("|attr", in: code.filter { $0 != 0x20 && $0 != 0x0A }) {
            return (.templateSuspicious, "it fetches attributes by computed names")
        }
        if has("lipsum", in: code, isWord: true) { return (.templateSuspicious, "it uses lipsum") }
        return dunder.map { (.templateSuspicious, "it uses \($0.shortened)") }
    }

    private init(_ text: [UInt8]) {
        var position = 0
        while position + 1 < text.count {
            guard text[position] == UInt8(ascii: "{") else {
                position += 1
                continue
            }
            switch text[position + 1] {
            case UInt8(ascii: "#"):
                position = ByteSearch.first(of: Array("#}".utf8), in: text, from: position + 2).map { $0 + 2 } ?? text.count
            case UInt8(ascii: "{"): position = readCode(text, from: position + 2, close: UInt8(ascii: "}"))
            case UInt8(ascii: "%"): position = readCode(text, from: position + 2, close: UInt8(ascii: "%"))
            default: position += 1
            }
        }
    }

    /// Up to the closing bracket, which counts only outside of quotes. Returns where the text goes on.
    private mutating func readCode(_ text: [UInt8], from start: Int, close: UInt8) -> Int {
        var position = start
        defer { code.append(0x0A) }
        while position < text.count {
            let byte = text[position]
            if byte == close, position + 1 < text.count, text[position + 1] == UInt8(ascii: "}") { return position + 2 }
            if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                position = readLiteral(text, from: position + 1, quote: byte)
            } else {
                code.append(byte)
                position += 1
            }
        }
        return position
    }

    private mutating func readLiteral(_ text: [UInt8], from start: Int, quote: UInt8) -> Int {
        var end = start
        while end < text.count, text[end] != quote { end += text[end] == UInt8(ascii: "\\") ? 2 : 1 }
        end = min(end, text.count)
        literals.append(Array(text[start..<end]))
        code.append(0x20)
        return end + 1
    }

    /// A name with two underscores on both sides.
    private var dunder: String? {
        for word in code.split(whereSeparator: { !Self.isPartOfName($0) }) where word.count > 4 {
            if word.starts(with: [0x5F, 0x5F]), word.suffix(2).elementsEqual([0x5F, 0x5F]), word.contains(where: { $0 != 0x5F }) {
                return String(decoding: word, as: UTF8.self)
            }
        }
        return nil
    }

    private static func isPartOfName(_ byte: UInt8) -> Bool {
        byte == 0x5F || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    /// `isWord`: `retrieval(` is not `eval(`.
    private func has(_ word: String, in text: [UInt8], isWord: Bool = false) -> Bool {
        var position = 0
        while let place = ByteSearch.first(of: Array(word.utf8), in: text, from: position) {
            if !isWord || place == 0 || !Self.isPartOfName(text[place - 1]) { return true }
            position = place + 1
        }
        return false
    }
}
