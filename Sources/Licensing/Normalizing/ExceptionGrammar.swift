/// `with the GNU Classpath Exception` behind a licence.
enum ExceptionGrammar {
    private static let known: [(word: String, id: String)] = [
        ("classpath", "Classpath-exception-2.0"), ("cpe", "Classpath-exception-2.0"), ("ce", "Classpath-exception-2.0"),
        ("llvm", "LLVM-exception"), ("font", "Font-exception-2.0"),
        ("bison", "Bison-exception-2.2"), ("libtool", "Libtool-exception"), ("syscall", "Linux-syscall-note"), ("swift", "Swift-exception"),
        ("wxwindows", "WxWindows-exception-3.1"), ("ecos", "eCos-exception-2.0"), ("freertos", "freertos-exception-2.0"),
        ("fltk", "FLTK-exception"), ("ocaml", "OCaml-LGPL-linking-exception"), ("foss", "Universal-FOSS-exception-1.0"),
    ]

    /// nil: no exception stands here. An unknown one is `AdditionRef-Weighbridge-unread-exception`.
    static func match(_ text: ClaimText, at start: Int, version: String?) -> (id: String, end: Int)? {
        guard start < text.tokens.count else { return nil }
        var index = start
        let first = text.word(index)
        if first == "with" || first == "w" || first == "including" || first == "avec" || first == "con" {
            index += 1
        } else if text.tokens[index].kind == .plus {
            index += 1
        } else if !text.tokens[index].gap.contains(.open) {
            return nil
        }
        let limit = min(index + 8, text.tokens.count)
        var found: String?
        var end: Int?
        for position in index..<limit {
            let word = text.word(position)
            if position > index, !text.tokens[position].gap.isDisjoint(with: [.slash, .pipe, .semicolon]) { break }
            if let entry = known.first(where: { $0.word == word }) { found = found ?? entry.id }
            switch word {
            case "autoconf": found = version == "3.0" ? "Autoconf-exception-3.0" : "Autoconf-exception-2.0"
            case "gcc", "runtime": found = found ?? (version == "3.0" ? "GCC-exception-3.1" : "GCC-exception-2.0")
            case "linking", "link": found = found ?? (version == "3.0" ? "GPL-3.0-linking-exception" : nil)
            case "exception", "exceptions", "ausnahme", "note":
                end = position + 1
                if text.number(position + 1) != nil { end = position + 2 }
            case "ce", "cpe": end = end ?? position + 1
            case "or", "and", "license", "licence": return nil
            default: break
            }
            if end != nil { break }
        }
        guard let end else { return nil }
        return (found ?? "AdditionRef-Weighbridge-unread-exception", end)
    }
}
