import Foundation
import Licensing
import TestSupport
import Testing

/// Our files against the table of facts in the corpora, cell by cell.
@Suite(.enabled(if: Corpora.has("licenses/license-facts.tsv"), "the licence corpora are absent"))
struct LicenseFactsTableTests {
    @Test("every row of the table of facts agrees with our file on rights, thresholds and confidence")
    func rows() throws {
        let catalogue = try LicenseData.catalogue()
        var compared = 0
        var seen: Set<LicenseID> = []
        for row in try table() {
            let id = LicenseID(row["canonical_id"] ?? "")
            // Neither is one licence: silence, and a licence together with a policy.
            guard id != "NOASSERTION", !id.text.contains(" AND ") else { continue }
            let fact = try #require(catalogue.fact(id), "\(id) has no file")
            let columns: [(String, Right)] = [
                ("commercial_use", .useCommercial), ("modification", .modify), ("redistribution", .distributeWeights),
                ("hosting_service", .hostThirdParty), ("outputs_commercial", .outputCommercial), ("outputs_training", .outputTrain),
            ]
            for (column, right) in columns {
                #expect(fact.rights[right]?.grant.rawValue == row[column]?.cell, "\(id) \(column)")
            }
            #expect(fact.patent.grant.rawValue == row["patent_grant"]?.cell, "\(id) patents")
            #expect(fact.patent.endsOnSuit.rawValue == row["litigation_termination"]?.cell, "\(id) suits")
            #expect(fact.acceptance.rawValue == row["acceptance_required"]?.cell, "\(id) acceptance")
            let territories = fact.limits.filter { if case .territory = $0.rule { true } else { false } }
            if row["territory"]?.cell.hasPrefix("no-") == true { #expect(!territories.isEmpty, "\(id) territory") }
            #expect(numbers(in: row["thresholds"] ?? "") == values(of: fact), "\(id) thresholds")
            // A licence that several rows name has the confidence of the first.
            if seen.insert(id).inserted { #expect(fact.confidence.rawValue == row["confidence"], "\(id) confidence") }
            if let tag = row["hf_id"], !tag.isEmpty, !tag.contains("@") {
                #expect(catalogue.alias(Alias.fold(tag), hub: "huggingface") == id, "\(tag)")
            }
            compared += 1
        }
        #expect(compared == 203)
    }

    @Test("every licence that the other tables of the corpora expect is known")
    func expected() throws {
        let catalogue = try LicenseData.catalogue()
        for (file, columns) in [
            ("license-strings", ["expected"]), ("vendor-texts", ["expected_id"]), ("license-drift", ["from_id", "to_id"]),
        ] {
            for row in try table("licenses/\(file).tsv") {
                for word in columns.flatMap({ (row[$0] ?? "").split(whereSeparator: { " ()".contains($0) }) }) {
                    let id = LicenseID(String(word))
                    guard !["AND", "OR", "WITH", "NOASSERTION", "NONE"].contains(id.text), !id.text.hasPrefix("POLICY:") else { continue }
                    #expect(catalogue.fact(id) != nil || catalogue.exception(id.text) != nil, "\(id) of \(file) has no file")
                }
            }
        }
    }

    /// `metric op value` of a cell, such as `mau > 700000000`.
    private func numbers(in cell: String) -> Set<String> {
        let pattern = /(mau|muu|dau|visits|revenue|arr|staff)(>=|>)([0-9]+)/
        return Set(cell.matches(of: pattern).map { "\($0.1) \($0.2) \($0.3)" })
    }

    private func values(of fact: LicenseFact) -> Set<String> {
        Set(
            fact.limits.compactMap {
                guard case .threshold(let threshold) = $0.rule else { return nil }
                return "\(threshold.metric.rawValue) \(threshold.comparison.rawValue) \(threshold.value)"
            })
    }

    private func table(_ path: String = "licenses/license-facts.tsv") throws -> [[String: String]] {
        let text = String(decoding: try #require(Corpora()).bytes(path), as: UTF8.self)
        let lines = text.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
        let names = try #require(lines.first)
        return lines.dropFirst().map { Dictionary(zip(names, $0), uniquingKeysWith: { first, _ in first }) }
    }
}

extension String {
    /// What stands before the note.
    fileprivate var cell: String { String(prefix { $0 != "|" }) }
}
