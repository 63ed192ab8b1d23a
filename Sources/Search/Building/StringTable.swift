/// Gives equal texts one number: a hash table over bytes, without a `String` a text.
struct StringTable {
    private(set) var offsets: [UInt32] = [0]
    private(set) var bytes: [UInt8] = []
    /// Numbers plus one, by hash; 0 is free.
    private var slots: [UInt32]

    var count: Int { offsets.count - 1 }

    init(capacity: Int = 64) {
        var size = 64
        while size < capacity * 2 { size *= 2 }
        slots = [UInt32](repeating: 0, count: size)
    }

    /// The number of a text; a new one for a new text. (4 GiB of distinct text is the most: later ones are all taken for the empty text.)
    mutating func number(of text: UnsafeBufferPointer<UInt8>) -> UInt32 {
        if let known = find(text) { return known }
        guard bytes.count + text.count < Int(UInt32.max) else { return 0 }
        let number = UInt32(count)
        bytes.append(contentsOf: text)
        offsets.append(UInt32(bytes.count))
        if count * 2 > slots.count { grow() } else { place(number, Self.hash(text)) }
        return number
    }

    mutating func number(of text: String) -> UInt32 {
        var text = text
        return text.withUTF8 { number(of: $0) }
    }

    func find(_ text: UnsafeBufferPointer<UInt8>) -> UInt32? {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: Self.hash(text)) & mask
        while slots[slot] != 0 {
            let number = slots[slot] - 1
            let start = Int(offsets[Int(number)])
            let length = Int(offsets[Int(number) + 1]) - start
            if length == text.count, bytes.withUnsafeBufferPointer({ Self.equal($0, start, text) }) { return number }
            slot = (slot + 1) & mask
        }
        return nil
    }

    func text(_ number: Int) -> String { String(decoding: bytes[Int(offsets[number])..<Int(offsets[number + 1])], as: UTF8.self) }

    private static func equal(_ pool: UnsafeBufferPointer<UInt8>, _ start: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        for index in text.indices where pool[start + index] != text[index] { return false }
        return true
    }

    private mutating func place(_ number: UInt32, _ hash: UInt64) {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = number + 1
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for number in 0..<count {
            let range = Int(offsets[number])..<Int(offsets[number + 1])
            let hash = bytes.withUnsafeBufferPointer { Self.hash(UnsafeBufferPointer(rebasing: $0[range])) }
            place(UInt32(number), hash)
        }
    }

    private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        let raw = UnsafeRawBufferPointer(text)
        var offset = 0
        while offset + 8 <= raw.count {
            hash = mix(hash, raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset += 8
        }
        var rest: UInt64 = UInt64(raw.count)
        while offset < raw.count {
            rest = rest << 8 | UInt64(raw[offset])
            offset += 1
        }
        return mix(hash, rest)
    }

    private static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let product = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }
}
