import Foundation
import Licensing
import TestSupport
import Testing

@Suite struct LicenseNormalizerTests {
    @Test("claims in every style are read as a careful person would read them", arguments: OwnClaims.all)
    func own(_ claim: OwnClaims.Claim) throws {
        let expected = try LicenseExpression(parsing: claim.expected, RealCatalogue.catalogue())
        let got = try RealCatalogue.reading(claim.raw, hub: claim.hub)
        #expect(got.expression == expected, "\(claim.raw): \(got.evidence) \(got.findings)")
    }

    @Test(
        "every collected string of the real world is read as expected",
        .enabled(if: Corpora.has("licenses/license-strings.tsv"), "no corpora beside the package"))
    func collected() throws {
        let corpora = try #require(Corpora())
        let text = String(decoding: try corpora.bytes("licenses/license-strings.tsv"), as: UTF8.self)
        var rows = 0
        for line in text.split(separator: "\n").dropFirst() {
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            let expected = try LicenseExpression(parsing: String(columns[1]), RealCatalogue.catalogue())
            let got = try RealCatalogue.reading(String(columns[0]), hub: columns[2].hasPrefix("hf-tag") ? "huggingface" : nil)
            #expect(got.expression == expected, "\(columns[0]): \(got.evidence) \(got.findings)")
            rows += 1
        }
        #expect(rows > 200)
    }

    @Test("every id of the SPDX list, in any case, is read as itself or as what replaced it")
    func ids() throws {
        let catalogue = try RealCatalogue.catalogue()
        for listed in catalogue.allListed {
            let expected = try LicenseExpression(parsing: listed.id.text, catalogue)
            for written in [listed.id.text, listed.id.text.lowercased(), listed.id.text.uppercased(), "license:" + listed.id.text] {
                guard written != "NONE" else { continue }
                #expect(try RealCatalogue.reading(written).expression == expected, "\(written)")
            }
        }
    }

    @Test("every name of the SPDX list that only one licence has is read as that licence, or not at all")
    func names() throws {
        let catalogue = try RealCatalogue.catalogue()
        let names = Dictionary(grouping: catalogue.allListed) { Alias.fold($0.name) }.filter { $0.value.count == 1 }
        var wrong: [String] = []
        for listed in names.values.flatMap(\.self) where !listed.isDeprecated {
            let got = try RealCatalogue.reading(listed.name).expression
            if got != .license(listed.id) { wrong.append("\(listed.name): \(got)") }
        }
        #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
    }

    @Test("absent, unknown, other with a name and other without one are four different answers, and none is a licence")
    func silence() throws {
        let cases: [(RawLicense, NormalizedLicense.State)] = [
            (.null, .absent), (.text(""), .absent), (.text("  "), .absent), (.list([]), .absent), (.text("unknown"), .unknown),
            (.text("N/A"), .unknown), (.text("Unknwon"), .unknown), (.text("other"), .otherUnnamed),
            (.list([.text("other")]), .otherUnnamed),
            (.text("other-my-license"), .otherNamed("my-license")),
            (RawLicense(license: .text("other"), name: "acme-terms", link: "LICENSE"), .otherNamed("acme-terms")),
            (RawLicense(license: .text("other"), name: nil, link: nil), .otherUnnamed), (.text("LICENSE"), .textElsewhere("LICENSE")),
            (.text("https://example.com/terms"), .textElsewhere("https://example.com/terms")), (.number("4"), .unread("4")),
            (.text("found"), .unread("found")),
        ]
        for (claim, state) in cases {
            let got = try RealCatalogue.normalizer().read(claim)
            #expect(got.state == state, "\(claim)")
            #expect(got.expression == .noAssertion && got.confidence == .none, "\(claim)")
        }
    }

    @Test("what was supplied, weakened or contradicted is a finding, never silent")
    func findings() throws {
        #expect(try RealCatalogue.reading(#"["mit","gpl-3.0"]"#).findings.contains(.operatorUnknown("list")))
        #expect(try RealCatalogue.reading("MIT/Apache-2.0").findings.contains(.operatorUnknown("MIT/Apache-2.0")))
        #expect(try RealCatalogue.reading("MIT or Apache-2.0").findings.isEmpty)
        #expect(
            try RealCatalogue.reading("Creative Commons Attribution 2.5 South Africa License").findings.contains {
                if case .portDropped = $0 { true } else { false }
            } || RealCatalogue.reading("CC BY 2.5 ZA").findings == [.portDropped("ZA")])
        #expect(try RealCatalogue.reading("Apache License").findings.contains { if case .byConvention = $0 { true } else { false } })
        #expect(try RealCatalogue.reading("Apache License").confidence < .high)
        #expect(try RealCatalogue.reading("gpl").findings == [.versionMissing("LicenseRef-Weighbridge-gpl-unspecified")])
        #expect(try RealCatalogue.reading("Apcahe 2.0").findings.contains(.spelling("apcahe", readAs: "apache")))
        #expect(try RealCatalogue.reading("GPL-compatible").findings == [.qualified("GPL-compatible")])
        #expect(
            try RealCatalogue.reading("MIT (research only)").findings.contains(
                .addedRestriction("LicenseRef-Weighbridge-research-only-unspecified")))
        let conflict = try RealCatalogue.reading(#"{"license": "mit", "license_link": "https://creativecommons.org/licenses/by-nc/4.0/"}"#)
        #expect(conflict.expression.description == "MIT")
        #expect(conflict.findings == [.conflict("license: MIT", "license_link: CC-BY-NC-4.0")])
        #expect(conflict.confidence < .high)
    }

    @Test("each answer names the step, the words and the rule")
    func evidence() throws {
        let got = try RealCatalogue.reading("weights under CC BY-NC 4.0")
        #expect(got.evidence.map(\.step) == [.mention])
        #expect(got.evidence.map(\.fragment) == ["CC BY-NC 4.0"])
        #expect(try RealCatalogue.reading("mit").evidence == [NormalizedLicense.Evidence(.alias, fragment: "mit", rule: "mit")])
    }

    @Test("a name means what its hub means by it")
    func hubs() throws {
        #expect(try RealCatalogue.reading("bsl-1.0", hub: "huggingface").expression == .license("BSL-1.0"))
        #expect(try RealCatalogue.reading("Sell").expression == .noAssertion)
        #expect(try RealCatalogue.reading("Sell", hub: "civitai").permissions?.commercial == [.sell])
    }
}
