/// Looks at a chat template, which clients run as Jinja: whether its code reaches for what is behind Python's values. Text outside of
/// `{{ }}` and `{% %}` is only printed.
struct TemplateScan {
    /// Ways out of a sandbox and into the interpreter (Jinja's own list of unsafe attributes, and the usual gadgets).
    private static let dangerous = [
        "__class__", "__globals__", "__import__", "__subclasses__", "__builtins__", "__mro__", "__base__", "__bases__", "__init__",
        "__getattribute__", "__getattr__", "__dict__", "__code__", "__closure__", "__reduce__", "__loader__", "__self__", "__func__",
        "__module__", "__call__", "__init_subclass__", "_TemplateReference__context", "func_globals", "gi_frame", "cr_frame", "f_globals",
        "f_builtins", "tb_frame", "popen(", "subprocess", "os.system", "import_module", "exec(", "eval(", "__import__",
    ]
    /// Ways to write one of those so that it is not seen.
    private static let evasive = [
        "\\x5f", "\\u005f", "\\137", "|attr(", "| attr(", "|attr (", "getattr(", "cycler", "lipsum", "joiner", "self.",
    ]
    /// Templates have up to 20 kB.
    static let limit = 1 << 18

    /// The first way out that was found, and how bad it is.
    static func finding(in text: String) -> (code: ScanCode, detail: String)? {
        let code = code(of: Array(text.utf8))
        if let word = dangerous.first(where: { contains(code, Array($0.utf8)) }) { return (.templateCode, "it uses \(word)") }
        if let word = evasive.first(where: { contains(code, Array($0.utf8)) }) { return (.templateSuspicious, "it uses \(word)") }
        if let word = dunder(in: code) { return (.templateSuspicious, "it uses \(word.shortened)") }
        return nil
    }

    /// What is between the brackets; without blanks around `|` mattering, for blanks are kept as they are.
    private static func code(of text: [UInt8]) -> [UInt8] {
        var code: [UInt8] = []
        var position = 0
        while position + 1 < text.count {
            guard text[position] == UInt8(ascii: "{"), text[position + 1] == UInt8(ascii: "{") || text[position + 1] == UInt8(ascii: "%")
            else {
                position += 1
                continue
            }
            let close = text[position + 1] == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: "%")
            var end = position + 2
            // A bracket within quotes does not end it: read on too far rather than too short.
            while end + 1 < text.count, !(text[end] == close && text[end + 1] == UInt8(ascii: "}")) { end += 1 }
            code += text[(position + 2)..<min(end, text.count)]
            code.append(UInt8(ascii: "\n"))
            position = end
        }
        return code
    }

    /// A name with two underscores on both sides.
    private static func dunder(in code: [UInt8]) -> String? {
        let isWord = { (byte: UInt8) in
            byte == 0x5F || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        }
        for word in code.split(whereSeparator: { !isWord($0) }) where word.count > 4 {
            if word.starts(with: [0x5F, 0x5F]), word.suffix(2).elementsEqual([0x5F, 0x5F]), word.contains(where: { $0 != 0x5F }) {
                return String(decoding: word, as: UTF8.self)
            }
        }
        return nil
    }

    private static func contains(_ text: [UInt8], _ word: [UInt8]) -> Bool { ByteSearch.first(of: word, in: text, from: 0) != nil }
}

/// Finds bytes in bytes.
enum ByteSearch {
    static func first(of word: [UInt8], in text: [UInt8], from start: Int) -> Int? {
        guard let head = word.first, text.count >= word.count, start <= text.count - word.count else { return nil }
        return text.withUnsafeBufferPointer { text in
            word.withUnsafeBufferPointer { word in
                var position = start
                while position <= text.count - word.count {
                    if text[position] == head {
                        var length = 1
                        while length < word.count, text[position + length] == word[length] { length += 1 }
                        if length == word.count { return position }
                    }
                    position += 1
                }
                return nil
            }
        }
    }
}
