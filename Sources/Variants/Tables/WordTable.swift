/// A fixed set of lower-case words with what each means, looked up by bytes: no String is made of the word in question.
struct WordTable<Value: Sendable>: Sendable {
    private struct Entry {
        let hash: UInt64
        let start: Int
        let count: Int
        let value: Value
    }

    private var entries: [Entry] = []
    private var letters: [UInt8] = []
    /// Index into `entries`, or -1; a power of two, at most half full.
    private var slots: [Int]
    private let mask: Int

    /// Where a word is given twice, the first meaning stays.
    init(_ words: [(String, Value)]) {
        var size = 16
        while size < words.count * 2 { size *= 2 }
        slots = Array(repeating: -1, count: size)
        mask = size - 1
        entries.reserveCapacity(words.count)
        for (word, value) in words { insert(Array(word.utf8), value) }
    }

    private mutating func insert(_ word: [UInt8], _ value: Value) {
        let hash = Self.hash(word, 0, word.count)
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] >= 0 {
            if matches(entries[slots[slot]], hash, word, 0, word.count) { return }
            slot = (slot + 1) & mask
        }
        slots[slot] = entries.count
        entries.append(Entry(hash: hash, start: letters.count, count: word.count, value: value))
        letters.append(contentsOf: word)
    }

    /// The meaning of `bytes[start..<end]`.
    func value(of bytes: [UInt8], _ start: Int, _ end: Int) -> Value? {
        guard start < end, end <= bytes.count else { return nil }
        let hash = Self.hash(bytes, start, end)
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] >= 0 {
            let entry = entries[slots[slot]]
            if matches(entry, hash, bytes, start, end) { return entry.value }
            slot = (slot + 1) & mask
        }
        return nil
    }

    private func matches(_ entry: Entry, _ hash: UInt64, _ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
        guard entry.hash == hash, entry.count == end - start else { return false }
        for offset in 0..<entry.count where letters[entry.start + offset] != bytes[start + offset] { return false }
        return true
    }

    /// FNV-1a. The words are ours, so nobody can choose them to collide; a stranger's word at worst walks one short chain.
    private static func hash(_ bytes: [UInt8], _ start: Int, _ end: Int) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in start..<end { hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01b3 }
        return hash ^ (hash >> 32)
    }
}
