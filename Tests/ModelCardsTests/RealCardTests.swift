import Foundation
import JSONReading
import ModelCards
import TestSupport
import Testing
import Vocabulary

/// Every card of the corpora, against what PyYAML made of it (`index.tsv`) and what the Hub's regular expression sees
/// (`HUB_REGEX_MATCH.json`).
@Suite(.enabled(if: Corpora.has("huggingface/cards/index.tsv"), "no corpora here"))
struct RealCardTests {
    private static let folder = "huggingface/cards"

    @Test("every real card is read as PyYAML reads it, or has a finding")
    func real() throws {
        let corpora = try #require(Corpora())
        let unpacked = try RealCards(corpora)
        var compared = 0
        var differences: [String] = []
        let index = String(decoding: try corpora.bytes("\(Self.folder)/index.tsv"), as: UTF8.self)
        for row in index.split(separator: "\n").dropFirst() {
            let fields = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            let places = [
                unpacked.root.appendingPathComponent(fields[0]), corpora.root.appendingPathComponent("\(Self.folder)/\(fields[0])"),
            ]
            guard let place = places.first(where: { FileManager.default.fileExists(atPath: $0.path) }) else { continue }
            let card = ModelCard(parsing: Array(try Data(contentsOf: place)))
            compared += 1
            if let difference = Self.difference(card, yaml: fields[4], license: Self.unquoted(fields[6])) {
                differences.append("\(fields[0]): \(difference)")
            }
        }
        #expect(compared >= 799)
        // Templates: PyYAML refuses a mapping as a key; we leave that member out, say so, and keep the rest.
        let explained = differences.filter { $0.contains("template") && $0.contains("PyYAML refuses") }
        #expect(explained.count <= 4)
        #expect(differences.count == explained.count, "\(differences.joined(separator: "\n"))")
    }

    @Test("every hostile card ends in front matter or a finding, as the Hub's regular expression decides")
    func synthetic() throws {
        let corpora = try #require(Corpora())
        let verdicts = try JSONDocument(parsing: try corpora.bytes("\(Self.folder)/synthetic_edge/HUB_REGEX_MATCH.json"), limit: 1 << 20)
        var count = 0
        for file in try corpora.files(below: "\(Self.folder)/synthetic_edge", suffix: ".md") {
            let name = file.lastPathComponent
            let clock = ContinuousClock()
            let start = clock.now
            let card = ModelCard(parsing: Array(try Data(contentsOf: file)))
            let spent = clock.now - start
            #expect(spent < .seconds(10), "\(name) took \(spent)")
            count += 1
            switch verdicts.root[name]?.bool {
            case true?: #expect(card.frontMatter?.isStandard == true || !card.findings.isEmpty, "\(name) is lost")
            case false?:
                #expect(
                    card.frontMatter?.isStandard != true || card.frontMatter?.members.isEmpty == true, "\(name) is not what the Hub sees")
            case nil: #expect(card.findings.contains { $0.code == .cardEncoding }, "\(name) is not UTF-8")
            }
        }
        #expect(count >= 76)
    }

    @Test("the broken cards of the past all have a finding, and none a licence that is not written there")
    func broken() throws {
        let corpora = try #require(Corpora())
        let files = try corpora.files(below: "\(Self.folder)/transformers_history_broken", suffix: ".md")
        #expect(files.count == 14)
        for file in files {
            let bytes = Array(try Data(contentsOf: file))
            let card = ModelCard(parsing: bytes)
            #expect(!card.findings.isEmpty, "\(file.lastPathComponent)")
            #expect(card.licenses.isEmpty)
            for claim in card.salvagedLicenses { #expect(String(decoding: bytes, as: UTF8.self).contains("license: \(claim.raw)")) }
        }
    }

    private static func difference(_ card: ModelCard, yaml: String, license: String) -> String? {
        if yaml == "none" {
            return card.licenses.isEmpty && card.frontMatter?.members.isEmpty != false ? nil : "front matter where PyYAML has none"
        }
        if yaml.hasPrefix("error") {
            if card.findings.isEmpty { return "PyYAML refuses it (\(yaml)), we do not say a word" }
            return card.frontMatter == nil ? nil : "a template: PyYAML refuses it, we have \(card.findings.map(\.reason))"
        }
        guard card.frontMatter != nil || !card.findings.isEmpty else { return "no front matter and no finding" }
        let ours = card.licenses.first { $0.field == .license }
        let text = ours.map { claim -> String in
            if claim.isJSON { return claim.raw }
            var writer = JSONWriter()
            writer.string(claim.raw)
            return writer.text
        }
        let theirs = license.isEmpty ? nil : license.replacingOccurrences(of: ", ", with: ",")
        if text == theirs || (text == "null" && theirs == nil) { return nil }
        return "license \(text ?? "missing"), PyYAML has \(theirs ?? "none")"
    }

    /// A field quoted as in CSV.
    private static func unquoted(_ field: String) -> String {
        guard field.hasPrefix("\"") else { return field }
        return field.dropFirst().dropLast().replacingOccurrences(of: "\"\"", with: "\"")
    }
}
