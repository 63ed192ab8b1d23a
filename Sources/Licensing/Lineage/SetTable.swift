/// Sets of small numbers, each kept once, with unions remembered.
struct SetTable {
    static let empty: Int32 = 0

    /// Ascending; the first is empty.
    private(set) var sets: [[Int32]] = [[]]
    private var numbers: [[Int32]: Int32] = [[]: 0]
    private var singles: [Int32: Int32] = [:]
    private var unions: [Int64: Int32] = [:]

    mutating func inserting(_ element: Int32, into set: Int32) -> Int32 {
        let single =
            singles[element]
            ?? {
                let number = intern([element])
                singles[element] = number
                return number
            }()
        return union(set, single)
    }

    mutating func union(_ left: Int32, _ right: Int32) -> Int32 {
        if left == right || right == Self.empty { return left }
        if left == Self.empty { return right }
        let key = Int64(min(left, right)) << 32 | Int64(max(left, right))
        if let known = unions[key] { return known }
        let number = intern(Self.merged(sets[Int(left)], sets[Int(right)]))
        unions[key] = number
        return number
    }

    private mutating func intern(_ set: [Int32]) -> Int32 {
        if let known = numbers[set] { return known }
        let number = Int32(sets.count)
        sets.append(set)
        numbers[set] = number
        return number
    }

    private static func merged(_ left: [Int32], _ right: [Int32]) -> [Int32] {
        var merged: [Int32] = []
        merged.reserveCapacity(left.count + right.count)
        var (i, j) = (0, 0)
        while i < left.count, j < right.count {
            if left[i] == right[j] {
                merged.append(left[i])
                i += 1
                j += 1
            } else if left[i] < right[j] {
                merged.append(left[i])
                i += 1
            } else {
                merged.append(right[j])
                j += 1
            }
        }
        merged += left[i...]
        merged += right[j...]
        return merged
    }
}
