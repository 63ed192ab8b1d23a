/// A size cut into leaves, the last one shorter.
struct Leaves: Hashable, Sendable {
    let size: Int64
    let leafSize: Int64

    var count: Int { size > 0 ? Int((size - 1) / leafSize + 1) : 0 }

    func length(of leaf: Int) -> Int64 { min(leafSize, size - Int64(leaf) * leafSize) }

    func range(of leaf: Int) -> Range<Int64> {
        let start = Int64(leaf) * leafSize
        return start..<start + length(of: leaf)
    }

    func leaves(touching range: Range<Int64>) -> Range<Int> {
        let (low, high) = (max(0, range.lowerBound), min(size, range.upperBound))
        return low < high ? Int(low / leafSize)..<Int((high - 1) / leafSize + 1) : 0..<0
    }
}
