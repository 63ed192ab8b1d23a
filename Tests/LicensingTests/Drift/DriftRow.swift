import Licensing

/// One real change of a LICENSE-like file, as a table row describes it, turned into what an audit would have seen.
///
/// The ids carry most of it. What they cannot carry is read from the row's remark, which stands for things that an audit sees in the
/// repository or in the two texts: that only wrapping, an address or a name differs (rows with the same id on both sides, and a rename of
/// the licence itself), that the file is for the code only, or that it lies at another path now.
struct DriftRow {
    let repository: String
    let path: String
    let from: String
    let to: String
    let expected: DriftLevel
    let remark: String

    init?(_ line: Substring) {
        let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard cells.count >= 10, let level = DriftLevel(rawValue: cells[8]) else { return nil }
        repository = cells[0]
        path = cells[1]
        from = cells[4]
        to = cells[7]
        expected = level
        remark = cells[9].lowercased()
    }

    /// - Parameter earlier: rows before this one: what was last known of a file that is gone.
    func drift(_ judge: DriftJudge, _ catalogue: LicenseCatalogue, earlier: [DriftRow]) throws -> Drift {
        let old = try expression(from, catalogue)
        let new = try expression(to, catalogue)
        let last = earlier.last { $0.repository == repository && $0.path == path && $0.from != "NONE" }
        let before = LicenseState(path, expression: old, lastKnown: try last.flatMap { try expression($0.from, catalogue) })
        var after = LicenseState(path, expression: new)
        if says("code only", "code-only", "only the code") { after.component = .code }
        if new == nil, says("renamed to", "moved to"), let old { after.others["elsewhere"] = old }
        return judge.drift(from: before, to: after, text: text)
    }

    private var text: TextChange {
        if from != to { return says("name of the licence fixed", "name fixed", "typo in the name") ? .name : .unknown }
        if says("reflow", "wrapp", "whitespace", "line ending", "byte size equal", "formatting") { return .same }
        if says("link", "typo", "date only", "references fixed", "third-party", "copyright line", "address", "spelling") {
            return .dressing
        }
        return .words
    }

    private func says(_ phrases: String...) -> Bool { phrases.contains { remark.contains($0) } }

    private func expression(_ text: String, _ catalogue: LicenseCatalogue) throws -> LicenseExpression? {
        text == "NONE" ? nil : try LicenseExpression(parsing: text, catalogue)
    }
}
