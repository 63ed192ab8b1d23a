import Foundation
import LicenseSources
import Licensing
import TestSupport
import Testing

@Suite struct LicenseFolderTests {
    @Test("a good file gives every fact it states")
    func reads() throws {
        let fact = try #require(try facts([LicenseSample.good]).first)
        #expect(fact.id == "LicenseRef-Weighbridge-sample")
        #expect(fact.confidence == .medium)
        #expect(
            fact.rights[.useCommercial]
                == Clause(.conditional, if: [.limit("mau"), .duty(.licenceCopy)], note: "Below a size.", section: "2"))
        #expect(fact.rights[.outputTrain] == Clause(.no))
        #expect(
            fact.duties == [
                Duty(.licenceCopy, on: [.distributeWeights]), Duty(.displayLine, on: [.product], text: "Built with Sample", beyond: "mau"),
            ])
        let threshold = Threshold(.mau, .greater, 700_000_000, window: .month, scope: .affiliates, asOf: .release("2024-07-23"))
        #expect(fact.limits == [Limit(name: "mau", rule: .threshold(threshold), effect: .licenseRequired)])
        #expect(fact.patent == .init(grant: .unknown, endsOnSuit: .no))
        #expect(fact.acceptance == .yes && fact.acceptanceNote == "A form.")
        #expect(fact.revocable == .no && fact.unilateralChange == .unknown && fact.governingLaw == "Utopia")
        #expect(fact.aliases == ["any": ["sample", "sample-license"], "huggingface": ["sample-1"]])
        #expect(fact.links == ["example.com/license"])
        #expect(fact.guards == .init(must: ["sample license"], mustNot: ["other license"]))
        #expect(fact.evidence == [.init(document: "example.com, LICENSE", read: "2026-11-23")])
    }

    @Test("every fault in a file is named with its file, its line and the reason", arguments: LicenseSample.faults)
    func faults(_ fault: LicenseSample.Fault) throws {
        try #require(LicenseSample.good.contains(fault.from))
        let text = LicenseSample.good.replacingOccurrences(of: fault.from, with: fault.to)
        let found = try #require(throws: LicenseFault.self) { try facts([text], name: "LicenseRef-Weighbridge-sample.yaml") }
        #expect(found.file == "LicenseRef-Weighbridge-sample.yaml")
        #expect(found.line == (fault.line == 0 ? nil : fault.line), "\(found)")
        #expect(found.reason.contains(fault.reason), "\(found)")
    }

    @Test("an alias or a link that two files claim is refused where it stands in the second")
    func twice() throws {
        let second = LicenseSample.good.replacingOccurrences(of: "Weighbridge-sample", with: "Weighbridge-second")
        let alias = try #require(throws: LicenseFault.self) { try facts([LicenseSample.good, second]) }
        #expect(
            "\(alias)"
                == "LicenseRef-Weighbridge-second.yaml:31: the alias 'sample' for any is already used by LicenseRef-Weighbridge-sample.yaml"
        )
        let noAliases = second.replacingOccurrences(of: "[sample, sample-license]", with: "[second]").replacingOccurrences(
            of: "[sample-1]", with: "[sample]")
        let link = try #require(throws: LicenseFault.self) { try facts([LicenseSample.good, noAliases]) }
        #expect(link.line == 34 && link.reason.contains("the link 'example.com/license' is already used"))
        let good = noAliases.replacingOccurrences(of: "- example.com/license", with: "- example.com/second")
        #expect(try facts([LicenseSample.good, good]).count == 2)
    }

    @Test("a file whose name is not its id is refused")
    func name() throws {
        let fault = try #require(throws: LicenseFault.self) { try facts([LicenseSample.good], name: "Sample.yaml") }
        #expect(fault.file == "Sample.yaml" && fault.reason.contains("must be named 'LicenseRef-Weighbridge-sample.yaml'"))
    }

    @Test(
        "empty files, lists, endless files and missing folders are faults, not crashes",
        arguments: ["", "- a\n", "a: [", String(repeating: "# x\n", count: 100_000)])
    func hostile(_ text: String) throws {
        #expect(throws: LicenseFault.self) { try facts([text], name: "x.yaml") }
        #expect(throws: LicenseFault.self) { try LicenseFolder(URL(fileURLWithPath: "/nowhere/at/all")).facts() }
    }

    @Test("a fault names its file and line as compilers do")
    func description() {
        #expect("\(LicenseFault(file: "MIT.yaml", line: 3, reason: "bad"))" == "MIT.yaml:3: bad")
        #expect("\(LicenseFault(file: "MIT.yaml", line: nil, reason: "bad"))" == "MIT.yaml: bad")
    }

    /// The facts of a folder with these files, named by their ids unless said otherwise.
    private func facts(_ texts: [String], name: String? = nil) throws -> [LicenseFact] {
        let scratch = try ScratchFolder()
        for text in texts {
            let id = text.split(separator: "\n").first.map { $0.dropFirst(4) } ?? ""
            try Data(text.utf8).write(to: URL(fileURLWithPath: scratch.path).appendingPathComponent(name ?? "\(id).yaml"))
        }
        return try LicenseFolder(URL(fileURLWithPath: scratch.path)).facts()
    }
}
