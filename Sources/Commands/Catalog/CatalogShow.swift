import ArgumentParser
import Catalog
import Variants
import Vocabulary

struct CatalogShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Everything the catalog holds of one model.")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The model: google/gemma-2b, huggingface:google/gemma-2b@main.") var reference: ModelReference
    @Flag(help: "Print the card's text instead.") var card = false

    func run() async throws {
        let site = try global.site()
        let catalog = try site.catalog()
        let model = reference.model
        guard let entry = try await catalog.entry(for: model) else {
            throw CommandFailure(.usage, "\(model) is not in the catalog; crawl its hub, or look for it with `weighbridge catalog search`")
        }
        if card {
            guard let card = try await catalog.card(of: model) else {
                throw CommandFailure(
                    .usage, "no card of \(model) is held; `weighbridge catalog crawl \(model.hub)` fetches cards (see --details)")
            }
            Console.write(card.body, to: 1)
            return
        }
        let report = ModelReport(
            entry: entry, card: try await catalog.card(of: model),
            files: try await catalog.files(of: model, at: reference.revision?.commit),
            refs: try await catalog.refs(of: model), samples: try await catalog.samples(of: model),
            findings: try await catalog.findings(of: model),
            conclusion: try await catalog.conclusion(of: model, at: reference.revision?.commit),
            variant: try await catalog.variant(of: model))
        site.console.show(report.document)
    }
}

/// One model, for a person or a program.
struct ModelReport {
    let entry: CatalogEntry
    let card: CatalogCard?
    let files: [FileClaim]?
    let refs: [RefClaim]
    let samples: [CounterSample]
    let findings: [RecordedFinding]
    /// nil: not weighed at that commit.
    let conclusion: ConclusionRecord?
    let variant: VariantRecord?

    var document: Document {
        let json = Datum.object(EntryReport.fields(entry) + details)
        var rows = EntryReport.fields(entry).filter { if case .null = $0.value { false } else { true } }.map {
            [$0.key.replacing("_", with: " "), $0.value.plain]
        }
        rows += licenses.map { ["license claim", "\($0.field.rawValue): \($0.raw)"] }
        if let conclusion {
            rows.append(["license of its own", "\(conclusion.own) (confidence \(conclusion.confidence))"])
            rows.append([
                "license in effect",
                conclusion.effective == conclusion.own ? conclusion.effective : ShownLicense.text(conclusion.effective, hasBase: true),
            ])
            rows += conclusion.verdicts.sorted { $0.key < $1.key }.map { ["verdict", "\($0.key): \($0.value)"] }
        }
        if let variant {
            let sources = Dictionary(uniqueKeysWithValues: VariantReport.sources(of: variant.variant).map { ($0.facet, $0.source) })
            for field in VariantReport.fields(of: variant.variant, name: "") where field.key != "name" {
                if case .null = field.value { continue }
                let source = sources[field.key] ?? sources["quantization"] ?? ""
                rows.append([field.key.replacing("_", with: " "), "\(field.value.plain)  (\(source))"])
            }
            rows += variant.sets.map { set in
                [
                    "download",
                    ([set.format.rawValue, set.label, set.bytes.map(Quantity.bytes)].compactMap { $0 }
                        + [VariantReport.need(of: set, variant).map { "memory: \($0)" } ?? ""]).joined(separator: "  "),
                ]
            }
        }
        if let reading = card?.reading, let completeness = reading.completeness {
            rows.append(["card complete", "\(Int((completeness * 100).rounded())) %"])
            if !reading.missing.isEmpty { rows.append(["card lacks", reading.missing.joined(separator: ", ")]) }
            if let summary = reading.summary { rows.append(["summary", summary]) }
            rows += reading.sections.map { ["section", "\($0.kind): \($0.heading)"] }
            rows += reading.evaluations.prefix(20).map { result in
                ["result", "\(result.dataset ?? "–")  \(result.metric)  \(result.value)\(result.isVerified ? "  verified" : "")"]
            }
        }
        rows += bases.map { ["base model", $0.path + ($0.relation.map { " (\($0))" } ?? "")] }
        rows += refs.map { ["ref", "\($0.ref) \($0.commit)"] }
        rows += (files ?? []).map { ["file", "\($0.path)  \(Quantity.bytes($0.size))  \($0.content.hex)"] }
        rows += samples.map {
            ["sample", "\($0.takenAt)  downloads \($0.downloads.map(String.init) ?? "–")  likes \($0.likes.map(String.init) ?? "–")"]
        }
        rows += findings.map { ["finding", "\($0.finding.code.rawValue)\($0.finding.file.map { " " + $0 } ?? ""): \($0.finding.reason)"] }
        return Document(json: json, table: Table(["field", "value"], rows: rows))
    }

