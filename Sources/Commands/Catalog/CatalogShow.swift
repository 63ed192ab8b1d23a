import ArgumentParser
import Catalog
import Reports
import Search
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
        if card {
            guard let card = try await catalog.card(of: model) else {
                throw CommandFailure(
                    .usage, "no card of \(model) is held; `weighbridge catalog crawl \(model.hub)` fetches cards (see --details)")
            }
            Console.write(card.body, to: 1)
            return
        }
        guard let report = try await ModelReport(of: model, at: reference.revision?.commit, in: catalog, site.search(catalog).engine())
        else {
            throw CommandFailure(.usage, "\(model) is not in the catalog; crawl its hub, or look for it with `weighbridge catalog search`")
        }
        site.console.show(report.document)
    }
}

extension ModelReport {
    /// One model, for a person or a program.
    var document: Document {
        var rows = EntryReport.fields(entry).filter { if case .null = $0.value { false } else { true } }.map {
            [$0.key.replacing("_", with: " "), $0.value.plain]
        }
        rows += (facts.map(SearchReport.fields) ?? []).filter { $0.key.contains("growth") && !$0.value.plain.isEmpty }.map {
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
        return Document(json: .object(fields), table: Table(["field", "value"], rows: rows))
    }
}
