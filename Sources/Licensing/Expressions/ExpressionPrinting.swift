extension LicenseExpression: CustomStringConvertible {
    /// In the notation of SPDX. An `AND` within an `OR` is in parentheses too, which the grammar does not ask for:
    /// nobody who reads a licence should have to know which of the two binds tighter.
    public var description: String {
        var text = ""
        write(into: &text, within: nil)
        return text
    }

    private func write(into text: inout String, within enclosing: String?) {
        switch self {
        case .license(let id, let orLater): text += orLater ? id.text + "+" : id.text
        case .with(let id, let orLater, let exception):
            text += (orLater ? id.text + "+" : id.text) + " WITH " + exception
        case .noAssertion: text += "NOASSERTION"
        case .none: text += "NONE"
        case .and(let parts): Self.join(parts, " AND ", into: &text, within: enclosing)
        case .or(let parts): Self.join(parts, " OR ", into: &text, within: enclosing)
        }
    }

    private static func join(_ parts: [LicenseExpression], _ operation: String, into text: inout String, within enclosing: String?) {
        let isOther = enclosing != nil && enclosing != operation
        if isOther { text += "(" }
        for (index, part) in parts.enumerated() {
            if index > 0 { text += operation }
            part.write(into: &text, within: operation)
        }
        if isOther { text += ")" }
    }
}
