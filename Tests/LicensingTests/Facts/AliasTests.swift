import Licensing
import Testing

@Suite struct AliasTests {
    @Test(
        "names that people take for the same fold to the same",
        arguments: [
            ("Apache License, Version 2.0", "apache-license-version-2.0"), ("CC_BY_4p0", "cc-by-4p0"), ("gpl-3.0+", "gpl-3.0+"),
            ("  MIT. ", "mit"), ("ＭＩＴ", "mit"), ("licença", "licenca"), ("许可证: Apache-2.0", "许可证-apache-2.0"), ("", ""), ("...", ""),
            ("Attribution\u{200B}-NonCommercial", "attribution-noncommercial"), (".hidden", "hidden"),
        ])
    func folds(_ written: String, _ folded: String) {
        #expect(Alias.fold(written) == folded)
        #expect(Alias.fold(folded) == folded)
    }

    @Test(
        "addresses of one text fold to one",
        arguments: [
            ("https://huggingface.co/meta-llama/Llama-3.2-1B/blob/main/LICENSE.txt", "huggingface.co/meta-llama/llama-3.2-1b/license"),
            ("https://hf.co/meta-llama/Llama-3.2-1B/resolve/main/LICENSE.txt", "huggingface.co/meta-llama/llama-3.2-1b/license"),
            ("http://www.apache.org/licenses/LICENSE-2.0", "apache.org/licenses/license-2.0"),
            ("https://creativecommons.org/licenses/by/4.0/legalcode", "creativecommons.org/licenses/by/4.0"),
            ("http://creativecommons.org/licenses/by-nc/4.0/deed.de", "creativecommons.org/licenses/by-nc/4.0"),
            ("https://raw.githubusercontent.com/a/b/master/LICENSE", "github.com/a/b/license"),
            ("https://github.com/a/b/blob/master/LICENSE.md#top", "github.com/a/b/license"),
            ("LICENSE", ""), ("", ""), ("https:///", ""),
        ])
    func links(_ written: String, _ folded: String) {
        #expect(LicenseLink.fold(written) == folded)
        #expect(LicenseLink.fold(folded) == folded)
    }

    @Test("a hub's own meaning of a name goes before everybody's")
    func hubs() {
        let catalogue = LicenseCatalogue(
            facts: [
                fact("BSL-1.0", aliases: ["huggingface": ["bsl-1.0"], "any": ["boost"]]),
                fact("BUSL-1.1", aliases: ["any": ["bsl"]]),
                fact("CC-BY-2.5", links: ["creativecommons.org/licenses/by/2.5"]),
            ],
            listed: [
                .init(id: "CC-BY-2.5-AU", name: "", isDeprecated: false, isOSIApproved: false, isFSFLibre: false),
                .init(id: "ISC", name: "", isDeprecated: false, isOSIApproved: false, isFSFLibre: false),
            ], exceptions: [])
        #expect(catalogue.alias("bsl-1.0", hub: "huggingface") == "BSL-1.0")
        #expect(catalogue.alias("boost", hub: "huggingface") == "BSL-1.0")
        #expect(catalogue.alias("bsl", hub: nil) == "BUSL-1.1")
        #expect(catalogue.alias("isc", hub: nil) == "ISC")
        #expect(catalogue.alias("nothing", hub: "huggingface") == nil)
        #expect(catalogue.link("https://creativecommons.org/licenses/by/2.5/za/") == "CC-BY-2.5")
        #expect(catalogue.link("https://creativecommons.org/licenses/by/2.5/au/") == "CC-BY-2.5-AU")
        #expect(catalogue.link("https://opensource.org/licenses/ISC") == "ISC")
        #expect(catalogue.link("https://example.com/licenses/ISC") == nil)
    }

    private func fact(_ id: LicenseID, aliases: [String: [String]] = [:], links: [String] = []) -> LicenseFact {
        LicenseFact(id: id, name: "", family: "", rights: [:], aliases: aliases, links: links, evidence: [], confidence: .high)
    }
}
