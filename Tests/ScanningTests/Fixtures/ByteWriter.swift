/// Numbers as bytes, for files that tests make up.
extension [UInt8] {
    mutating func little(_ value: some FixedWidthInteger) { Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) } }
    mutating func big(_ value: some FixedWidthInteger) { Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) } }
    mutating func text(_ value: String) { append(contentsOf: value.utf8) }
}

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

/// A repeatable stream of numbers (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
