extension LicenseExpression: CustomStringConvertible {
    /// In the notation of SPDX, with parentheses only where they are needed: around an `OR` within an `AND`.
    public var description: String {
        var text = ""
        write(into: &text, inConjunction: false)
        return text
    }

    private func write(into text: inout String, inConjunction: Bool) {
        switch self {
        case .license(let id, let orLater): text += orLater ? id.text + "+" : id.text
        case .with(let id, let orLater, let exception):
            text += (orLater ? id.text + "+" : id.text) + " WITH " + exception
        case .noAssertion: text += "NOASSERTION"
        case .none: text += "NONE"
        case .and(let parts): Self.join(parts, " AND ", into: &text, inConjunction: true)
        case .or(let parts):
            if inConjunction { text += "(" }
            Self.join(parts, " OR ", into: &text, inConjunction: false)
            if inConjunction { text += ")" }
        }
    }

    private static func join(_ parts: [LicenseExpression], _ operation: String, into text: inout String, inConjunction: Bool) {
        for (index, part) in parts.enumerated() {
            if index > 0 { text += operation }
            part.write(into: &text, inConjunction: inConjunction)
        }
    }
}
