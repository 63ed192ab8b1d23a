/// What the name of a file says about the terms in it: which component they are for, and whether they are a licence at all.
public struct LicenseFileName: Hashable, Sendable {
    /// The part of a repository that the terms are for.
    public enum Component: String, Hashable, Sendable, Codable, CaseIterable {
        /// Nothing is said: everything in the repository.
        case all
        case weights, code, data, documentation
    }

    /// What kind of terms the name promises.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case license
        /// Rules of use: acceptable-use and responsible-use policies.
        case policy
        /// Notices that must be passed on, those of third parties included.
        case notice
        /// Who holds the rights: no terms.
        case authors
    }

    public let component: Component
    public let kind: Kind
    /// Names one of several licences of the same component: `MIT` in `LICENSE-MIT`; lower case.
    public let suffix: String?

    /// nil: the name is not that of a file with terms.
    ///
    /// - Parameter path: in the repository. Only the last part counts, and the folder if that is named for licences (`licenses/`, `LICENSES/`).
    public init?(path: String) {
        let parts = path.split(separator: "/").map { $0.lowercased() }
        guard let name = parts.last, name.utf8.count <= 200 else { return nil }
        let inFolder = parts.dropLast().contains { ["license", "licenses", "licence", "licences", "model_licenses", "legal"].contains($0) }
        var words = name.split { !$0.isLetter && !$0.isNumber && $0 != "+" && $0 != "." }.flatMap { $0.split(separator: " ") }.map(
            String.init)
        guard let last = words.popLast() else { return nil }
        let dotted = last.split(separator: ".").map(String.init)
        if let ending = dotted.last, dotted.count > 1, Self.textEndings.contains(ending) {
            words.append(dotted.dropLast().joined(separator: "."))
        } else if dotted.count > 1, let ending = dotted.last, !Self.isPartOfName(ending) {
            return nil
        } else {
            words.append(last)
        }
        words = words.flatMap { word -> [String] in
            let pieces = word.split(separator: ".").map(String.init)
            return pieces.count > 1 && pieces.contains(where: Self.licenseWords.contains) ? pieces : [word]
        }
        let known = Set(words)
        if known.contains("policy"), !known.isDisjoint(with: ["use", "usage", "aup", "acceptable", "prohibited"]) {
            kind = .policy
        } else if known.contains("aup") || (known.contains("restrictions") && known.contains("use")) {
            kind = .policy
        } else if !known.isDisjoint(with: ["notice", "notices", "notice3rdparty", "thirdparty", "thirdpartynotices", "attributions"]) {
            kind = .notice
        } else if let first = words.first, first == "third" || first == "3rd", known.contains("party") {
            kind = .notice
        } else if !known.isDisjoint(with: Self.licenseWords) || (known.contains("terms") && known.contains("use")) || inFolder {
            kind = .license
        } else if known == ["authors"] || known == ["contributors"] {
            kind = .authors
        } else {
            return nil
        }
        component = Self.component(known)
        let rest = words.filter { !Self.licenseWords.contains($0) && Self.component([$0]) == .all && !Self.fillers.contains($0) }
        suffix = kind == .license && !rest.isEmpty ? rest.joined(separator: "-") : nil
    }

    private static let licenseWords: Set<String> = [
        "license", "licence", "licenses", "licences", "copying", "copyright", "unlicense", "eula", "agreement", "legal",
    ]
    private static let fillers: Set<String> = ["the", "of", "and", "for", "terms", "use", "a"]
    private static let textEndings: Set<String> = ["txt", "md", "markdown", "rst", "html", "htm", "text", "org", "adoc"]

    /// `LICENSE-2.0` and `LICENSE.MIT` have a dot too.
    private static func isPartOfName(_ ending: String) -> Bool {
        ending.allSatisfy(\.isNumber)
            || ["mit", "apache", "bsd", "gpl", "lgpl", "agpl", "mpl", "llama", "gemma", "code", "model", "weights", "data", "lesser"]
                .contains(ending)
    }

    private static func component(_ words: Set<String>) -> Component {
        if !words.isDisjoint(with: ["model", "models", "weights", "weight", "checkpoint", "checkpoints"]) { return .weights }
        if !words.isDisjoint(with: ["code", "source", "software"]) { return .code }
        if !words.isDisjoint(with: ["data", "dataset", "datasets"]) { return .data }
        if !words.isDisjoint(with: ["docs", "doc", "documentation"]) { return .documentation }
        return .all
    }
}
