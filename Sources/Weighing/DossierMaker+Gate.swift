internal import Catalog
internal import JSONReading
internal import Licensing
internal import Vocabulary

/// What one has to agree to before the files are given out.
extension DossierMaker {
    /// Words with which a gate's text speaks of terms, and not merely of a form to fill in.
    private static let termWords = [
        "acceptable use", "use policy", "terms of use", "terms of service", "license agreement", "licence agreement",
    ]
    /// Fields of the form that promise something: `I agree to use this model for non-commercial use ONLY`. Others ask who one is and what for.
    private static let promises = ["i agree", "i accept", "i confirm", "i will", "by clicking", "by submitting"]
    private static let mostFields = 32
    private static let textLimit = 64 << 10

    mutating func gate(_ papers: ModelPapers) -> LicenseDossier.Gate {
        let kind: LicenseDossier.Gate.Kind
        switch papers.gate {
        case .open: return LicenseDossier.Gate(.open)
        case .automatic: kind = .automatic
        case .manual: kind = .manual
        }
        guard let card = papers.gateText else { return LicenseDossier.Gate(kind) }
        let text = ([card.prompt].compactMap { $0 } + Self.names(ofFields: card.fields)).joined(separator: "\n")
        return LicenseDossier.Gate(kind, terms: terms(text, papers.model.hub), excludesEU: card.excludesEU)
    }

    private mutating func terms(_ text: String, _ hub: HubID) -> LicenseDossier.Reading? {
        guard !text.isEmpty, text.utf8.count <= Self.textLimit else { return nil }
        let reading = reading(LicenseClaim(.section, raw: text), hub)
        let lower = text.lowercased()
        guard reading.expression != .noAssertion || Self.termWords.contains(where: lower.contains) else { return nil }
        return reading
    }

    private static func names(ofFields json: String?) -> [String] {
        guard let json, let document = try? JSONDocument(parsing: Array(json.utf8), limit: textLimit),
            let members = document.root.object
        else { return [] }
        return members.prefix(mostFields).compactMap(\.key.string).filter { name in
            let lower = name.lowercased()
            return promises.contains(where: lower.contains)
        }
    }
}
