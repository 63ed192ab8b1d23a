import CatalogData
import LicenseSources
import Licensing
import Testing

/// Changes of the kinds that repositories have seen, with levels that were written down before they were asked for.
@Suite("Own drift")
struct OwnDriftTests {
    @Test(
        "a change between two licences has the level that follows from what somebody may still do",
        arguments: [
            // What was made of it has to be shared alike now.
            ("CC-BY-4.0", "CC-BY-SA-4.0", .breaking), ("BSD-3-Clause", "AGPL-3.0-only", .breaking),
            ("CC-BY-NC-SA-4.0", "CC-BY-NC-4.0", .relaxing), ("LGPL-3.0-only", "MIT", .relaxing),
            // The EU is out where pictures are concerned; a company may have grown too large.
            ("LicenseRef-scancode-llama-3.1-license-2024", "LicenseRef-scancode-llama-3.2-license-2024", .breaking),
            ("Apache-2.0", "LicenseRef-scancode-stability-ai-community-2024", .breaking),
            ("LicenseRef-scancode-stability-ai-nc-2023-12-06", "LicenseRef-scancode-stability-ai-community-2024", .relaxing),
            // Names to carry, lines to show, uses to refrain from.
            ("LicenseRef-scancode-llama-2-license-2023", "LicenseRef-Weighbridge-llama3-community", .tightening),
            ("MIT", "LicenseRef-scancode-moonshot-ai-modified-mit-2025", .tightening),
            ("Apache-2.0", "LicenseRef-scancode-bigscience-open-rail-m", .tightening), ("CC0-1.0", "CC-BY-4.0", .tightening),
            // Vendors' own terms given up.
            ("LicenseRef-scancode-gemma-tou-2025-03-24", "Apache-2.0", .relaxing),
            ("LicenseRef-Weighbridge-qwen-research", "Apache-2.0", .relaxing),
            ("LicenseRef-Weighbridge-tii-falcon-llm-1.0", "Apache-2.0", .relaxing),
            ("LicenseRef-Weighbridge-mistral-research-0.1", "Apache-2.0", .relaxing), ("MIT", "MIT-0", .relaxing),
        ] as [(String, String, DriftLevel)])
    func licences(from: String, to: String, expected: DriftLevel) throws {
        let catalogue = try CompiledLicenses.catalogue(of: CatalogData())
        let drift = DriftJudge(catalogue).drift(from: .license(LicenseID(from)), to: .license(LicenseID(to)))
        #expect(drift.level == expected, "\(drift.reasons)")
    }

    private static let text = """
        Duck Model Licence, version 1.2
        Copyright (c) 2024 The Duck Authors

        You may use the Model for any purpose, and hand it on with this text.
        Register at https://duck.example/register before commercial use.
        The Model must not be used to harm ducks.
        """

    @Test(
        "texts of one licence: dressing is cosmetic, words are for review",
        arguments: [
            ("2024 The Duck Authors", "2024-2026 The Duck Authors and Others", .cosmetic),
            ("duck.example/register", "duck.example/form", .cosmetic),
            ("any purpose, and", "any purpose\nand", .cosmetic), ("any purpose", "any lawful purpose", .review),
            ("must not be used", "must be used", .review), ("before commercial use", "before any use", .review),
        ] as [(String, String, DriftLevel)])
    func texts(old: String, new: String, expected: DriftLevel) throws {
        let catalogue = try CompiledLicenses.catalogue(of: CatalogData())
        let change = TextDifference.change(from: Self.text, to: Self.text.replacing(old, with: new))
        let same = LicenseExpression.license("MIT")
        #expect(DriftJudge(catalogue).drift(from: same, to: same, text: change).level == expected)
    }
}
