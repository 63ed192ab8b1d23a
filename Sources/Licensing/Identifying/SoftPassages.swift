/// Marks the words whose presence or absence says nothing about which licence a text is: copyright lines, "all rights reserved",
/// list numbers. They may match the words of a known text, but neither having nor missing them counts.
enum SoftPassages {
    static func mark(_ tokens: inout [LicenseToken]) {
        markNumbers(&tokens)
        markCopyrightLines(&tokens)
        markSecondLanguage(&tokens)
    }

    /// Signs of a translation beside a text in words: the words decide.
    private static func markSecondLanguage(_ tokens: inout [LicenseToken]) {
        let signs = tokens.lazy.filter { $0.flags.contains(.ideograph) }.count
        guard signs > 0, tokens.count - signs >= max(60, signs / 6) else { return }
        for index in tokens.indices where tokens[index].flags.contains(.ideograph) { tokens[index].flags.insert(.soft) }
    }

    private static func markNumbers(_ tokens: inout [LicenseToken]) {
        for index in tokens.indices where tokens[index].flags.contains(.enclosed) {
            let token = tokens[index]
            let length = token.end - token.start
            let isNumber = token.flags.contains(.hasDigit) || length == 1 || Words.romans.contains(token.hash)
            // "version 2." ends a sentence with a number that matters.
            if isNumber, index == 0 || tokens[index - 1].hash != Words.version { tokens[index].flags.insert(.soft) }
        }
    }

    private static func markCopyrightLines(_ tokens: inout [LicenseToken]) {
        var index = 0
        while index < tokens.count {
            if isReservation(tokens, at: index) {
                for offset in 0..<3 { tokens[index + offset].flags.insert(.soft) }
                index += 3
            } else if beginsStatement(tokens, at: index) {
                let end = endOfStatement(tokens, from: index)
                for marked in index..<end { tokens[marked].flags.insert(.soft) }
                index = end
            } else {
                index += 1
            }
        }
    }

    private static func isReservation(_ tokens: [LicenseToken], at index: Int) -> Bool {
        tokens[index].hash == Words.all && index + 2 < tokens.count && tokens[index + 1].hash == Words.rights
            && tokens[index + 2].hash == Words.reserved
    }

    /// `Copyright (c) 2024 …`, `(c) 2024 …`, `Copyright Some Name`, but not `Copyright License`.
    private static func beginsStatement(_ tokens: [LicenseToken], at index: Int) -> Bool {
        let token = tokens[index]
        guard index + 1 < tokens.count else { return false }
        let next = tokens[index + 1]
        if token.flags.contains(.startsLine), token.flags.contains(.enclosed), token.hash == cSign, isYear(next) { return true }
        guard token.hash == Words.copyright else { return false }
        if next.flags.contains(.startsLine) { return false }
        if isYear(next) || (next.flags.contains(.enclosed) && next.hash == cSign) { return true }
        guard token.flags.contains(.startsLine), !Words.copyrightContinuations.contains(next.hash) else { return false }
        return lineEnd(tokens, from: index) - index <= 14
    }

    private static let cSign = WordHash.of("c")

    private static func isYear(_ token: LicenseToken) -> Bool {
        if token.flags.contains(.hasDigit) { return token.end - token.start >= 4 }
        return Words.years.contains(token.hash)
    }

    private static func lineEnd(_ tokens: [LicenseToken], from index: Int) -> Int {
        var end = index + 1
        while end < tokens.count, end - index < 40, !tokens[end].flags.contains(.startsLine) { end += 1 }
        return end
    }

    /// The end of the line, or of the few words that are likely to be the holder's name where a paragraph is one long line.
    private static func endOfStatement(_ tokens: [LicenseToken], from index: Int) -> Int {
        let end = lineEnd(tokens, from: index)
        for position in index..<end where position + 2 < tokens.count && isReservation(tokens, at: position) { return position + 3 }
        return end - index <= 20 ? end : index + 8
    }
}
