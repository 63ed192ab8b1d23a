import CatalogData
import Foundation
import LicenseMeasuring
import Licensing
import TestSupport
import Testing

/// Real texts, where they are: the vendors' of the corpora, those of SPDX in the folder that `$WEIGHBRIDGE_SPDX_TEXTS` names.
@Suite struct KnownTextsTests {
    let prints: LicenseFingerprints
    let groups: [LicenseID: Set<LicenseID>]

    init() throws {
        let data = try Data(contentsOf: try CatalogData().root.appendingPathComponent("licenses/fingerprints.bin"))
        prints = try data.withUnsafeBytes { try FingerprintFormat.read($0) }
        groups = CopyScore.groups(prints)
    }

    private static let vendorIndex = "licenses/vendor-texts.tsv"
    private static let spdxIndex = ProcessInfo.processInfo.environment["WEIGHBRIDGE_SPDX_TEXTS"].map {
        URL(fileURLWithPath: $0).appendingPathComponent("index.tsv")
    }

    private var identifier: TextIdentifier { TextIdentifier(prints, LicenseCatalogue(facts: [], listed: [], exceptions: [])) }

    private func vendorTexts() throws -> [TextFolder.Text] {
        let root = try #require(Corpora()).root.appendingPathComponent("licenses")
        return try TextFolder(index: root.appendingPathComponent("vendor-texts.tsv"), folder: root.appendingPathComponent("vendor-texts"))
            .texts
    }

    @Test("the fingerprints know SPDX's texts and the vendors'")
    func extent() {
        #expect(prints.texts.count >= 760)
        for id in ["MIT", "Apache-2.0", "CC-BY-NC-4.0", "LicenseRef-scancode-llama-3.1-license-2024"] as [LicenseID] {
            #expect(groups[id] != nil)
        }
    }

    @Test("all vendor texts are told with confidence", .enabled(if: Corpora.has(vendorIndex), "no corpora"))
    func vendors() throws {
        let score = CopyScore(identifier, try vendorTexts(), .plain, groups: groups)
        #expect(score.right == score.count && score.confident == score.count && score.wrongWithConfidence == 0, "\(score.misses)")
    }

    @Test("without its fingerprint no vendor text is told with confidence", .enabled(if: Corpora.has(vendorIndex), "no corpora"))
    func leaveOneOut() throws {
        for text in try vendorTexts() where text.id.isReference {
            let same = groups[text.id] ?? []
            let answer = TextIdentifier(prints.filtered { !same.contains($0.id) }, LicenseCatalogue(facts: [], listed: [], exceptions: []))
                .identify(text.bytes)
            #expect(!answer.confident, "\(text.file) is read as \(answer.expression.description)")
        }
    }

    @Test(
        "realistic edits of real texts are not told with confidence, nor by the name of the text",
        .enabled(if: Corpora.has(vendorIndex), "no corpora"),
        arguments: [
            ("mit.deepseek-r1.txt", "to deal\n", "to deal, for non-commercial purposes only,\n"),
            ("mit.deepseek-r1.txt", "THE SOFTWARE IS", "The Software may not be used for any commercial purpose.\n\nTHE SOFTWARE IS"),
            (
                "yi-license.apache.txt", "hereby grants to You a perpetual",
                "hereby grants to You (except in the European Union, the UK and South Korea) a perpetual"
            ),
            ("llama3.1.txt", "3.1", "3.4"), ("hunyuan-large.txt", "EUROPEAN UNION", "EUROPEAN UNION, UNITED KINGDOM AND SOUTH KOREA"),
            ("llama3.1.txt", "700 million", "7 million"),
            ("s-lab-1.0.codeformer.txt", "THIS SOFTWARE IS", "Use for military purposes is prohibited.\n\nTHIS SOFTWARE IS"),
            ("openmdw-1.1.txt", "1.1", "1.2"),
        ])
    func edits(file: String, old: String, new: String) throws {
        let text = try #require(try vendorTexts().first { $0.file == file })
        let plain = String(decoding: text.bytes, as: UTF8.self)
        try #require(plain.contains(old), "\(file) has no '\(old)'")
        let answer = identifier.identify(plain.replacing(old, with: new))
        #expect(!answer.confident)
        #expect(answer.expression == .noAssertion)
        #expect(answer.candidates.first?.id == text.id || groups[text.id]?.contains(answer.candidates.first?.id ?? "") == true)
    }

    @Test("SPDX's texts are told in every dress", .enabled(if: spdxIndex != nil, "no SPDX texts: set WEIGHBRIDGE_SPDX_TEXTS"))
    func listed() throws {
        let texts = try TextFolder(index: try #require(Self.spdxIndex)).texts
        let identifier = identifier
        var (right, misses) = (0, [String]())
        for (number, dressing) in Dressing.allCases.enumerated() {
            // Each text in one dress: all of them in all dresses is what scripts/bench measures.
            let some = texts.enumerated().filter { $0.offset % Dressing.allCases.count == number }.map(\.element)
            let score = CopyScore(identifier, some, dressing, groups: groups)
            right += score.right
            misses += score.misses
            #expect(score.wrongWithConfidence == 0, "\(dressing): \(score.misses)")
        }
        #expect(right * 708 >= texts.count * 700, "\(misses)")
    }
}
