public import CatalogData

/// A language that models are made for.
public struct Language: Sendable, Hashable {
    /// As BCP 47 has it: `de`, `yue`; `mul` for models of many languages, `x-code` for programming languages.
    public let code: String
    /// Three letters of ISO 639, where `code` has two.
    public let alpha3: String?
    /// In English.
    public let name: String
    /// In the language itself, where we are sure.
    public let nativeName: String?
}

/// Every language, and which words mean it: `catalog/languages.tsv`.
public struct LanguageTable: Sendable {
    /// In the order of their codes.
    public let languages: [Language]
    private let words: [String: Int]

    private static let file = "languages.tsv"
    private static let columns = ["code", "alpha3", "name", "native", "aliases"]

    /// Of the installed data files. Throws where they are missing or wrong.
    public init(of data: CatalogData) throws(TaxonomyFault) { try self.init(parsing: try DataFile.text(Self.file, in: data)) }

    /// Of the text of a `languages.tsv`. Throws, with the line, for missing fields, an order that is none, and a word that means two
    /// languages.
    public init(parsing text: String) throws(TaxonomyFault) {
        var languages: [Language] = []
        var words: [String: Int] = [:]
        var isHead = true
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            func fault(_ reason: String) -> TaxonomyFault { TaxonomyFault(file: Self.file, line: index + 1, reason: reason) }
            if isHead {
                guard fields == Self.columns else { throw fault("the columns must be: \(Self.columns.joined(separator: ", "))") }
                isHead = false
                continue
            }
            guard fields.count == Self.columns.count else { throw fault("\(fields.count) fields instead of \(Self.columns.count)") }
            guard !fields[0].isEmpty, !fields[2].isEmpty else { throw fault("a language needs a code and a name") }
            if let last = languages.last, last.code >= fields[0] { throw fault("'\(fields[0])' does not come behind '\(last.code)'") }
            let language = Language(
                code: fields[0], alpha3: fields[1].isEmpty ? nil : fields[1], name: fields[2],
                nativeName: fields[3].isEmpty ? nil : fields[3])
            let names = fields[0...3].filter { !$0.isEmpty }
            for word in names + fields[4].split(separator: ",", omittingEmptySubsequences: true).map(String.init) {
                guard let folded = Spelling.fold(word) else { throw fault("'\(word)' has no letters, or too many") }
                if let owner = words.updateValue(languages.count, forKey: folded) {
                    // A language may be called the same in English as in itself; an alias that says nothing new is a slip.
                    guard owner == languages.count, names.contains(word) else { throw fault("'\(word)' is given already") }
                }
            }
            languages.append(language)
        }
        guard !languages.isEmpty else { throw TaxonomyFault(file: Self.file, line: nil, reason: "the file holds no languages") }
        self.languages = languages
        self.words = words
    }

    /// The language a hub or a person means: a code of two or three letters, a former or wrong one ("jp"), a name in English or in the
    /// language; with script and region behind it ("zh-Hans-CN", "pt_BR", "eng_Latn"). nil where it is none.
    public func language(for spelling: String) -> Language? {
        guard let folded = Spelling.fold(spelling) else { return nil }
        if let index = words[folded] { return languages[index] }
        var parts = folded.split(separator: "-")
        while let last = parts.popLast(), let first = parts.first {
            // Behind a code only what can be a script or region: "no-language" is not Norwegian.
            guard first.utf8.count > 3 || Self.isScriptOrRegion(last) else { return nil }
            if let index = words[parts.joined(separator: "-")] { return languages[index] }
        }
        return nil
    }

    /// Languages whose names come nearest to what somebody typed, nearest first: for "did you mean". None where nothing is near.
    public func nearest(_ text: String, limit: Int = 3) -> [Language] {
        // Codes are all near to one another; only names are compared.
        let names = words.filter { $0.key.utf8.count > 3 }.sorted { $0.key < $1.key }.map { (word: $0.key, value: $0.value) }
        return Likeness.nearest(to: text, among: names, limit: limit).map { languages[$0] }
    }

    private static func isScriptOrRegion(_ part: Substring) -> Bool {
        let isDigits = part.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return isDigits ? part.utf8.count == 3 : part.utf8.count == 2 || part.utf8.count == 4
    }
}
