/// The name of a file inside a model's repository: relative, slash-separated, safe to join to a folder.
public struct RepoPath: Hashable, Comparable, Sendable, Codable, LosslessStringConvertible {
    public let description: String

    /// Why a file name from outside is not taken. Client path rules (protocol reference 3.2) and Linux limits.
    public enum Refusal: String, Error, Sendable, Codable, CaseIterable, CustomStringConvertible {
        case empty, absolute, parent, backslash, control, reserved
        case emptySegment = "empty-segment"
        case segmentTooLong = "segment-too-long"
        case tooLong = "too-long"

        public var description: String {
            switch self {
            case .empty: "the name is empty"
            case .absolute: "the name is an absolute path"
            case .parent: "the name has a '.' or '..' segment"
            case .backslash: "the name has a backslash"
            case .control: "the name has a NUL or another control character"
            case .reserved: "the name is reserved on some file systems"
            case .emptySegment: "the name has an empty segment"
            case .segmentTooLong: "a segment of the name is longer than 255 bytes"
            case .tooLong: "the name is longer than 1024 bytes"
            }
        }
    }

    /// The same text as a path, or the reason why it can't be one.
    public init(checking text: String) throws(Refusal) {
        guard !text.isEmpty else { throw .empty }
        guard text.utf8.count <= 1_024 else { throw .tooLong }
        guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else { throw .control }
        guard !text.contains("\\") else { throw .backslash }
        guard !text.hasPrefix("/"), !Self.hasDriveLetter(text) else { throw .absolute }
        for segment in text.split(separator: "/", omittingEmptySubsequences: false) {
            guard !segment.isEmpty else { throw .emptySegment }
            guard segment != ".", segment != ".." else { throw .parent }
            guard segment.utf8.count <= 255 else { throw .segmentTooLong }
            guard !Self.isReserved(segment) else { throw .reserved }
        }
        description = text
    }

    public init?(_ description: String) {
        guard let path = try? RepoPath(checking: description) else { return nil }
        self = path
    }

    /// The last segment.
    public var name: Substring { description[(description.lastIndex(of: "/").map(description.index(after:)) ?? description.startIndex)...] }

    public static func < (left: RepoPath, right: RepoPath) -> Bool { left.description < right.description }

    private static func hasDriveLetter(_ text: String) -> Bool {
        let units = Array(text.utf8.prefix(2))
        return units.count == 2 && units[1] == UInt8(ascii: ":") && (0x41...0x5A).contains(units[0] & 0xDF)
    }

    /// Windows device names: clients there can't write them, and git refuses them. `.git` would turn a download into a repository.
    private static func isReserved(_ segment: Substring) -> Bool {
        let lower = segment.lowercased()
        if lower == ".git" { return true }
        let stem = lower.prefix { $0 != "." }
        if ["con", "prn", "aux", "nul"].contains(stem) { return true }
        return stem.count == 4 && (stem.hasPrefix("com") || stem.hasPrefix("lpt")) && ("1"..."9").contains(stem.suffix(1))
    }

    public init(from decoder: any Decoder) throws { self = try decodeText(decoder, "a file name in a repository") }
    public func encode(to encoder: any Encoder) throws { try encodeText(description, encoder) }
}
