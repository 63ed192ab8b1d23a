internal import Yams

/// The lines of a declaration, for changes to one entry of `models`. Whoever changes them reads the result again: what is done here by
/// lines is right for a list with one dash a line, and noticed to be wrong for anything else.
struct DeclarationLines {
    private var lines: [String]

    init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
    }

    var text: String { lines.map { $0 + "\n" }.joined() }

    /// False: the list is not written in lines.
    mutating func replace(_ root: Node?, _ items: [Node], at index: Int, with item: Node?) -> Bool {
        guard let last = items.last else { return begin(root, item) }
        guard let range = range(of: index < items.count ? items[index] : last, next: index + 1 < items.count ? items[index + 1] : nil)
        else {
            return false
        }
        let made = item.map { Self.rendered($0, indent: range.indent) } ?? []
        guard item == nil || !made.isEmpty else { return false }
        let end = range.lines.upperBound
        lines.replaceSubrange(index < items.count ? range.lines : end..<end, with: made)
        return true
    }

    /// The first entry of a list that is not there, or empty.
    private mutating func begin(_ root: Node?, _ item: Node?) -> Bool {
        guard let item else { return false }
        let made = Self.rendered(item, indent: 0)
        let key = root?.mapping?.first { $0.key.string == "models" }?.key
        guard let key, let line = key.mark.map({ $0.line - 1 }), lines.indices.contains(line) else {
            lines += ["models:"] + made
            return !made.isEmpty
        }
        guard let colon = lines[line].firstIndex(of: ":") else { return false }
        let rest = lines[line][lines[line].index(after: colon)...].filter { $0 != " " }
        guard rest.isEmpty || rest == "[]" || rest.hasPrefix("#") else { return false }
        if rest == "[]" { lines[line] = String(lines[line][...colon]) }
        lines.insert(contentsOf: made, at: line + 1)
        return !made.isEmpty
    }

    /// The lines of an entry, without remarks and empty lines behind it, and how far its dash is indented.
    private func range(of item: Node, next: Node?) -> (lines: Range<Int>, indent: Int)? {
        guard let mark = item.mark, lines.indices.contains(mark.line - 1) else { return nil }
        let start = mark.line - 1
        let before = lines[start].unicodeScalars.prefix(mark.column - 1)
        let indent = before.prefix { $0 == " " }.count
        guard before.dropFirst(indent).first == "-", before.dropFirst(indent + 1).allSatisfy({ $0 == " " }) else { return nil }
        var end = start + 1
        if let next {
            guard let line = next.mark?.line, line - 1 > start else { return nil }
            end = line - 1
        } else {
            while end < lines.count, isBeyond(lines[end], indent) { end += 1 }
        }
        while end > start + 1, !isBeyond(lines[end - 1], indent) || isEmpty(lines[end - 1]) || isRemark(lines[end - 1], upTo: indent) {
            end -= 1
        }
        return (start..<end, indent)
    }

    /// Whether a line can belong to an entry whose dash is indented so far.
    private func isBeyond(_ line: String, _ indent: Int) -> Bool {
        isEmpty(line) || isRemark(line, upTo: .max) || line.prefix { $0 == " " }.count > indent
    }

    private func isEmpty(_ line: String) -> Bool { line.allSatisfy { $0 == " " || $0 == "\t" || $0 == "\r" } }

    private func isRemark(_ line: String, upTo indent: Int) -> Bool {
        let blanks = line.prefix { $0 == " " }.count
        return line.dropFirst(blanks).first == "#" && blanks <= indent
    }

    private static func rendered(_ item: Node, indent: Int) -> [String] {
        guard let text = try? Yams.serialize(node: Node([item]), width: -1, allowUnicode: true) else { return [] }
        return text.split(separator: "\n").map { String(repeating: " ", count: indent) + $0 }
    }
}
