/// A table from word hashes to small numbers: open addressing, since the keys are hashes already.
struct WordTable: Sendable {
    private var keys: [UInt32]
    private var values: [UInt32]
    private let mask: Int
    private(set) var count = 0

    /// - Parameter capacity: how many keys will be put in.
    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        keys = [UInt32](repeating: 0, count: size)
        values = [UInt32](repeating: 0, count: size)
        mask = size - 1
    }

    init(_ words: [String], value: UInt32 = 1) {
        self.init(capacity: words.count)
        for word in words { set(Self.hash(word), to: value) }
    }

    /// The hash of a word in lower-case ASCII.
    static func hash(_ word: String) -> UInt32 {
        var hash = WordHash()
        for byte in word.utf8 { hash.add(byte) }
        return hash.value
    }

    @inline(__always)
    func value(_ key: UInt32) -> UInt32? {
        var slot = Int(key) & mask
        while keys[slot] != 0 {
            if keys[slot] == key { return values[slot] }
            slot = (slot + 1) & mask
        }
        return nil
    }

    @inline(__always)
    func contains(_ key: UInt32) -> Bool { value(key) != nil }

    mutating func set(_ key: UInt32, to value: UInt32) {
        // 0 marks a free slot; a word whose hash is 0 is not in any table.
        guard key != 0 else { return }
        var slot = Int(key) & mask
        while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
        if keys[slot] == 0 { count += 1 }
        keys[slot] = key
        values[slot] = value
    }
}
