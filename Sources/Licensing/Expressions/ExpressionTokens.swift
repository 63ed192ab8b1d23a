/// One word, operator or parenthesis of an expression. Offset in bytes.
struct ExpressionToken {
    enum Kind: Equatable {
        case word, plus, open, close, and, or, with
    }

    let kind: Kind
    let text: String
    let offset: Int
}

/// Cuts a text into tokens: one pass over its bytes.
struct ExpressionTokens {
    static func tokens(of text: String) throws(ExpressionError) -> [ExpressionToken] {
        let bytes = Array(text.utf8.prefix(ExpressionLimits.bytes + 1))
        guard bytes.count <= ExpressionLimits.bytes else { throw .tooLong(bytes: text.utf8.count) }
        var tokens: [ExpressionToken] = []
        var words = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D: index += 1
            case 0x28:
                tokens.append(ExpressionToken(kind: .open, text: "(", offset: index))
                index += 1
            case 0x29:
                tokens.append(ExpressionToken(kind: .close, text: ")", offset: index))
                index += 1
            case 0x2B:
                // `GPL-2.0+` but not `GPL-2.0 +` (SPDX 2.3, D.2: no space before the plus).
                guard index > 0, isWord(bytes[index - 1]) else { throw .unexpected("+", offset: index) }
                tokens.append(ExpressionToken(kind: .plus, text: "+", offset: index))
                index += 1
            default:
                let start = index
                while index < bytes.count, isWord(bytes[index]) { index += 1 }
                guard index > start else { throw .unexpectedCharacter(offset: start) }
                let word = String(decoding: bytes[start..<index], as: UTF8.self)
                let kind = kind(of: word)
                tokens.append(ExpressionToken(kind: kind, text: word, offset: start))
                if kind == .word {
                    words += 1
                    // An exception is a word too: twice as many words as licences.
                    guard words <= ExpressionLimits.terms * 2 else { throw .tooManyTerms(offset: start) }
                }
            }
        }
        return tokens
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x3A: true
        default: false
        }
    }

    /// In any case: no licence is named "and", "or" or "with".
    private static func kind(of word: String) -> ExpressionToken.Kind {
        guard word.utf8.count <= 4 else { return .word }
        switch word.lowercased() {
        case "and": return .and
        case "or": return .or
        case "with": return .with
        default: return .word
        }
    }
}
