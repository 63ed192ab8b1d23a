/// Which files a GGUF repository holds: drawn once, so that a model needs only a number.
struct QuantizationSets: Sendable {
    /// Each a set of places in `HubFacts.quantizations`, in order of bits.
    let sets: [[Int]]
    /// `-Q4_K_M.gguf` without the dash and the ending.
    static let labels: [[UInt8]] = HubFacts.quantizations.map { Array($0.0.utf8) }

    static func bits(_ place: Int) -> Double { bitTable[place] }

    /// Measured where known; the others stand between their neighbours.
    private static let bitTable: [Double] = HubFacts.quantizations.map { name, _ in
        switch name {
        case "F32": 32
        case "F16", "BF16": 16
        case "Q8_0": 8.5
        case "Q6_K", "Q6_K_L": 6.56
        case "Q5_1": 6.03
        case "Q5_K_M", "Q5_K_L": 5.67
        case "Q5_0", "Q5_K_S": 5.52
        case "Q4_1": 5.09
        case "Q4_K_M", "Q4_K_L", "UD-Q4_K_XL": 4.83
        case "Q4_K_S", "Q4_0", "Q4_0_4_4", "IQ4_NL": 4.55
        case "IQ4_XS", "Q3_K_L", "MXFP4_MOE", "Q3_K_XL": 4.26
        case "Q3_K_M", "IQ3_M": 3.89
        case "Q3_K_S", "IQ3_S", "IQ3_XS": 3.48
        case "Q2_K", "Q2_K_L", "IQ3_XXS", "UD-Q2_K_XL": 3.35
        case "IQ2_M", "IQ2_S", "Q2_K_S": 2.7
        case "IQ2_XS": 2.4
        case "IQ2_XXS": 2.16
        default: 1.75
        }
    }

    /// Weights for drawing without putting back, by iteration such that each file comes as often as it was counted.
    private static let weights: [Double] = [
        1000, 532.08, 498.18, 426.99, 289.47, 230.93, 206.36, 199.91, 171.66, 139.47, 118.23, 94.34, 61.37, 59.33, 48.36, 49.22, 45.95,
        45.46, 41.62, 38.78, 27.7, 26.69, 25.27, 22.46, 23.94, 18.49, 19.15, 18.21, 14.12, 14.46, 14.34, 14.13, 14.43, 10.25, 10.32, 9.27,
        7.08, 4.84, 4.26, 4.03, 1.65, 0.92,
    ]

    init(_ random: inout SplitMix) {
        let weights = Self.weights
        sets = (0..<1_024).map { number in
            let count = Int(HubFacts.quantizationsOfARepository.value(at: (Double(number) + 0.5) / 1_024).rounded())
            var left = Array(weights.enumerated())
            var chosen: [Int] = []
            while chosen.count < count, !left.isEmpty {
                var mark = random.unit() * left.reduce(0) { $0 + $1.element }
                let place = left.firstIndex { entry in
                    mark -= entry.element
                    return mark < 0
                }
                chosen.append(left.remove(at: place ?? left.count - 1).offset)
            }
            return chosen.sorted { (Self.bits($0), $0) < (Self.bits($1), $1) }
        }
    }
}
