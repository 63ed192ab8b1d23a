internal import Vocabulary

/// What the names of a family's models share: the owner, and the name without its size. `Qwen/Qwen2.5-3B-Instruct` and
/// `Qwen/Qwen2.5-7B-Instruct` are of one family, `Qwen/Qwen2.5-7B` is of another.
struct FamilyName: Hashable {
    let hub: HubID
    /// The part before the slash, as it is written.
    let owner: String
    /// In small letters, with a byte of zero where the size was.
    private let stem: [UInt8]

    /// nil: no owner, or no size. A model without a size has no siblings that could be told by their names.
    init?(_ hub: HubID, path: String) {
        let bytes = Array(path.utf8)
        guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")), slash > 0 else { return nil }
        var stem = bytes[(slash + 1)...].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        guard let size = Self.size(in: stem, isSize: Self.isCount) ?? Self.size(in: stem, isSize: Self.isWord) else { return nil }
        stem.replaceSubrange(size, with: [0])
        self.hub = hub
        owner = String(decoding: bytes[..<slash], as: UTF8.self)
        self.stem = stem
    }

    /// The first token that is a size, with what is active of it: `30b-a3b`.
    private static func size(in name: [UInt8], isSize: (ArraySlice<UInt8>) -> Bool) -> Range<Int>? {
        var start = 0
        while start < name.count {
            let end = self.end(of: start, name)
            if end > start, isSize(name[start..<end]) {
                guard end + 1 < name.count, name[end + 1] == UInt8(ascii: "a") else { return start..<end }
                let next = self.end(of: end + 1, name)
                return start..<(isCount(name[(end + 2)..<next]) ? next : end)
            }
            start = end + 1
        }
        return nil
    }

    private static func end(of start: Int, _ name: [UInt8]) -> Int {
        name[start...].firstIndex { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") } ?? name.count
    }

    /// `7b`, `0.5b`, `135m`, `1t`, `8x7b`, and `e4b` of what is active. Not `4k` or `8bit`.
    private static func isCount(_ token: ArraySlice<UInt8>) -> Bool {
        guard let unit = token.last, token.count >= 2, token.count <= 12, [0x62, 0x6D, 0x74].contains(unit) else { return false }
        let figures = token.dropLast().drop { $0 == UInt8(ascii: "e") }
        guard token.count - figures.count <= 2, let first = figures.first, let last = figures.last, isDigit(first), isDigit(last) else {
            return false
        }
        return figures.allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "x") }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// Sizes by word, where no figure tells: `whisper-tiny`, `t5-large`.
    private static let words: Set<[UInt8]> = Set(
        ["nano", "tiny", "mini", "small", "medium", "base", "large", "xlarge", "huge", "giant", "xl", "xxl"].map { Array($0.utf8) })

    private static func isWord(_ token: ArraySlice<UInt8>) -> Bool {
        token.count <= 6 && words.contains(Array(token))
    }
}
