import Catalog
import Testing
import Vocabulary

@testable import Weighing

@Suite struct EvidenceTests {
    private func text(_ path: String, _ id: String) -> LicenseText {
        LicenseText(path: path, bytes: Array("SPDX-License-Identifier: \(id)\n".utf8))
    }

    @Test("the text behind a link goes before the name, and a name that says otherwise is a conflict")
    func linked() async throws {
        let site = try TestSite()
        let model = try site.claim("acme/linked", license: "other")
        let address = "https://huggingface.co/acme/terms/blob/main/LICENSE"
        try await site.crawl([model])
        try await site.visit(
            model, texts: [text(address, "CC-BY-NC-4.0")],
            claims: [LicenseClaim(.licenseName, raw: "apache-2.0"), LicenseClaim(.licenseLink, raw: address)])
        try await site.weigher.run()
        let conclusion = try #require(try await site.conclusion("acme/linked"))
        #expect(conclusion.own == "CC-BY-NC-4.0")
        #expect(conclusion.detail.contains("\"C2\""))
        #expect(!conclusion.detail.contains("not-fetched"))
    }

    @Test("a text of an older commit stays evidence when the hub has moved on, and says of which commit it is")
    func olderCommit() async throws {
        let site = try TestSite()
        let model = try site.claim("acme/moved", license: "mit")
        try await site.crawl([model])
        try await site.visit(model, texts: [text("LICENSE", "CC-BY-NC-4.0")])
        try await site.weigher.run()
        #expect(try await site.conclusion("acme/moved")?.detail.contains("Of commit") == false)
        try await site.crawl([try site.claim("acme/moved", license: "mit", commit: "b")])
        try await site.weigher.run()
        let conclusion = try #require(try await site.conclusion("acme/moved"))
        #expect(conclusion.own == "CC-BY-NC-4.0")
        #expect(conclusion.detail.contains("Of commit aaaaaaaaaaaa, the head is bbbbbbbbbbbb."))
    }

    @Test(
        "a gate whose text adds terms, or turns people away, contradicts a plain tag",
        arguments: [
            #"{"extra_gated_prompt":"By asking you agree to the Acme Acceptable Use Policy."}"#,
            #"{"extra_gated_fields":{"I agree to use this model for non-commercial use ONLY":"checkbox"}}"#,
            #"{"extra_gated_eu_disallowed":true}"#,
        ])
    func gate(frontMatter: String) async throws {
        let site = try TestSite()
        let (model, plain) = (
            try site.claim("acme/gated", license: "apache-2.0", gate: .automatic),
            try site.claim("acme/plain", license: "apache-2.0", gate: .automatic)
        )
        try await site.crawl([model, plain])
        try await site.visit(model, texts: [], frontMatter: frontMatter)
        try await site.visit(
            plain, texts: [],
            frontMatter:
                #"{"extra_gated_prompt":"Tell us who you are.","extra_gated_fields":{"Country":"country","I want to use this model for research":"checkbox"}}"#
        )
        try await site.weigher.run()
        #expect(try await site.conclusion("acme/gated")?.detail.contains("\"C6\"") == true)
        let detail = try #require(try await site.conclusion("acme/plain")).detail
        #expect(!detail.contains("\"C6\""), "\(detail)")
    }
}
