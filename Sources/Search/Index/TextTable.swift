/// Texts by number, one after the other in one piece of memory.
struct TextTable: Sendable {
    let offsets: Column<UInt32>
    let bytes: Column<UInt8>

    var count: Int { max(0, offsets.count - 1) }

    /// The bytes of a text; empty where there is none.
    func bytes(of index: Int) -> UnsafeBufferPointer<UInt8> {
        guard index >= 0, let start = offsets[index], let end = offsets[index + 1], start <= end, Int(end) <= bytes.count else {
            return UnsafeBufferPointer(start: nil, count: 0)
        }
        return UnsafeBufferPointer(rebasing: bytes.values[Int(start)..<Int(end)])
    }

    func text(_ index: Int) -> String { String(decoding: bytes(of: index), as: UTF8.self) }

    /// In a table that is sorted by bytes: the first text that is not before `key`.
    func lowerBound(_ key: [UInt8]) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if Self.precedes(bytes(of: middle), key) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Numbers of the texts that begin with `prefix`, in a sorted table.
    func range(beginningWith prefix: [UInt8]) -> Range<Int> {
        let low = lowerBound(prefix)
        var (start, high) = (low, count)
        while start < high {
            let middle = (start + high) / 2
            if bytes(of: middle).starts(with: prefix) { start = middle + 1 } else { high = middle }
        }
        return low..<start
    }

    /// The number of `key` in a sorted table.
    func index(of key: [UInt8]) -> Int? {
        let index = lowerBound(key)
        return index < count && bytes(of: index).elementsEqual(key) ? index : nil
    }

    private static func precedes(_ left: UnsafeBufferPointer<UInt8>, _ right: [UInt8]) -> Bool {
        for (a, b) in zip(left, right) where a != b { return a < b }
        return left.count < right.count
    }
}

/// Lists of numbers, one a key: postings of terms, members of sets, children of models.
struct ListTable: Sendable {
    let offsets: Column<UInt32>
    let values: Column<UInt32>

    var count: Int { max(0, offsets.count - 1) }

    func range(_ index: Int) -> Range<Int> {
        guard index >= 0, let start = offsets[index], let end = offsets[index + 1], start <= end, Int(end) <= values.count else {
            return 0..<0
        }
        return Int(start)..<Int(end)
    }

    subscript(_ index: Int) -> UnsafeBufferPointer<UInt32> { UnsafeBufferPointer(rebasing: values.values[range(index)]) }
}
