/// A set of ordinals, one bit a model: 250 kB for two million.
public struct Bitmap: Sendable, Hashable {
    /// How many ordinals there are, in the set or not.
    public let count: Int
    var words: [UInt64]

    /// None of them, or all.
    public init(count: Int, all: Bool = false) {
        self.count = max(0, count)
        words = [UInt64](repeating: all ? ~0 : 0, count: (self.count + 63) / 64)
        if all { clearTail() }
    }

    /// Bits beyond the last ordinal would be counted as models.
    mutating func clearTail() {
        let rest = count % 64
        if rest > 0, let last = words.indices.last { words[last] &= (1 << UInt64(rest)) - 1 }
    }

    /// Ordinals out of range are passed over.
    public mutating func insert(_ ordinal: Int) {
        guard ordinal >= 0, ordinal < count else { return }
        words[ordinal >> 6] |= 1 << UInt64(ordinal & 63)
    }

    public func contains(_ ordinal: Int) -> Bool {
        ordinal >= 0 && ordinal < count && words[ordinal >> 6] & (1 << UInt64(ordinal & 63)) != 0
    }

    mutating func insert(_ ordinals: UnsafeBufferPointer<UInt32>) {
        let count = count
        words.withUnsafeMutableBufferPointer { words in
            for ordinal in ordinals where Int(ordinal) < count { words[Int(ordinal >> 6)] |= 1 << UInt64(ordinal & 63) }
        }
    }

    mutating func formIntersection(_ other: Bitmap) { combine(other) { $0 & $1 } }
    mutating func formUnion(_ other: Bitmap) { combine(other) { $0 | $1 } }
    mutating func subtract(_ other: Bitmap) { combine(other) { $0 & ~$1 } }

    private mutating func combine(_ other: Bitmap, _ operation: (UInt64, UInt64) -> UInt64) {
        let shared = min(words.count, other.words.count)
        words.withUnsafeMutableBufferPointer { mine in
            other.words.withUnsafeBufferPointer { theirs in
                for index in 0..<shared { mine[index] = operation(mine[index], theirs[index]) }
            }
        }
    }

    /// How many are in the set.
    public var population: Int { words.withUnsafeBufferPointer { $0.reduce(0) { $0 + $1.nonzeroBitCount } } }

    /// Calls `body` with each ordinal of the set, ascending.
    @inline(__always)
    func forEach(_ body: (Int) -> Void) {
        words.withUnsafeBufferPointer { words in
            for index in words.indices {
                var word = words[index]
                while word != 0 {
                    body(index << 6 + word.trailingZeroBitCount)
                    word &= word - 1
                }
            }
        }
    }

    /// The ordinals for which `test` holds; asked for every ordinal, in order.
    @inline(__always)
    static func filter(count: Int, _ test: (Int) -> Bool) -> Bitmap {
        var bitmap = Bitmap(count: count)
        bitmap.words.withUnsafeMutableBufferPointer { words in
            for index in words.indices {
                let first = index << 6
                var word: UInt64 = 0
                for bit in 0..<min(64, count - first) where test(first + bit) { word |= 1 << UInt64(bit) }
                words[index] = word
            }
        }
        return bitmap
    }
}
