/// Why a text is not an SPDX licence expression. Offsets count UTF-8 bytes from the start of the text.
public enum ExpressionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nothing but space.
    case empty
    /// More bytes than `ExpressionLimits.bytes`.
    case tooLong(bytes: Int)
    /// More licences than `ExpressionLimits.terms`.
    case tooManyTerms(offset: Int)
    /// More nested parentheses than `ExpressionLimits.depth`.
    case tooDeep(offset: Int)
    /// A character that no expression has.
    case unexpectedCharacter(offset: Int)
    /// A word, operator or parenthesis that can't stand there.
    case unexpected(String, offset: Int)
    /// The text ends where a licence, an exception or a `)` is due.
    case unexpectedEnd(offset: Int)
    case unknownLicense(String, offset: Int)
    case unknownException(String, offset: Int)
    /// `LicenseRef-`, `DocumentRef-` or `AdditionRef-` with nothing or something else behind it.
    case malformedReference(String, offset: Int)

    public var description: String {
        switch self {
        case .empty: "the licence expression is empty"
        case .tooLong(let bytes): "the licence expression has \(bytes) bytes; at most \(ExpressionLimits.bytes) are read"
        case .tooManyTerms(let offset): "more than \(ExpressionLimits.terms) licences, at byte \(offset)"
        case .tooDeep(let offset): "more than \(ExpressionLimits.depth) nested parentheses, at byte \(offset)"
        case .unexpectedCharacter(let offset): "unexpected character at byte \(offset)"
        case .unexpected(let word, let offset): "unexpected '\(word)' at byte \(offset)"
        case .unexpectedEnd(let offset): "the licence expression ends too early, at byte \(offset)"
        case .unknownLicense(let word, let offset): "'\(word)' at byte \(offset) is no licence we know"
        case .unknownException(let word, let offset): "'\(word)' at byte \(offset) is no licence exception we know"
        case .malformedReference(let word, let offset): "'\(word)' at byte \(offset) is no complete reference"
        }
    }
}

/// How much of a hostile expression is read. Real ones stay far below: the longest of the SPDX examples has 5 licences.
public enum ExpressionLimits {
    public static let bytes = 16_384
    public static let terms = 512
    public static let depth = 64
}
