/// The file of fingerprints: little-endian, one table after the other, with a checksum over all of it.
///
/// ```
/// 0   8  "WBPRINTS"
/// 8   4  version (1)
/// 12  4  number of words        W
/// 16  4  number of texts        T
/// 20  4  number of tokens       N
/// 24  4  bytes of names         B
/// 28  4  number of soft words   S
/// 32  8  FNV-1a of everything from byte 40
/// 40     words:  W x 4, ascending, word hashes
///        digits: one bit a word, whether it has a digit, in whole bytes
///        texts:  T x 12: number of tokens (4), bytes of the name (4), number of soft words (2), kind (1), 0 (1)
///        names:  B: id and kin, separated by spaces, one text after the other
///        tokens: N x 2: place in the table of words, plus one, one text after the other
///        soft:   S x 2: the same for the soft words
/// ```
public enum FingerprintFormat {
    public static let version: UInt32 = 1
    private static let magic = Array("WBPRINTS".utf8)
    private static let headerSize = 40

    /// Why a file is not read.
    public enum Failure: Error, Sendable, Equatable, CustomStringConvertible {
        case notFingerprints
        case version(UInt32)
        /// The sizes don't add up, or a number is out of its range.
        case damaged(String)

        public var description: String {
            switch self {
            case .notFingerprints: "not a file of licence fingerprints"
            case .version(let found): "licence fingerprints of version \(found); this program reads version \(FingerprintFormat.version)"
            case .damaged(let what): "damaged licence fingerprints: \(what)"
            }
        }
    }

    public static func write(_ prints: LicenseFingerprints) -> [UInt8] {
        var body: [UInt8] = []
        for word in prints.words { append(word, to: &body) }
        for start in stride(from: 0, to: prints.words.count, by: 8) {
            var bits: UInt8 = 0
            for bit in 0..<8 where start + bit < prints.words.count && prints.numeric[start + bit] { bits |= 1 << UInt8(bit) }
            body.append(bits)
        }
        var names: [UInt8] = []
        for text in prints.texts {
            let name = Array(([text.id] + text.kin).map(\.text).joined(separator: " ").utf8)
            append(UInt32(text.tokens.count), to: &body)
            append(UInt32(name.count), to: &body)
            append(UInt16(text.soft.count), to: &body)
            append(UInt16(text.kind.rawValue), to: &body)
            names += name
        }
        body += names
        for token in prints.tokens { append(token, to: &body) }
        let soft = prints.texts.flatMap(\.soft)
        for token in soft { append(token, to: &body) }
        var file = magic
        for value in [
            version, UInt32(prints.words.count), UInt32(prints.texts.count), UInt32(prints.tokens.count), UInt32(names.count),
            UInt32(soft.count),
        ] {
            append(value, to: &file)
        }
        append(body.withUnsafeBytes(checksum), to: &file)
        return file + body
    }

    /// Reads a whole file. Every size and number is checked, so that no damaged file leads outside of it.
    public static func read(_ file: UnsafeRawBufferPointer) throws(Failure) -> LicenseFingerprints {
        guard file.count >= headerSize, file.prefix(8).elementsEqual(magic) else { throw .notFingerprints }
        let header = (0..<6).map { number(file, at: 8 + 4 * $0) }
        guard header[0] == version else { throw .version(header[0]) }
        let (wordCount, textCount, tokenCount, nameBytes) = (Int(header[1]), Int(header[2]), Int(header[3]), Int(header[4]))
        let wordsAt = headerSize
        let digitsAt = wordsAt + 4 * wordCount
        let textsAt = digitsAt + (wordCount + 7) / 8
        let namesAt = textsAt + 12 * textCount
        let tokensAt = namesAt + nameBytes
        let softCount = Int(header[5])
        guard file.count == tokensAt + 2 * (tokenCount + softCount) else { throw .damaged("its size is \(file.count)") }
        let body = UnsafeRawBufferPointer(rebasing: file[headerSize...])
        guard checksum(body) == file.loadUnaligned(fromByteOffset: 32, as: UInt64.self).littleEndian else {
            throw .damaged("its checksum is wrong")
        }
        let words = (0..<wordCount).map { number(file, at: wordsAt + 4 * $0) }
        let numeric = (0..<wordCount).map { file[digitsAt + $0 / 8] >> UInt8($0 % 8) & 1 == 1 }
        let numbers = (0..<tokenCount + softCount).map {
            file.loadUnaligned(fromByteOffset: tokensAt + 2 * $0, as: UInt16.self).littleEndian
        }
        guard wordCount < 65_535, numbers.allSatisfy({ $0 > 0 && Int($0) <= wordCount }) else { throw .damaged("a word is out of range") }
        var texts: [LicenseFingerprints.Text] = []
        var (token, name, soft) = (0, namesAt, tokenCount)
        for index in 0..<textCount {
            let at = textsAt + 12 * index
            let (count, length) = (Int(number(file, at: at)), Int(number(file, at: at + 4)))
            let softLength = Int(file.loadUnaligned(fromByteOffset: at + 8, as: UInt16.self).littleEndian)
            guard count > 0, count <= tokenCount - token, length > 0, length <= tokensAt - name, softLength <= numbers.count - soft,
                let kind = LicenseFingerprints.Kind(rawValue: file[at + 10])
            else { throw .damaged("text \(index) is out of range") }
            let ids = String(decoding: file[name..<name + length], as: UTF8.self).split(separator: " ").map { LicenseID(String($0)) }
            guard let id = ids.first else { throw .damaged("text \(index) has no name") }
            texts.append(
                .init(
                    id: id, kin: Array(ids.dropFirst()), kind: kind, tokens: token..<token + count,
                    soft: Array(numbers[soft..<soft + softLength])))
            token += count
            soft += softLength
            name += length
        }
        return LicenseFingerprints(texts: texts, words: words, numeric: numeric, tokens: Array(numbers.prefix(tokenCount)))
    }

    private static func append<Value: FixedWidthInteger>(_ value: Value, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    private static func number(_ file: UnsafeRawBufferPointer, at offset: Int) -> UInt32 {
        file.loadUnaligned(fromByteOffset: offset, as: UInt32.self).littleEndian
    }

    private static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return hash
    }
}
