import Reports

/// What a command has to say on standard output, in each of the formats.
struct Document: Sendable {
    /// The one JSON document of `--format json`.
    let json: Datum
    let table: Table
    /// Lines after the table, for a person only: a total, a hint.
    var footnotes: [String] = []

    func text(in format: OutputFormat) -> String {
        switch format {
        case .table: ([table.text()] + footnotes).joined(separator: "\n")
        case .json: json.jsonText()
        case .csv: table.csv()
        }
    }

    /// A record as a table of two columns.
    static func record(_ fields: [(key: String, value: Datum)]) -> Document {
        let rows = fields.filter { if case .null = $0.value { false } else { true } }.map {
            [$0.key.replacing("_", with: " "), $0.value.plain]
        }
        return Document(json: .object(fields), table: Table(["field", "value"], rows: rows))
    }
}
