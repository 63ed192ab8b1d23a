/// An expression as tables show it; JSON has it as it is.
enum ShownLicense {
    private static let unknownPart = " AND NOASSERTION"

    /// `Apache-2.0 AND NOASSERTION` is `Apache-2.0 (base unknown)` to the eye: what is known first, then that something isn't.
    ///
    /// - Parameter hasBase: whether the model is made of another one, whose terms then are the unknown part.
    static func text(_ expression: String, hasBase: Bool) -> String {
        guard expression.hasSuffix(unknownPart), expression.count > unknownPart.count else { return expression }
        return expression.dropLast(unknownPart.count) + (hasBase ? " (base unknown)" : " (part unknown)")
    }
}
