public import Catalog
internal import JSONReading
public import Licensing
internal import Vocabulary

/// Turns a model's papers, as the catalog holds them, into the dossier that a conclusion is drawn from.
///
/// Remembers what each claim and each text was read as: a million models say a few thousand different things.
public struct DossierMaker {
    private let catalogue: LicenseCatalogue
    private let normalizer: LicenseNormalizer
    private let datasets: DatasetTable
    private var claims: [Claim: NormalizedLicense] = [:]
    private var texts: [String: ReadText] = [:]

    private struct Claim: Hashable {
        let hub: HubID
        let claim: LicenseClaim
    }

    private struct ReadText {
        let reading: TextReading
        let expression: LicenseExpression
    }

    /// Distinct claims and texts that are remembered; strangers write them.
    private static let memoryLimit = 100_000
    /// Longer claims are hardly ever met twice.
    private static let rememberedLength = 4_096

    public init(_ catalogue: LicenseCatalogue, datasets: DatasetTable) {
        self.catalogue = catalogue
        self.datasets = datasets
        normalizer = LicenseNormalizer(catalogue)
    }

    /// What is known of one model's terms, in the words of `Licensing`.
    public mutating func dossier(of papers: ModelPapers) -> LicenseDossier {
        var dossier = LicenseDossier(model: papers.model.description, commit: papers.commit?.description)
        let hub = papers.model.hub
        var tags: [LicenseClaim] = []
        for claim in papers.claims {
            switch claim.field {
            case .license where dossier.tag == nil:
                dossier.tag = reading(claim, hub)
                dossier.tagIsList = claim.isJSON && claim.raw.hasPrefix("[")
            case .licenseName where dossier.name == nil: dossier.name = reading(claim, hub)
            case .licenseLink where dossier.link == nil: dossier.link = link(claim, of: papers)
            case .section where dossier.section == nil: dossier.section = reading(claim, hub)
            case .tag: tags.append(claim)
            case .license, .licenseName, .licenseLink, .section: break
            }
        }
        if dossier.tag == nil, let first = tags.first {
            let all = tags.count == 1 ? first : LicenseClaim(.tag, raw: Self.list(tags.map(\.raw)), isJSON: true)
            dossier.tag = reading(all, hub)
            dossier.tagIsList = tags.count > 1
        }
        let link = dossier.link?.address
        let files = papers.files.filter { $0.path != link }
        dossier.files = files.prefix(LicenseDossier.most).compactMap { file($0, head: papers.commit) }
        dossier.gate = gate(papers)
        dossier.datasets = knownDatasets(of: papers).map {
            LicenseDossier.Relative($0.id, expression: $0.expression, confidence: $0.confidence)
        }
        dossier.isMultimodal = papers.task.flatMap(Self.isMultimodal)
        return dossier
    }

    /// Those of its data sets whose terms are known, each once.
    func knownDatasets(of papers: ModelPapers) -> [KnownDataset] {
        var known: [KnownDataset] = []
        for name in papers.datasets {
            guard let dataset = datasets[name], !known.contains(where: { $0.id == dataset.id }) else { continue }
            known.append(dataset)
        }
        return known
    }

    private mutating func normalized(_ claim: LicenseClaim, _ hub: HubID) -> NormalizedLicense {
        let key = Claim(hub: hub, claim: claim)
        if let known = claims[key] { return known }
        let raw = claim.isJSON ? RawLicense(line: claim.raw) : .text(claim.raw)
        let read = normalizer.read(raw, hub: hub.description)
        if claims.count < Self.memoryLimit, claim.raw.utf8.count <= Self.rememberedLength { claims[key] = read }
        return read
    }

    mutating func reading(_ claim: LicenseClaim, _ hub: HubID) -> LicenseDossier.Reading {
        let read = normalized(claim, hub)
        return LicenseDossier.Reading(claim.raw, expression: read.expression, confidence: read.confidence)
    }

    /// A link to a file of the repository itself says nothing that the file does not say better.
    private mutating func link(_ claim: LicenseClaim, of papers: ModelPapers) -> LicenseDossier.Link? {
        let address = claim.raw
        let isOwn =
            papers.files.contains { address == $0.path || address == "./\($0.path)" }
            || (address.contains("/\(papers.model.path)/") && papers.files.contains { address.hasSuffix("/\($0.path)") })
        if isOwn, LicenseFileName(path: address) != nil { return nil }
        if let json = papers.files.first(where: { $0.path == address })?.reading, let text = text(json) {
            return LicenseDossier.Link(address, state: .fetched, expression: text.expression, confidence: text.reading.confidence)
        }
        let read = normalized(claim, papers.model.hub)
        return LicenseDossier.Link(address, state: .notFetched, expression: read.expression, confidence: read.confidence)
    }

    private mutating func file(_ file: ModelPapers.File, head: CommitID?) -> LicenseDossier.File? {
        guard let name = LicenseFileName(path: file.path), name.kind != .authors, let json = file.reading, let text = text(json) else {
            return nil
        }
        return LicenseDossier.File(
            file.path, component: Self.component(name), expression: text.expression, confidence: text.reading.confidence,
            digest: file.digest.description, note: Self.note(text.reading.remark, file.commit, head: head))
    }

    /// A text of the last visit stays evidence when the hub has moved on, for without it a block could become a yes; but it says so.
    private static func note(_ remark: String?, _ commit: String, head: CommitID?) -> String? {
        guard let head, head.description != commit else { return remark }
        let age = "Of commit \(commit.prefix(12)), the head is \(head.description.prefix(12))."
        return remark.map { "\($0) \(age)" } ?? age
    }

    private mutating func text(_ json: String) -> ReadText? {
        if let known = texts[json] { return known }
        guard let reading = TextReading(json: json) else { return nil }
        let expression = (try? LicenseExpression(parsing: reading.expression, catalogue)) ?? .noAssertion
        let read = ReadText(reading: reading, expression: expression)
        if texts.count < Self.memoryLimit { texts[json] = read }
        return read
    }

    private static func component(_ name: LicenseFileName) -> LicenseDossier.Component {
        switch name.kind {
        case .policy: return .policy
        case .notice, .authors: return .notices
        case .license: break
        }
        switch name.component {
        case .all: return .all
        case .weights: return .weights
        case .code: return .code
        case .data: return .data
        case .documentation: return .documentation
        }
    }

    /// By the hub's own tasks (Hugging Face, `pipeline_tag`); nil for a task that does not tell.
    private static func isMultimodal(_ task: String) -> Bool? {
        switch task {
        case "text-generation", "text-classification", "token-classification", "fill-mask", "feature-extraction", "summarization",
            "translation", "question-answering", "sentence-similarity", "text-ranking", "text2text-generation":
            false
        case "image-text-to-text", "video-text-to-text", "audio-text-to-text", "any-to-any", "image-to-text",
            "visual-question-answering", "document-question-answering", "text-to-image", "text-to-video", "image-text-to-image",
            "image-text-to-video", "visual-document-retrieval", "text-to-speech", "automatic-speech-recognition", "text-to-audio":
            true
        default: nil
        }
    }

    private static func list(_ texts: [String]) -> String {
        var writer = JSONWriter()
        writer.array { writer in for text in texts { writer.string(text) } }
        return writer.text
    }
}
