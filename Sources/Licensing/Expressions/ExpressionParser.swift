extension LicenseExpression {
    /// Reads an SPDX licence expression (SPDX 2.3, annex D; SPDX 3.0.1, annex B): `AND` binds tighter than `OR`, `WITH` only behind
    /// a licence, `+`, `LicenseRef-`, `DocumentRef-x:LicenseRef-y`, `AdditionRef-`, `NOASSERTION`, `NONE`.
    ///
    /// Ids and operators in any case; the result has those of the list. Deprecated ids become today's (`GPL-3.0+` is `GPL-3.0-or-later`).
    /// Chains of one operator are one node, whatever their parentheses; repetitions stay (see `simplified`).
    /// - Throws: `ExpressionError` with the byte at which the reading failed.
    public init(parsing text: String, _ catalogue: LicenseCatalogue) throws(ExpressionError) {
        let tokens = try ExpressionTokens.tokens(of: text)
        guard !tokens.isEmpty else { throw .empty }
        var parser = ExpressionParser(tokens: tokens, end: text.utf8.count, catalogue: catalogue)
        self = try parser.disjunction(depth: 0)
        if let rest = parser.peek { throw .unexpected(rest.text, offset: rest.offset) }
    }
}

/// Recursive descent, one method a level of precedence. `depth` counts parentheses.
private struct ExpressionParser {
    let tokens: [ExpressionToken]
    let end: Int
    let catalogue: LicenseCatalogue
    var position = 0
    var terms = 0

    var peek: ExpressionToken? { position < tokens.count ? tokens[position] : nil }

    mutating func take(_ kind: ExpressionToken.Kind) -> Bool {
        guard peek?.kind == kind else { return false }
        position += 1
        return true
    }

    mutating func disjunction(depth: Int) throws(ExpressionError) -> LicenseExpression {
        var parts = [try conjunction(depth: depth)]
        while take(.or) { parts.append(try conjunction(depth: depth)) }
        return LicenseExpression.any(of: parts)
    }

    mutating func conjunction(depth: Int) throws(ExpressionError) -> LicenseExpression {
        var parts = [try term(depth: depth)]
        while take(.and) { parts.append(try term(depth: depth)) }
        return LicenseExpression.all(of: parts)
    }

    mutating func term(depth: Int) throws(ExpressionError) -> LicenseExpression {
        guard let token = peek else { throw .unexpectedEnd(offset: end) }
        position += 1
        switch token.kind {
        case .open:
            guard depth < ExpressionLimits.depth else { throw .tooDeep(offset: token.offset) }
            let inner = try disjunction(depth: depth + 1)
            guard let closing = peek else { throw .unexpectedEnd(offset: end) }
            guard take(.close) else { throw .unexpected(closing.text, offset: closing.offset) }
            return inner
        case .word:
            terms += 1
            guard terms <= ExpressionLimits.terms else { throw .tooManyTerms(offset: token.offset) }
            return try license(token)
        case .plus, .close, .and, .or, .with:
            throw .unexpected(token.text, offset: token.offset)
        }
    }

    mutating func license(_ token: ExpressionToken) throws(ExpressionError) -> LicenseExpression {
        switch token.text.lowercased() {
        case "noassertion": return .noAssertion
        case "none": return .none
        default: break
        }
        let id = try identifier(token)
        let orLater = take(.plus)
        // Rewriting comes first: `GPL-2.0+ WITH …` has its exception on the new id.
        let base = DeprecatedLicense.successor(of: id, orLater: orLater) ?? .license(id, orLater: orLater)
        guard let operation = peek, operation.kind == .with else { return base }
        position += 1
        guard let word = peek else { throw .unexpectedEnd(offset: end) }
        position += 1
        guard word.kind == .word else { throw .unexpected(word.text, offset: word.offset) }
        let exception = try exception(word)
        guard case .license(let baseID, let later) = base else { throw .unexpected(operation.text, offset: operation.offset) }
        return .with(baseID, orLater: later, exception: exception)
    }

    func identifier(_ token: ExpressionToken) throws(ExpressionError) -> LicenseID {
        if let known = catalogue.canonical(token.text) { return known }
        if let reference = try reference(token, last: "LicenseRef-") { return LicenseID(reference) }
        let id = LicenseID(token.text)
        // Families without an entry in a small catalogue: the ids are regular.
        if let successor = DeprecatedLicense.successor(of: id, orLater: false), case .license(let today, _) = successor,
            catalogue.canonical(today.text) != nil
        {
            return id
        }
        throw .unknownLicense(token.text, offset: token.offset)
    }

    func exception(_ token: ExpressionToken) throws(ExpressionError) -> String {
        if let known = catalogue.exception(token.text) { return known }
        if let reference = try reference(token, last: "AdditionRef-") { return reference }
        throw .unknownException(token.text, offset: token.offset)
    }

    /// `[DocumentRef-x:]LAST-y` with the prefixes in their own case; nil where the word is no reference at all.
    func reference(_ token: ExpressionToken, last: String) throws(ExpressionError) -> String? {
        let parts = token.text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        let first = parts[0].lowercased()
        let isDocument = first.hasPrefix("documentref-")
        guard isDocument || first.hasPrefix(last.lowercased()) else { return nil }
        guard parts.count == (isDocument ? 2 : 1) else { throw .malformedReference(token.text, offset: token.offset) }
        var result = ""
        if isDocument {
            let name = parts[0].dropFirst(12)
            guard !name.isEmpty else { throw .malformedReference(token.text, offset: token.offset) }
            result = "DocumentRef-\(name):"
        }
        let tail = parts[parts.count - 1]
        guard tail.lowercased().hasPrefix(last.lowercased()), tail.count > last.count else {
            throw .malformedReference(token.text, offset: token.offset)
        }
        return result + last + tail.dropFirst(last.count)
    }
}