    private var licenses: [LicenseClaim] { entry.claim.licenses + (card?.licenses.filter { !entry.claim.licenses.contains($0) } ?? []) }
    private var bases: [BaseModelClaim] {
        entry.claim.baseModels + (card?.baseModels.filter { !entry.claim.baseModels.contains($0) } ?? [])
    }

    private static func reading(_ reading: CardReading) -> Datum {
        .object([
            ("completeness", reading.completeness.map(Datum.real) ?? .null), ("missing", .texts(reading.missing)),
            ("summary", .text(reading.summary)),
            (
                "sections",
                .list(
                    reading.sections.map {
                        .object([("kind", .text($0.kind)), ("heading", .text($0.heading)), ("text", .text($0.text))])
                    })
            ),
            (
                "evaluations",
                .list(
                    reading.evaluations.map {
                        .object([
                            ("task", .text($0.task)), ("dataset", .text($0.dataset)), ("config", .text($0.config)),
                            ("split", .text($0.split)), ("metric", .text($0.metric)), ("name", .text($0.name)),
                            ("value", .real($0.value)), ("verified", .bool($0.isVerified)),
                        ])
                    })
            ),
        ])
    }

    private var details: [(key: String, value: Datum)] {
        [
            (
                "license_claims",
                .list(licenses.map { .object([("field", .text($0.field.rawValue)), ("raw", $0.isJSON ? .json($0.raw) : .text($0.raw))]) })
            ),
            ("conclusion", conclusion.map(Self.conclusion) ?? .null),
            ("base_models", .list(bases.map { .object([("path", .text($0.path)), ("relation", .text($0.relation))]) })),
            (
                "refs",
                .list(refs.map { .object([("ref", .text($0.ref)), ("kind", .text($0.kind.rawValue)), ("commit", .text($0.commit))]) })
            ),
            ("variant", variant.map(VariantReport.record) ?? .null), ("card_reading", card.map { Self.reading($0.reading) } ?? .null),
            ("files", files.map { .list($0.map(Self.file)) } ?? .null),
            ("samples", .list(samples.map(Self.sample))),
            (
                "card",
                card.map {
                    .object([
                        ("commit", .text($0.commit)), ("front_matter", $0.frontMatter.map { .json($0) } ?? .null), ("body", .text($0.body)),
                    ])
                } ?? .null
            ),
            ("findings", .list(findings.map(Self.finding))),
        ]
    }

    private static func conclusion(_ record: ConclusionRecord) -> Datum {
        .object([
            ("own", .text(record.own)), ("effective", .text(record.effective)), ("confidence", .text(record.confidence)),
            ("verdicts", .object(record.verdicts.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value)) })),
            ("detail", .json(record.detail)),
        ])
    }

    private static func file(_ file: FileClaim) -> Datum {
        var identity: (key: String, value: Datum)
        switch file.content {
        case .sha256(let digest): identity = ("sha256", .text(digest.hex))
        case .gitBlob(let object): identity = ("git_blob", .text(object))
        }
        return .object([("path", .text(file.path)), ("size", .int(file.size)), identity])
    }

    private static func sample(_ sample: CounterSample) -> Datum {
        .object([
            ("taken", .text(sample.takenAt)), ("downloads", .int(sample.downloads)), ("downloads_all_time", .int(sample.downloadsAllTime)),
            ("likes", .int(sample.likes)), ("trending", sample.trendingScore.map { .real($0) } ?? .null),
        ])
    }

    private static func finding(_ recorded: RecordedFinding) -> Datum {
        .object([
            ("code", .text(recorded.finding.code.rawValue)), ("source", .text(recorded.source.rawValue)),
            ("file", .text(recorded.finding.file)),
            ("reason", .text(recorded.finding.reason)), ("found", .text(recorded.foundAt)),
        ])
    }
}
