/// Reads what a short file says instead of a licence text: an SPDX tag, a grant by name, a bare name, a link.
struct StatedNames: Sendable {
    private let catalogue: LicenseCatalogue
    /// Names of licences as words, longest first under their first word.
    private let names: [UInt32: [(words: [UInt32], id: LicenseID)]]
    /// A file of more words than this is not about the name it mentions.
    private static let wordLimit = 400
    /// With more words than this beside a tag, there is something to read.
    private static let tagOnlyLimit = 60

    init(_ catalogue: LicenseCatalogue) {
        self.catalogue = catalogue
        var names: [UInt32: [(words: [UInt32], id: LicenseID)]] = [:]
        func add(_ name: String, _ id: LicenseID) {
            let words = Self.words(name)
            guard words.count >= 2, let first = words.first else { return }
            names[first, default: []].append((words, id))
        }
        for listed in catalogue.allListed where !listed.isDeprecated {
            add(listed.name, listed.id)
            let words = listed.name.split(separator: " ").map {
                $0.first == "v" && $0.dropFirst().first?.isNumber == true ? "version " + $0.dropFirst() : $0
            }
            add(words.joined(separator: " "), listed.id)
        }
        for fact in catalogue.allFacts { add(fact.name, fact.id) }
        for (name, id) in Self.usual { add(name, LicenseID(id)) }
        self.names = names.mapValues { $0.sorted { ($0.words.count, $1.id) > ($1.words.count, $0.id) } }
    }

    /// How grants write names that lists spell differently.
    private static let usual = [
        ("apache license version 2.0", "Apache-2.0"), ("apache license 2.0", "Apache-2.0"), ("apache 2.0", "Apache-2.0"),
        ("apache version 2.0", "Apache-2.0"), ("apache 2", "Apache-2.0"), ("mit license", "MIT"), ("the mit license", "MIT"),
        ("mozilla public license version 2.0", "MPL-2.0"), ("gnu general public license version 3", "GPL-3.0-only"),
        ("gnu general public license version 2", "GPL-2.0-only"), ("gnu affero general public license version 3", "AGPL-3.0-only"),
        ("gnu lesser general public license version 3", "LGPL-3.0-only"), ("cc0 1.0 universal", "CC0-1.0"), ("cc by 4.0", "CC-BY-4.0"),
        ("cc by sa 4.0", "CC-BY-SA-4.0"), ("cc by nc 4.0", "CC-BY-NC-4.0"), ("cc by nc sa 4.0", "CC-BY-NC-SA-4.0"),
        ("cc by nc nd 4.0", "CC-BY-NC-ND-4.0"), ("ccby 4.0", "CC-BY-4.0"), ("ccbysa 4.0", "CC-BY-SA-4.0"), ("ccbync 4.0", "CC-BY-NC-4.0"),
        ("ccbyncsa 4.0", "CC-BY-NC-SA-4.0"), ("ccbyncnd 4.0", "CC-BY-NC-ND-4.0"),
        ("creative commons attribution 4.0 international", "CC-BY-4.0"),
        ("creative commons attribution noncommercial 4.0 international", "CC-BY-NC-4.0"),
        ("creative commons attribution sharealike 4.0 international", "CC-BY-SA-4.0"),
        ("creative commons attribution noncommercial sharealike 4.0 international", "CC-BY-NC-SA-4.0"),
    ]

    private static func words(_ name: String) -> [UInt32] { TextGuards.hashes(name.lowercased()) }

    private static let tag = words("spdx license identifier")
    private static let joinedTag = words("spdx-license-identifier")
    private static let grants = [
        "licensed under", "released under", "distributed under", "available under", "under the terms of", "license",
    ]
    .map(words)

    /// nil if nothing is said that is known.
    func read(_ own: OwnText) -> TextIdentification? {
        let hashes = own.hard.map { own.tokens[$0].hash }
        guard hashes.count <= Self.wordLimit else { return nil }
        if let tagged = readTag(own) { return tagged }
        var found: [(id: LicenseID, place: Int)] = []
        var index = 0
        while index < hashes.count {
            if let match = names[hashes[index]]?.first(where: { name in
                index + name.words.count <= hashes.count && hashes[index..<index + name.words.count].elementsEqual(name.words)
            }) {
                if !found.contains(where: { $0.id == match.id }) { found.append((match.id, index)) }
                index += match.words.count
            } else {
                index += 1
            }
        }
        let addresses = own.tokens.contains { $0.flags.contains(.address) }
        guard let first = found.first else {
            return addresses && hashes.count < 40 ? TextIdentification(.link, notes: [.noText]) : nil
        }
        let parts = found.map { LicenseExpression.license($0.id) }
        let isGrant = found.count == 1 && Self.grants.contains { TextGuards.contains(Array(hashes[..<first.place]), $0) }
        return TextIdentification(
            .name, expression: parts.count == 1 ? parts[0] : .noAssertion, score: isGrant ? 0.7 : 0.5, confident: false,
            candidates: found.map { .init(id: $0.id, score: isGrant ? 0.7 : 0.5) },
            notes: parts.count > 1 ? [.noText, .ambiguous] : [.noText])
    }

    /// `SPDX-License-Identifier: EXPRESSION` (SPDX 2.3, annex E).
    private func readTag(_ own: OwnText) -> TextIdentification? {
        guard let index = own.tokens.firstIndex(where: { Self.joinedTag.contains($0.hash) }) else { return nil }
        var end = Int(own.tokens[index].end)
        while end < own.bytes.count, own.bytes[end] == UInt8(ascii: ":") || own.bytes[end] == UInt8(ascii: " ") { end += 1 }
        let start = end
        while end < own.bytes.count, end - start < 300, own.bytes[end] != 0x0a, own.bytes[end] != 0x0d { end += 1 }
        // The end of a comment is none of it.
        let text = String(
            decoding: own.bytes[start..<end].prefix { $0 != UInt8(ascii: "*") && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "<") },
            as: UTF8.self
        )
        .split(separator: "--", omittingEmptySubsequences: false)[0]
        guard let expression = try? LicenseExpression(parsing: String(text), catalogue) else { return nil }
        return TextIdentification(
            .tag, expression: expression, score: 0.9, confident: own.hard.count <= Self.tagOnlyLimit, notes: [.noText])
    }
}
