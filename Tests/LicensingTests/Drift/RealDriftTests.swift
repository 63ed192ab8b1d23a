import CatalogData
import LicenseSources
import Licensing
import TestSupport
import Testing

/// Real changes from repositories' histories: each level as labelled, from our facts.
@Suite("Real drift")
struct RealDriftTests {
    private static let table = "licenses/license-drift.tsv"

    @Test("every real change has the level that a person gave it", .enabled(if: Corpora.has(table), "no corpora here"))
    func labelled() throws {
        let corpora = try #require(Corpora())
        let text = String(decoding: try corpora.bytes(Self.table), as: UTF8.self)
        let rows = text.split(separator: "\n").dropFirst().compactMap(DriftRow.init)
        #expect(rows.count >= 31)
        let catalogue = try CompiledLicenses.catalogue(of: CatalogData())
        let judge = DriftJudge(catalogue)
        for (index, row) in rows.enumerated() {
            let drift = try row.drift(judge, catalogue, earlier: Array(rows[..<index]))
            #expect(drift.level == row.expected, "\(row.repository) \(row.path): \(row.from) to \(row.to): \(drift.reasons)")
        }
    }

    @Test(
        "changes between licences of the catalogue, as a plain clone has them",
        arguments: [
            ("Apache-2.0", "MIT", .relaxing), ("MIT", "LicenseRef-Weighbridge-minimax-m2-modified-mit", .tightening),
            ("Apache-2.0", "GPL-3.0-only", .breaking), ("AGPL-3.0-only", "Apache-2.0", .relaxing), ("MIT", "CC-BY-NC-4.0", .breaking),
            ("CC-BY-NC-ND-4.0", "CC-BY-NC-4.0", .relaxing), ("MIT", "LicenseRef-Weighbridge-mistral-modified-mit-2026", .breaking),
            ("LicenseRef-Weighbridge-tencent-hunyuan-community-eu", "LicenseRef-Weighbridge-tencent-hunyuan-community", .breaking),
            ("LicenseRef-scancode-llama-2-license-2023", "LicenseRef-scancode-llama-3.1-license-2024", .relaxing),
            ("LicenseRef-scancode-deepseek-la-1.0", "MIT", .relaxing), ("LicenseRef-Weighbridge-yi-2.0", "Apache-2.0", .relaxing),
            ("LicenseRef-scancode-flux-1-nc", "LicenseRef-Weighbridge-flux-1-dev-nc-1.1", .tightening),
            ("LicenseRef-Weighbridge-yi-2.0", "LicenseRef-Weighbridge-yi-community-2.1", .review),
        ] as [(String, String, DriftLevel)])
    func known(from: String, to: String, expected: DriftLevel) throws {
        let catalogue = try CompiledLicenses.catalogue(of: CatalogData())
        let drift = DriftJudge(catalogue).drift(from: .license(LicenseID(from)), to: .license(LicenseID(to)))
        #expect(drift.level == expected, "\(drift.reasons)")
    }
}
