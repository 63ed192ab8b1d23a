/// What was concluded of each model's licence, out of the file.
struct VerdictTable: Sendable {
    let codes: Column<UInt32>
    let scenarios: [String]
    private let verdicts: Column<UInt8>
    private let confidences: Column<UInt8>

    init(_ file: IndexFile) {
        codes = file.column(.conclusions)
        verdicts = file.column(.verdicts)
        confidences = file.column(.conclusionConfidences)
        let names = TextTable(offsets: file.column(.scenarioOffsets), bytes: file.column(.scenarioBytes))
        scenarios = (0..<names.count).map(names.text)
    }

    private var conclusions: Int { confidences.count }

    /// A place in `ConclusionTable.verdicts`, plus one; 0: not weighed.
    func verdict(_ code: UInt32, _ scenario: Int) -> UInt8 { verdicts[scenario * conclusions + Int(code)] ?? 0 }

    /// From 0 (none) to 3 (high).
    func confidence(of ordinal: Int) -> UInt8 { codes[ordinal].flatMap { confidences[Int($0)] } ?? 0 }

    func verdicts(of ordinal: Int) -> [String: String] {
        guard let code = codes[ordinal] else { return [:] }
        var all: [String: String] = [:]
        for (index, scenario) in scenarios.enumerated() {
            let verdict = Int(verdict(code, index))
            if verdict > 0, verdict <= ConclusionTable.verdicts.count { all[scenario] = ConclusionTable.verdicts[verdict - 1] }
        }
        return all
    }

    /// Models that may be used in a scenario, with duties or without.
    func allowed(in scenario: Int, count: Int) -> Bitmap {
        let accepted = (0..<max(1, conclusions)).map { (1...2).contains(verdict(UInt32($0), scenario)) }
        let codes = codes.values
        return accepted.withUnsafeBufferPointer { accepted in
            Bitmap.filter(count: min(count, codes.count)) { ordinal in
                let code = Int(codes[ordinal])
                return code < accepted.count && accepted[code]
            }
        }
    }

    /// How many models of `matches` may be used in each scenario.
    func allowedCounts(in matches: Bitmap) -> [Int] {
        var byCode = [UInt32](repeating: 0, count: max(1, conclusions))
        let codes = codes.values
        byCode.withUnsafeMutableBufferPointer { byCode in
            matches.forEach { ordinal in
                guard ordinal < codes.count else { return }
                let code = Int(codes[ordinal])
                if code < byCode.count { byCode[code] += 1 }
            }
        }
        return scenarios.indices.map { scenario in
            byCode.indices.reduce(0) { (1...2).contains(verdict(UInt32($1), scenario)) ? $0 + Int(byCode[$1]) : $0 }
        }
    }
}
