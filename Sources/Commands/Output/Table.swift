/// Rows under headings, for a terminal or a CSV file.
struct Table: Sendable {
    struct Column: Sendable {
        let title: String
        var alignsRight = false
    }

    let columns: [Column]
    var rows: [[String]]

    init(_ titles: [String], rightAligned: Set<String> = [], rows: [[String]] = []) {
        columns = titles.map { Column(title: $0, alignsRight: rightAligned.contains($0)) }
        self.rows = rows
    }

    /// Columns as wide as their widest cell, two blanks apart.
    func text() -> String {
        let cells = [columns.map { $0.title.uppercased() }] + rows.map { $0.map(Self.printable) }
        let widths = columns.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
        return cells.map { row in
            let padded = columns.indices.map { column -> String in
                let fill = String(repeating: " ", count: widths[column] - row[column].count)
                return columns[column].alignsRight ? fill + row[column] : row[column] + fill
            }
            return padded.joined(separator: "  ").trimmingTrailingBlanks()
        }.joined(separator: "\n")
    }

    /// RFC 4180. A cell that a spreadsheet would run as a formula is preceded by an apostrophe: names come from strangers.
    func csv() -> String {
        let lines = [columns.map { Self.csvCell($0.title.lowercased().replacing(" ", with: "_")) }] + rows.map { $0.map(Self.csvCell) }
        return lines.map { $0.joined(separator: ",") }.joined(separator: "\r\n")
    }

    private static func csvCell(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
        let safe = isFormula && Double(text) == nil ? "'" + text : text
        guard safe.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }

    /// Terminal control characters in names from a hub must not reach a terminal.
    private static func printable(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control || $0.properties.generalCategory == .format })
        else { return text }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map {
                    $0.properties.generalCategory == .control || $0.properties.generalCategory == .format ? "\u{FFFD}" : $0
                }))
    }
}

extension String {
    fileprivate func trimmingTrailingBlanks() -> String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
