/// Which words of a known text stand where in a given one.
struct TokenAlignment: Sendable {
    /// Words that follow one another in both.
    struct Block: Sendable {
        var own: Int
        var known: Int
        var count: Int
        var ownEnd: Int { own + count }
        var knownEnd: Int { known + count }
    }

    /// Ascending in both, never touching in both.
    private(set) var blocks: [Block] = []
    private static let gram = 4
    /// More cells than this are not compared word by word: such a gap counts as replaced.
    private static let cellLimit = 200_000

    var matched: Int { blocks.reduce(0) { $0 + $1.count } }

    /// Aligns at runs of four words that the known text has once, then word by word in between.
    init(own: ArraySlice<UInt16>, known: ArraySlice<UInt16>) {
        let anchors = Self.chain(Self.anchors(own, known))
        guard let first = anchors.first, let last = anchors.last else { return }
        // Only as much of the given text as the missing beginning could fill, and a little more.
        let headStart = max(own.startIndex, first.own - (first.known - known.startIndex) - 6)
        fill(own, known, headStart..<first.own, known.startIndex..<first.known)
        dropStrayWords(before: first)
        var previous = first
        append(first)
        for anchor in anchors.dropFirst() {
            fill(own, known, previous.ownEnd..<anchor.own, previous.knownEnd..<anchor.known)
            append(anchor)
            previous = anchor
        }
        let body = blocks.count
        let tailEnd = min(own.endIndex, last.ownEnd + (known.endIndex - last.knownEnd) + 6)
        fill(own, known, last.ownEnd..<tailEnd, last.knownEnd..<known.endIndex)
        dropStrayWords(from: body)
    }

    // MARK: - Anchors

    private static func anchors(_ own: ArraySlice<UInt16>, _ known: ArraySlice<UInt16>) -> [Block] {
        let gram = min(Self.gram, known.count, own.count)
        guard gram > 0 else { return [] }
        var table = GramTable(capacity: known.count)
        for index in known.startIndex...(known.endIndex - gram) { table.add(key(known, index, gram), at: index) }
        var blocks: [Block] = []
        var index = own.startIndex
        while index <= own.endIndex - gram {
            if let place = table.place(key(own, index, gram)) {
                if let last = blocks.last, last.ownEnd - gram + 1 == index, last.knownEnd - gram + 1 == place {
                    blocks[blocks.count - 1].count += 1
                } else {
                    blocks.append(Block(own: index, known: place, count: gram))
                }
            }
            index += 1
        }
        return blocks
    }

    @inline(__always)
    private static func key(_ words: ArraySlice<UInt16>, _ index: Int, _ gram: Int) -> UInt64 {
        var key: UInt64 = 0
        for offset in 0..<gram {
            let word = words[index + offset]
            // An unknown word equals nothing, itself included.
            if word == 0 { return 0 }
            key = key << 16 | UInt64(word)
        }
        return key
    }

    /// The heaviest chain of blocks that ascends in both texts and stays together in the given one.
    private static func chain(_ blocks: [Block]) -> [Block] {
        guard blocks.count > 1 else { return blocks }
        var best = [Float](repeating: 0, count: blocks.count)
        var from = [Int](repeating: -1, count: blocks.count)
        var top = 0
        for index in blocks.indices {
            let block = blocks[index]
            best[index] = Float(block.count)
            for before in stride(from: index - 1, through: max(0, index - 40), by: -1) {
                let previous = blocks[before]
                let overlap = max(previous.ownEnd - block.own, previous.knownEnd - block.known, 0)
                if overlap >= block.count || previous.known >= block.known { continue }
                let gap = Float(min(max(block.own - previous.ownEnd, 0), 400) + min(max(block.known - previous.knownEnd, 0), 400))
                let value = best[before] + Float(block.count - overlap) - gap * 0.03
                if value > best[index] {
                    best[index] = value
                    from[index] = before
                }
            }
            if best[index] > best[top] { top = index }
        }
        var chain: [Block] = []
        var index = top
        while index >= 0 {
            chain.append(blocks[index])
            index = from[index]
        }
        chain.reverse()
        for index in chain.indices.dropFirst() {
            let overlap = max(chain[index - 1].ownEnd - chain[index].own, chain[index - 1].knownEnd - chain[index].known, 0)
            chain[index].own += overlap
            chain[index].known += overlap
            chain[index].count -= overlap
        }
        return chain.filter { $0.count > 0 }
    }

