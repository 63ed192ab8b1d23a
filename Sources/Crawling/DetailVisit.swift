internal import Catalog
internal import Hubs
internal import ModelCards
internal import Vocabulary

/// One visit to a model: its files at the listed commit, its refs, its card. What goes wrong with the model is a finding; only a
/// hub that can't be worked with ends the visit.
struct DetailVisit {
    let hub: any Hub
    let candidate: DetailCandidate

    private static let cardName = "README.md"

    func details() async throws(HubError) -> ModelDetails {
        let (model, revision) = (candidate.model, candidate.commit?.revision ?? .main)
        var details = ModelDetails(model: model, attempted: candidate.commit)
        do throws(HubError) {
            details.revision = try await hub.revision(revision, of: model)
        } catch {
            details.findings.append(try finding(error, file: nil))
            // The rest would fail for the same reason.
            return details
        }
        do throws(HubError) {
            details.refs = try await hub.refs(of: model)
        } catch {
            details.findings.append(try finding(error, file: nil))
        }
        if let claim = details.revision {
            if let card = cardFile(in: claim) { try await read(card, at: claim.commit, into: &details) }
            try await readLicenses(of: claim, into: &details)
            try await readLinkedText(of: claim, into: &details)
            try await readWeights(of: claim, into: &details)
        }
        return details
    }

    private func cardFile(in revision: RevisionClaim) -> FileClaim? {
        revision.files.first { $0.path.description == Self.cardName }
            ?? revision.files.first { $0.path.description.lowercased() == Self.cardName.lowercased() }
    }

    private func read(_ file: FileClaim, at commit: CommitID, into details: inout ModelDetails) async throws(HubError) {
        let limit = ModelCard.Limits().file
        let name = file.path.description
        guard file.size <= limit else {
            details.findings.append(
                Finding(.cardTooLarge, file: name, reason: "the card has \(file.size) bytes, more than \(limit); it was not read"))
            return
        }
        do throws(HubError) {
            let bytes = try await hub.contents(of: file.path, at: commit.revision, in: details.model, limit: limit)
            let card = ModelCard(parsing: bytes)
            let outline = CardOutline(of: card.body)
            let section = outline.licenseWords.map { [LicenseClaim(.section, raw: $0)] } ?? []
            details.card = CatalogCard(
                commit: commit, frontMatter: card.frontMatter?.json, body: card.body, licenses: card.licenses + section,
                baseModels: card.frontMatter?.baseModels ?? [], reading: Self.reading(of: card, outline))
            details.findings += card.findings
        } catch {
            details.findings.append(try finding(error, file: name))
        }
    }

    private static func reading(of card: ModelCard, _ outline: CardOutline) -> CardReading {
        let index = ModelIndex(of: card.frontMatter)
        let completeness = CardCompleteness(of: card, outline: outline, index: index)
        return CardReading(
            completeness: completeness.score, missing: completeness.missing.map(\.rawValue), summary: CardSummary.text(of: outline),
            sections: outline.sections.filter { $0.state == .filled }.map {
                CardSectionRecord(kind: $0.kind.rawValue, heading: $0.heading, text: $0.text)
            }, evaluations: EntryMaker.evaluations(index))
    }

    /// What an error says of the model, or the error itself if it says something of the hub.
    func finding(_ error: HubError, file: String?) throws(HubError) -> Finding {
        switch error.cause {
        case .unavailable, .rateLimited, .unauthorized, .cancelled: throw error
        case .modelNotFound, .revisionNotFound, .fileNotFound, .notFoundOrPrivate:
            return Finding(.missing, file: file, reason: error.description)
        case .gated: return Finding(.gated, file: file, reason: error.description)
        case .disabled, .staleCursor, .malformed: return Finding(.unreachable, file: file, reason: error.description)
        }
    }
}

extension FrontMatter {
    /// `base_model`: one name or a list of them; `base_model_relation` says how this model was made from them.
    var baseModels: [BaseModelClaim] {
        let relation = self["base_model_relation"]?.string
        let names: [String]
        switch self["base_model"] {
        case .list(let values): names = values.compactMap(\.string)
        case let value?: names = value.string.map { [$0] } ?? []
        case nil: names = []
        }
        return names.filter { !$0.isEmpty }.map { BaseModelClaim(path: $0, relation: relation) }
    }
}
