/// The part of a card's prose that speaks of the licence.
public enum CardSection {
    /// Longest section that is read: more is a licence text pasted into a card.
    private static let longest = 2_048
    /// Lines of a card that are looked at.
    private static let lineLimit = 20_000

    /// The first lines below a heading that names the licence, up to the next heading; nil: there is no such section.
    public static func license(in body: String) -> String? {
        var section = ""
        var isInside = false
        var isFenced = false
        for line in body.split(separator: "\n", maxSplits: lineLimit, omittingEmptySubsequences: false).prefix(lineLimit) {
            let text = line.drop { $0 == " " }
            if text.hasPrefix("```") || text.hasPrefix("~~~") { isFenced.toggle() }
            if !isFenced, text.hasPrefix("#") {
                if isInside { break }
                isInside = isLicenseHeading(text)
                continue
            }
            if isInside {
                section += text + "\n"
                if section.utf8.count > longest { break }
            }
        }
        let words = section.split(whereSeparator: \.isWhitespace)
        return words.isEmpty ? nil : words.joined(separator: " ")
    }

    /// "License", "## 📜 Licence & citation", "许可证", "ライセンス" and the like. A heading of many words is prose.
    private static func isLicenseHeading(_ heading: Substring) -> Bool {
        let text = heading.prefix(120).lowercased()
        guard text.split(separator: " ").count <= 8 else { return false }
        return [
            "license", "licence", "licensing", "lizenz", "licencia", "licença", "许可", "許可", "授权", "協議", "协议", "ライセンス", "라이선스", "лицензия",
        ]
        .contains { text.contains($0) }
    }
}
