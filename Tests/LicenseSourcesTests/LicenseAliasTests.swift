import Licensing
import Testing

@Suite struct LicenseAliasTests {
    /// The licences that Hugging Face's list of tags knows (hub-docs, repositories-licenses, 2026-06), without `unknown` and `other`.
    static let tags = """
        apache-2.0 mit openrail bigscience-openrail-m creativeml-openrail-m bigscience-bloom-rail-1.0 bigcode-openrail-m afl-3.0 artistic-2.0
        bsl-1.0 bsd bsd-2-clause bsd-3-clause bsd-3-clause-clear c-uda cc cc0-1.0 cc-by-2.0 cc-by-2.5 cc-by-3.0 cc-by-4.0 cc-by-sa-3.0
        cc-by-sa-4.0 cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nd-4.0 cc-by-nc-nd-3.0 cc-by-nc-nd-4.0 cc-by-nc-sa-2.0 cc-by-nc-sa-3.0
        cc-by-nc-sa-4.0 cdla-sharing-1.0 cdla-permissive-1.0 cdla-permissive-2.0 wtfpl ecl-2.0 epl-1.0 epl-2.0 etalab-2.0 eupl-1.1 eupl-1.2
        agpl-3.0 gfdl gpl gpl-2.0 gpl-3.0 lgpl lgpl-2.1 lgpl-3.0 isc h-research intel-research lppl-1.3c ms-pl apple-ascl apple-amlr mpl-2.0
        odc-by odbl openmdw-1.0 openmdw-1.1 openrail++ osl-3.0 postgresql ofl-1.1 ncsa unlicense zlib pddl lgpl-lr deepfloyd-if-license
        fair-noncommercial-research-license llama2 llama3 llama3.1 llama3.2 llama3.3 llama4 grok2-community gemma
        """.split(whereSeparator: \.isWhitespace).map(String.init)

    @Test("every tag of Hugging Face but the two that say nothing is a licence of ours")
    func huggingFace() throws {
        let catalogue = try LicenseData.catalogue()
        #expect(Self.tags.count == 81)
        for tag in Self.tags {
            let id = catalogue.alias(Alias.fold(tag), hub: "huggingface")
            #expect(id.flatMap { catalogue.fact($0) } != nil, "\(tag) means nothing")
        }
        #expect(catalogue.alias("other", hub: "huggingface") == nil)
        #expect(catalogue.alias("unknown", hub: "huggingface") == nil)
    }

    @Test("bsl-1.0 on Hugging Face is Boost; the Business Source License is another file")
    func boost() throws {
        let catalogue = try LicenseData.catalogue()
        #expect(catalogue.alias("bsl-1.0", hub: "huggingface") == "BSL-1.0")
        #expect(catalogue.alias("business-source-license", hub: nil) == "BUSL-1.1")
        #expect(catalogue.fact("BSL-1.0")?.rights[.useCommercial]?.grant == .yes)
        #expect(catalogue.fact("BUSL-1.1")?.rights[.useCommercial]?.grant == .conditional)
    }

    @Test(
        "names and addresses as people write them lead to their licence",
        arguments: [
            ("Expat", "MIT"), ("GPL-3.0+", "GPL-3.0-or-later"), ("gpl-2.0", "GPL-2.0-only"),
            ("llama-3", "LicenseRef-Weighbridge-llama3-community"),
            ("Mistral AI Research License", "LicenseRef-Weighbridge-mistral-research-0.1"),
            ("CC-BY", "LicenseRef-Weighbridge-cc-by-unversioned"),
            ("faipl-1.0-sd", "LicenseRef-scancode-fair-ai-public-1.0-sd"),
            ("modified-mit", "LicenseRef-Weighbridge-modified-mit-unspecified"),
            ("GNU General Public License v3.0 only", "GPL-3.0-only"), ("openrail", "LicenseRef-Weighbridge-openrail-unspecified"),
        ])
    func names(_ written: String, _ id: LicenseID) throws {
        #expect(try LicenseData.catalogue().alias(Alias.fold(written), hub: nil) == id)
    }

    @Test(
        "addresses lead to their licence",
        arguments: [
            ("https://creativecommons.org/licenses/by-nc/4.0/legalcode", "CC-BY-NC-4.0"),
            ("http://creativecommons.org/licenses/by-sa/3.0/at/", "CC-BY-SA-3.0-AT"),
            ("https://creativecommons.org/licenses/by/2.5/za/", "CC-BY-2.5"),
            ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
            ("http://www.apache.org/licenses/LICENSE-2.0.txt", "Apache-2.0"),
            ("https://ai.google.dev/gemma/terms", "LicenseRef-scancode-gemma-tou-2025-03-24"),
            ("https://huggingface.co/meta-llama/Llama-3.2-1B/blob/main/LICENSE.txt", "LicenseRef-scancode-llama-3.2-license-2024"),
            ("https://opensource.org/licenses/MIT", "MIT"), ("https://www.gnu.org/licenses/gpl-3.0.en.html", "GPL-3.0-only"),
            ("https://mistral.ai/licenses/MRL-0.1.md", "LicenseRef-Weighbridge-mistral-research-0.1"),
        ])
    func links(_ url: String, _ id: LicenseID) throws {
        #expect(try LicenseData.catalogue().link(url) == id)
    }

    @Test(
        "addresses that name no licence give none",
        arguments: [
            "https://example.com/LICENSE", "LICENSE", "https://github.com/nlpdata/dialogre/blob/master/license.txt",
            "https://opensource.org/licenses", "https://opendefinition.org/od/2.1/en/",
        ])
    func noLinks(_ url: String) throws {
        #expect(try LicenseData.catalogue().link(url) == nil)
    }
}
