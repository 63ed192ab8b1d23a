internal import Catalog

/// What was concluded of licences, each conclusion once: what `--license` and `--scenario` are answered from.
struct ConclusionTable {
    private let conclusions: [IndexedConclusion]
    private var codes: [Int64: UInt32] = [:]
    private let scenarios: [String]
    private let atoms: [[String]]

    /// As verdicts are written into the file; 0 is "not weighed".
    static let verdicts = ["allow", "allow-with-duties", "review", "block", "unknown"]

    init(_ conclusions: [IndexedConclusion]) {
        self.conclusions = conclusions
        scenarios = Set(conclusions.flatMap(\.verdicts.keys)).sorted()
        atoms = conclusions.map { Self.names(in: $0.effective) }
        for (index, conclusion) in conclusions.enumerated() { codes[conclusion.row] = UInt32(index + 1) }
    }

    /// 0 is "not weighed".
    func code(of row: Int64?) -> UInt32 { row.flatMap { codes[$0] } ?? 0 }

    func expression(_ code: UInt32) -> String { code == 0 ? "" : conclusions[Int(code) - 1].effective }

    /// The expression, and each licence in it.
    func names(_ code: UInt32) -> [String] { code == 0 ? [] : atoms[Int(code) - 1] }

    private static func names(in expression: String) -> [String] {
        let words = expression.split { " ()".contains($0) }.filter { !["AND", "OR", "WITH"].contains($0) }
        return words.count > 1 ? [expression] + words.map(String.init) : [expression]
    }

    func write(to file: IndexFileWriter) throws(SearchError) {
        let levels = ["none", "low", "medium", "high"]
        try file.write(.conclusionConfidences, [0] + conclusions.map { UInt8(levels.firstIndex(of: $0.confidence) ?? 0) })
        var verdicts: [UInt8] = []
        for scenario in scenarios {
            verdicts.append(0)
            verdicts += conclusions.map { conclusion in
                conclusion.verdicts[scenario].flatMap(Self.verdicts.firstIndex(of:)).map { UInt8($0 + 1) } ?? 0
            }
        }
        try file.write(.verdicts, verdicts)
        var names = StringTable()
        for scenario in scenarios { _ = names.number(of: scenario) }
        try file.write(.scenarioOffsets, names.offsets)
        try file.write(.scenarioBytes, names.bytes)
    }
}
