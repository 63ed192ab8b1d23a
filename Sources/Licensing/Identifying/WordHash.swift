/// The hash by which a word is known: texts are compared and stored as rows of these, never as words.
///
/// FNV-1a over the folded bytes, with the bits mixed at the end; 32 bits are kept. Fingerprint files depend on it: a change of this
/// or of the tokenizer asks for a new `FingerprintFormat.version`.
struct WordHash: Hashable, Sendable {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    init() {}

    /// The hash of a word of lower-case ASCII.
    init(_ word: StaticString) {
        word.withUTF8Buffer { bytes in
            for byte in bytes { add(byte) }
        }
    }

    @inline(__always)
    mutating func add(_ byte: UInt8) {
        state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }

    var value: UInt32 {
        var mixed = state
        mixed ^= mixed >> 32
        mixed = mixed &* 0x9e37_79b9_7f4a_7c15
        return UInt32(truncatingIfNeeded: mixed >> 32)
    }

    static func of(_ word: StaticString) -> UInt32 { WordHash(word).value }
}

/// One word of a text: its hash, where it stands in the user's bytes, and what kind of word it is.
struct LicenseToken: Sendable {
    var hash: UInt32
    var start: UInt32
    var end: UInt32
    var flags: Flags

    struct Flags: OptionSet, Sendable {
        let rawValue: UInt8
        /// Its presence or absence says nothing: part of a copyright line, an address, a list number.
        static let soft = Flags(rawValue: 1)
        /// First on its line, after quote and comment marks.
        static let startsLine = Flags(rawValue: 2)
        static let hasDigit = Flags(rawValue: 4)
        /// A web address.
        static let address = Flags(rawValue: 8)
        /// A Chinese, Japanese or Korean sign.
        static let ideograph = Flags(rawValue: 16)
        /// Begins a sentence or a paragraph.
        static let startsSentence = Flags(rawValue: 32)
        /// Could be a list number: the passes after the tokenizer decide.
        static let enclosed = Flags(rawValue: 64)
    }

    var isSoft: Bool { flags.contains(.soft) }
}
