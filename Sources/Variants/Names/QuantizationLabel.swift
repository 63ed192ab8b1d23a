/// llama.cpp's names of quantizations inside model names.
enum QuantizationLabel {
    /// The label that begins at a token, in upper case; `isWhole` where it has the parts that no other word has (`Q4_0`, `Q4_K`).
    static func parse(_ text: borrowing NameText, _ tokens: [NameToken], at index: Int) -> (
        text: String, bits: Int, isWhole: Bool, end: Int
    )? {
        let token = tokens[index]
        let lower = text.lower
        var at = token.start
        if at < token.end, lower[at] == 0x69 || lower[at] == 0x74 { at += 1 }
        guard token.end - at >= 2, lower[at] == 0x71, NameText.isDigit(lower[at + 1]), lower[at + 1] != 0x30 else { return nil }
        let bits = Int(lower[at + 1] - 0x30)
        var label = text.text(token.start, at + 2)
        let glued = token.end - (at + 2)
        if glued > 0 {
            // Q4KM, Q2KS.
            guard glued <= 4, lower[at + 2] == 0x6B || at > token.start else { return nil }
            let rest = text.text(at + 2, token.end)
            label += rest.hasPrefix("k") ? "_k" + (rest.count > 1 ? "_" + rest.dropFirst() : "") : "_" + rest
            return isPlausible(label) ? (label.uppercased(), bits, true, index + 1) : nil
        }
        var next = index + 1
        var isWhole = false
        while next < tokens.count, next < index + 4, tokens[next].separator == 0x5F || tokens[next].separator == 0x2D,
            let part = part(text, tokens[next], isFirst: next == index + 1, separator: tokens[next].separator)
        {
            label += "_" + part
            isWhole = true
            next += 1
        }
        return (label.uppercased(), bits, isWhole, next)
    }

    private static func part(_ text: borrowing NameText, _ token: NameToken, isFirst: Bool, separator: UInt8) -> String? {
        let count = token.end - token.start
        guard count <= 3 else { return nil }
        let first = text.lower[token.start]
        if count == 1, NameText.isDigit(first) {
            // A hyphen before a digit is as likely the next part of the name; `_0`, `_1`, `_4`, `_8` are legacy types.
            return separator == 0x5F && (first == 0x30 || first == 0x31 || !isFirst) ? text.text(token.start, token.end) : nil
        }
        for word: StaticString in ["k", "s", "m", "l", "xs", "xl", "xxs", "nl"] where text.matches(token.start, token.end, word) {
            // `-s`, `-m` behind a hyphen only after a K.
            return separator == 0x5F || first == 0x6B || !isFirst ? text.text(token.start, token.end) : nil
        }
        return nil
    }

    private static func isPlausible(_ label: String) -> Bool {
        guard let last = label.split(separator: "_").last else { return false }
        return ["k", "s", "m", "l", "xs", "xl", "xxs", "nl"].contains(last)
    }
}