    // MARK: - Gaps

    private mutating func append(_ block: Block) {
        if let last = blocks.last, last.ownEnd == block.own, last.knownEnd == block.known {
            blocks[blocks.count - 1].count += block.count
        } else {
            blocks.append(block)
        }
    }

    /// Adds the longest common subsequence of two gaps.
    private mutating func fill(_ own: ArraySlice<UInt16>, _ known: ArraySlice<UInt16>, _ ownGap: Range<Int>, _ knownGap: Range<Int>) {
        var (ownStart, knownStart, ownEnd, knownEnd) = (ownGap.lowerBound, knownGap.lowerBound, ownGap.upperBound, knownGap.upperBound)
        while ownStart < ownEnd, knownStart < knownEnd, own[ownStart] == known[knownStart] {
            append(Block(own: ownStart, known: knownStart, count: 1))
            ownStart += 1
            knownStart += 1
        }
        var suffix = 0
        while ownStart < ownEnd, knownStart < knownEnd, own[ownEnd - 1] == known[knownEnd - 1] {
            ownEnd -= 1
            knownEnd -= 1
            suffix += 1
        }
        let (rows, columns) = (ownEnd - ownStart, knownEnd - knownStart)
        if rows > 0, columns > 0, rows + columns > 2, rows * columns <= Self.cellLimit {
            var lengths = [UInt16](repeating: 0, count: (rows + 1) * (columns + 1))
            let width = columns + 1
            for row in stride(from: rows - 1, through: 0, by: -1) {
                for column in stride(from: columns - 1, through: 0, by: -1) {
                    let cell = row * width + column
                    lengths[cell] =
                        own[ownStart + row] == known[knownStart + column]
                        ? lengths[cell + width + 1] + 1 : max(lengths[cell + width], lengths[cell + 1])
                }
            }
            var (row, column) = (0, 0)
            while row < rows, column < columns {
                let cell = row * width + column
                if own[ownStart + row] == known[knownStart + column] {
                    append(Block(own: ownStart + row, known: knownStart + column, count: 1))
                    row += 1
                    column += 1
                } else if lengths[cell + width] >= lengths[cell + 1] {
                    row += 1
                } else {
                    column += 1
                }
            }
        }
        if suffix > 0 { append(Block(own: ownEnd, known: knownEnd, count: suffix)) }
    }

    /// Before the first anchor single words match by chance; only what leads up to the anchor with few gaps belongs to the text.
    private mutating func dropStrayWords(before anchor: Block) {
        var keep = blocks.count
        var (own, known) = (anchor.own, anchor.known)
        while keep > 0 {
            let block = blocks[keep - 1]
            if own - block.ownEnd > 2 * block.count + 4 || known - block.knownEnd > 4 * block.count + 8 { break }
            (own, known) = (block.own, block.known)
            keep -= 1
        }
        blocks.removeFirst(keep)
    }

    private mutating func dropStrayWords(from body: Int) {
        guard body > 0, body < blocks.count else { return }
        var end = body
        while end < blocks.count {
            let (previous, block) = (blocks[end - 1], blocks[end])
            if block.own - previous.ownEnd > 2 * block.count + 4 || block.known - previous.knownEnd > 4 * block.count + 8 { break }
            end += 1
        }
        blocks.removeLast(blocks.count - end)
    }
}

/// Where runs of words stand that a text has exactly once.
private struct GramTable {
    private var keys: [UInt64]
    private var places: [Int32]
    private let mask: Int
    private static let repeated: Int32 = -1

    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        keys = [UInt64](repeating: 0, count: size)
        places = [Int32](repeating: 0, count: size)
        mask = size - 1
    }

    @inline(__always)
    private func slot(_ key: UInt64) -> Int {
        var mixed = key &* 0x9e37_79b9_7f4a_7c15
        mixed ^= mixed >> 29
        var slot = Int(truncatingIfNeeded: mixed) & mask
        while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
        return slot
    }

    mutating func add(_ key: UInt64, at place: Int) {
        guard key != 0 else { return }
        let slot = slot(key)
        if keys[slot] == 0 {
            keys[slot] = key
            places[slot] = Int32(place)
        } else {
            places[slot] = Self.repeated
        }
    }

    @inline(__always)
    func place(_ key: UInt64) -> Int? {
        guard key != 0 else { return nil }
        let slot = slot(key)
        return keys[slot] == 0 || places[slot] < 0 ? nil : Int(places[slot])
    }
}
