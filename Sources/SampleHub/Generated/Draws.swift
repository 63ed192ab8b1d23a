import Foundation

/// Steele, Lea and Flood's SplitMix64: small, fast, and the same everywhere.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// From 0 up to 1, without 1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// True in that share of all calls.
    mutating func chance(_ share: Double) -> Bool { unit() < share }

    /// From 0 up to `count`, without it; 0 where `count` is not above 0.
    mutating func below(_ count: Int) -> Int {
        count > 0 ? Int(next().multipliedFullWidth(by: UInt64(count)).high) : 0
    }

    /// The same, small numbers more often: as often as a rank in a power law of slope 1.
    mutating func rank(below count: Int) -> Int {
        min(max(0, count - 1), Int(exp(unit() * log(Double(max(1, count)) + 1))) - 1)
    }
}

/// One of several things, each in its share of all draws (A. J. Walker's alias method: two look-ups whatever the number).
struct Weighted: Sendable {
    private let cut: [UInt32]
    private let other: [UInt16]

    /// At most 65,536 weights, of any sum; one that is below 0 counts as 0.
    init(_ weights: [Double]) {
        let count = weights.count
        let sum = weights.reduce(0) { $0 + max(0, $1) }
        var scaled = weights.map { max(0, $0) * Double(count) / max(sum, .leastNonzeroMagnitude) }
        var cut = [UInt32](repeating: .max, count: count)
        var other = (0..<count).map { UInt16(truncatingIfNeeded: $0) }
        var small = scaled.indices.filter { scaled[$0] < 1 }
        var large = scaled.indices.filter { scaled[$0] >= 1 }
        while let less = small.popLast(), let more = large.last {
            cut[less] = UInt32(scaled[less] * 4_294_967_295)
            other[less] = UInt16(truncatingIfNeeded: more)
            scaled[more] -= 1 - scaled[less]
            if scaled[more] < 1 {
                large.removeLast()
                small.append(more)
            }
        }
        self.cut = cut
        self.other = other
    }

    /// The place of one weight.
    func draw(_ random: inout SplitMix) -> Int {
        let word = random.next()
        let column = Int(((word & 0xFFFF_FFFF) * UInt64(cut.count)) >> 32)
        guard column < cut.count else { return 0 }
        return UInt32(truncatingIfNeeded: word >> 32) <= cut[column] ? column : Int(other[column])
    }
}

/// Things with their weights, and one of them in its share.
struct Shares<Element: Sendable>: Sendable {
    let elements: [Element]
    private let weighted: Weighted

    init(_ table: [(Element, Double)]) {
        elements = table.map(\.0)
        weighted = Weighted(table.map(\.1))
    }

    func draw(_ random: inout SplitMix) -> Element { elements[weighted.draw(&random)] }
}

/// A quantity by its quantiles, drawn between them.
struct Quantiles: Sendable {
    private let points: [(share: Double, value: Double)]
    private let isGeometric: Bool

    /// `points` rise, from share 0 to share 1. `isGeometric`: the logarithm is what runs straight between two of them.
    init(_ points: [(Double, Double)], isGeometric: Bool = false) {
        self.points = points.map { (share: $0.0, value: $0.1) }
        self.isGeometric = isGeometric
    }

    func value(at share: Double) -> Double {
        for index in points.indices.dropFirst() where share <= points[index].share {
            let (low, high) = (points[index - 1], points[index])
            let part = (share - low.share) / max(high.share - low.share, .leastNonzeroMagnitude)
            guard isGeometric, low.value > 0 else { return low.value + part * (high.value - low.value) }
            return low.value * exp(part * log(high.value / low.value))
        }
        return points.last?.value ?? 0
    }
}

/// Downloads by rank, as measured and estimated for a hub of 2.5 million models: rank 1 has 2.5e8, rank 100 2.5e6, 1.07 %
/// of all models more than a thousand, a quarter ten, half of all at least one.
enum DownloadCurve {
    private static let anchors: [(share: Double, downloads: Double)] = [
        (4e-7, 2.5e8), (4e-5, 2.5e6), (0.0107, 1_000), (0.25, 10), (0.5, 1),
    ]

    /// `share`: rank divided by the number of models, from 0.
    static func downloads(share: Double) -> Int {
        guard share < 0.5 else { return 0 }
        let share = max(share, anchors[0].share)
        for index in 1..<anchors.count where share <= anchors[index].share {
            let (low, high) = (anchors[index - 1], anchors[index])
            let part = log(share / low.share) / log(high.share / low.share)
            return Int(low.downloads * exp(part * log(high.downloads / low.downloads)))
        }
        return 0
    }

    /// Likes given downloads, as counted over 15,904 models in 2026: how many have none, the median and the nine hundredth of
    /// a thousand of those that have some.
    private static let likes: [(below: Int, none: Double, median: Double, high: Double)] = [
        (1, 0.884, 1, 3), (10, 0.976, 1, 2), (100, 0.913, 1, 4), (1_000, 0.789, 1, 12), (10_000, 0.363, 4, 45), (100_000, 0.041, 40, 440),
        (1_000_000, 0.011, 280, 1_500), (.max, 0, 1_134, 4_900),
    ]

    static func likes(downloads: Int, _ random: inout SplitMix) -> Int {
        let row = likes.first { downloads < $0.below } ?? likes[likes.count - 1]
        guard !random.chance(row.none) else { return 0 }
        // A log-normal law has its median at 0 and its 90 % point at 1.2816 deviations.
        let deviation = random.unit() + random.unit() + random.unit() + random.unit() - 2
        return max(1, Int(row.median * exp(deviation * 1.732 * log(row.high / row.median) / 1.2816)))
    }
}
