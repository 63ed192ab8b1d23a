/// Turns "the words of each model" into "the models of each word".
struct PostingsBuilder {
    private(set) var words = StringTable(capacity: 1 << 16)
    /// Words of all models, one after the other, and where each model's end.
    private var occurrences: [UInt32] = []
    private var ends: [UInt32] = []

    /// How many models were added.
    var count: Int { ends.count }

    /// A word of the model at hand; repeats are passed over.
    mutating func add(_ word: UnsafeBufferPointer<UInt8>) {
        let number = words.number(of: word)
        let start = Int(ends.last ?? 0)
        var index = occurrences.count
        while index > start {
            index -= 1
            if occurrences[index] == number { return }
        }
        occurrences.append(number)
    }

    /// Ends the model at hand.
    mutating func next() { ends.append(UInt32(occurrences.count)) }

    /// What goes into the file: words sorted by bytes, and their models, ascending.
    struct Result {
        var offsets: [UInt32] = [0]
        var bytes: [UInt8] = []
        var listOffsets: [UInt32] = [0]
        var lists: [UInt32] = []
        /// For each word's number while building, its place in the sorted table.
        var places: [UInt32] = []
    }

    func result() -> Result {
        var counts = [UInt32](repeating: 0, count: words.count + 1)
        for word in occurrences { counts[Int(word)] += 1 }
        let order = ByteOrder.sorted(offsets: words.offsets, bytes: words.bytes)
        var result = Result()
        result.bytes.reserveCapacity(words.bytes.count)
        result.offsets.reserveCapacity(words.count + 1)
        result.places = [UInt32](repeating: 0, count: words.count)
        var starts = [UInt32](repeating: 0, count: words.count)
        var total: UInt32 = 0
        for (place, word) in order.enumerated() {
            result.bytes.append(contentsOf: words.bytes[Int(words.offsets[Int(word)])..<Int(words.offsets[Int(word) + 1])])
            result.offsets.append(UInt32(result.bytes.count))
            result.places[Int(word)] = UInt32(place)
            starts[Int(word)] = total
            total += counts[Int(word)]
            result.listOffsets.append(total)
        }
        result.lists = [UInt32](repeating: 0, count: Int(total))
        var position = 0
        result.lists.withUnsafeMutableBufferPointer { lists in
            for (model, end) in ends.enumerated() {
                while position < Int(end) {
                    let word = Int(occurrences[position])
                    lists[Int(starts[word])] = UInt32(model)
                    starts[word] += 1
                    position += 1
                }
            }
        }
        return result
    }
}

/// Sorting texts by their bytes.
enum ByteOrder {
    private struct Keyed {
        /// The first eight bytes, so that most comparisons need no look at the text.
        let key: UInt64
        let number: UInt32
    }

    /// Numbers of texts in order of their bytes; `fold` ignores the case of ASCII letters; `start` is where in a text the comparison begins.
    static func sorted(offsets: [UInt32], bytes: [UInt8], folds: Bool = false, from start: (Int) -> Int = { _ in 0 }) -> [UInt32] {
        let count = max(0, offsets.count - 1)
        return bytes.withUnsafeBufferPointer { pool in
            offsets.withUnsafeBufferPointer { offsets in
                func unit(_ index: Int) -> UInt8 {
                    let unit = pool[index]
                    return folds && (0x41...0x5A).contains(unit) ? unit | 0x20 : unit
                }
                var firsts = [UInt32](repeating: 0, count: count)
                var keyed: [Keyed] = []
                keyed.reserveCapacity(count)
                for number in 0..<count {
                    let first = Int(offsets[number]) + start(number)
                    let end = Int(offsets[number + 1])
                    firsts[number] = UInt32(first)
                    var key: UInt64 = 0
                    for index in first..<(first + 8) { key = key << 8 | (index < end ? UInt64(unit(index)) : 0) }
                    keyed.append(Keyed(key: key, number: UInt32(number)))
                }
                firsts.withUnsafeBufferPointer { firsts in
                    keyed.sort { left, right in
                        if left.key != right.key { return left.key < right.key }
                        var a = Int(firsts[Int(left.number)]) + 8
                        var b = Int(firsts[Int(right.number)]) + 8
                        let (endA, endB) = (Int(offsets[Int(left.number) + 1]), Int(offsets[Int(right.number) + 1]))
                        while a < endA, b < endB {
                            let (x, y) = (unit(a), unit(b))
                            if x != y { return x < y }
                            a += 1
                            b += 1
                        }
                        let (restA, restB) = (endA - a, endB - b)
                        return restA != restB ? restA < restB : left.number < right.number
                    }
                }
                return keyed.map(\.number)
            }
        }
    }
}
