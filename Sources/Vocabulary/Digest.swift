/// A SHA-256 of some bytes: `sha256:` and 64 hexadecimal digits, or it is not a `Digest`.
public struct Digest: Hashable, Sendable, LosslessStringConvertible {
    // Plain words, never a vector of 32 bytes: where one lives across an `await`, Swift 6.3 makes the task's memory for it too small
    // and writes past the end; the task allocator aborts later and elsewhere (swiftlang/swift#91639, mended in 6.4).
    private let first: UInt64
    private let second: UInt64
    private let third: UInt64
    private let fourth: UInt64

    /// `bytes` must be the 32 bytes of a SHA-256; anything else is nil.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        var rest = bytes.makeIterator()
        func word() -> UInt64 { (0..<8).reduce(0) { word, _ in word << 8 | UInt64(rest.next() ?? 0) } }
        first = word()
        second = word()
        third = word()
        fourth = word()
    }

    /// Exactly 64 lower-case hexadecimal digits, as file names and our own documents have them. Makes no String and no array.
    public init?(digits: UnsafeBufferPointer<UInt8>) {
        guard digits.count == 64 else { return nil }
        var isHex = true
        func word(_ start: Int) -> UInt64 {
            var word: UInt64 = 0
            for index in start..<start + 16 {
                let unit = digits[index]
                switch unit {
                case 0x30...0x39: word = word << 4 | UInt64(unit &- 0x30)
                case 0x61...0x66: word = word << 4 | UInt64(unit &- 0x61 &+ 10)
                default: isHex = false
                }
            }
            return word
        }
        first = word(0)
        second = word(16)
        third = word(32)
        fourth = word(48)
        guard isHex else { return nil }
    }

    /// 64 hexadecimal digits without the algorithm, as in `lfs.oid` and ETags.
    public init?(hex: some StringProtocol) {
        guard let bytes = Hex.decode(hex, count: 32) else { return nil }
        self.init(bytes: bytes)
    }

    /// `sha256:` followed by 64 hexadecimal digits.
    public init?(_ description: String) {
        guard description.hasPrefix("sha256:") else { return nil }
        self.init(hex: description.dropFirst(7))
    }

    /// The 32 bytes, most significant first.
    public var bytes: [UInt8] {
        [first, second, third, fourth].flatMap { word in (1...8).map { UInt8(truncatingIfNeeded: word >> (64 - 8 * $0)) } }
    }

    /// 64 lower-case digits.
    public var hex: String { Hex.encode(bytes) }

    public var description: String { "sha256:\(hex)" }
}

/// The SHA-1 by which git names an object: of `blob <length>\0` and the bytes, not of the bytes alone.
public struct GitObjectID: Hashable, Sendable, LosslessStringConvertible {
    public let bytes: [UInt8]

    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 20 else { return nil }
        self.bytes = Array(bytes)
    }

    /// 40 hexadecimal digits.
    public init?(_ description: String) {
        guard let bytes = Hex.decode(description, count: 20) else { return nil }
        self.bytes = bytes
    }

    /// 40 lower-case digits.
    public var description: String { Hex.encode(bytes) }
}

/// What proves that bytes are the right ones. A hub gives a SHA-256 for large (LFS) files and git's SHA-1 for small
/// ones; there is no SHA-256 of small files in the Hub's API (protocol reference 1.8).
public enum ContentID: Hashable, Sendable {
    case sha256(Digest)
    case gitBlob(GitObjectID)

    /// Bare hexadecimal digits: 64 are a SHA-256, 40 a git blob.
    public init?(hex: String) {
        if let digest = Digest(hex: hex) {
            self = .sha256(digest)
        } else if let object = GitObjectID(hex) {
            self = .gitBlob(object)
        } else {
            return nil
        }
    }

    /// Bare hexadecimal digits, as in an ETag.
    public var hex: String {
        switch self {
        case .sha256(let digest): digest.hex
        case .gitBlob(let object): object.description
        }
    }
}

extension Digest: Codable {
    public init(from decoder: any Decoder) throws { self = try decodeText(decoder, "a sha256 digest") }
    public func encode(to encoder: any Encoder) throws { try encodeText(description, encoder) }
}

extension GitObjectID: Codable {
    public init(from decoder: any Decoder) throws { self = try decodeText(decoder, "a git object id") }
    public func encode(to encoder: any Encoder) throws { try encodeText(description, encoder) }
}

extension ContentID: Codable {
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = ContentID(hex: text) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not a content id: \(text)"))
        }
        self = value
    }
    public func encode(to encoder: any Encoder) throws { try encodeText(hex, encoder) }
}

/// Decodes a value that is written as one string.
func decodeText<Value: LosslessStringConvertible>(_ decoder: any Decoder, _ what: String) throws -> Value {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let value = Value(text) else {
        throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not \(what): \(text.prefix(200))"))
    }
    return value
}

func encodeText(_ text: String, _ encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
}
