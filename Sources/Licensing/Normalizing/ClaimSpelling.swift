/// Misspelt words of licence names: one letter wrong, missing, too many, or two exchanged.
enum ClaimSpelling {
    /// The word that a misspelt one was meant to be; nil for a word that is none of ours.
    static func correction(of word: String) -> String? {
        if let other = acronyms[word] { return other }
        let letters = Array(word.utf8)
        guard letters.count >= 5, letters.count <= 20, !known.contains(word) else { return nil }
        for candidate in vocabulary where abs(candidate.count - letters.count) <= 1 && isNear(letters, candidate) {
            return String(decoding: candidate, as: UTF8.self)
        }
        // `Unknwon` is an exchange; a second slip is allowed in long words only.
        return nil
    }

    /// One edit apart, an exchange of neighbours being one.
    private static func isNear(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        var start = 0
        while start < min(left.count, right.count), left[start] == right[start] { start += 1 }
        var leftEnd = left.count
        var rightEnd = right.count
        while leftEnd > start, rightEnd > start, left[leftEnd - 1] == right[rightEnd - 1] {
            leftEnd -= 1
            rightEnd -= 1
        }
        let leftRest = left[start..<leftEnd]
        let rightRest = right[start..<rightEnd]
        if leftRest.count <= 1, rightRest.count <= 1 { return true }
        return leftRest.count == 2 && rightRest.count == 2 && leftRest.first == rightRest.last && leftRest.last == rightRest.first
    }

    /// Short names are too near to one another for a rule.
    private static let acronyms: [String: String] = [
        "glp": "gpl", "apgl": "agpl", "agpv": "agpl", "agp": "agpl", "lglp": "lgpl", "lpgl": "lgpl", "mti": "mit", "mitt": "mit",
        "wthpl": "wtfpl", "wftpl": "wtfpl", "apcahe": "apache",
        "aapche": "apache", "appache": "apache", "mitlicense": "mit", "bds": "bsd", "bsdl": "bsd",
    ]

    private static let words = [
        "unknown", "apache", "license", "licence", "creative", "commons", "attribution", "noncommercial", "commercial", "sharealike",
        "noderivatives", "general",
        "public", "mozilla", "eclipse", "affero", "lesser", "documentation", "version", "clause", "unlicense", "openrail", "proprietary",
        "artistic", "software",
        "foundation", "permissive", "international", "unported", "domain", "boost", "research", "community", "custom", "european",
        "academic", "library", "creativeml",
        "database", "simplified", "modified", "original", "agreement", "python", "postgresql", "zlib", "deepseek", "gemma", "mistral",
        "falcon", "stability", "other",
    ]
    private static let known = Set(words)
    private static let vocabulary = words.map { Array($0.utf8) }
}
