public import Licensing

/// Facts of licences, as the contract's JSON.
public enum LicenseReport {
    /// What each right is, also where nothing is said.
    public static func rights(_ rights: [Right: Clause]) -> Datum {
        .object(
            Right.allCases.map { right in
                let clause = rights[right] ?? Clause(.unknown)
                return (right.rawValue, self.clause(clause.grant, clause.conditions, note: clause.note, section: clause.section))
            })
    }

    /// A grant with its conditions.
    public static func clause(_ grant: Grant, _ conditions: [Condition], note: String?, section: String?) -> Datum {
        .object([
            ("grant", .text(grant.rawValue)), ("conditions", .texts(conditions.map(\.text))), ("note", .text(note)),
            ("section", .text(section)),
        ])
    }

    /// A duty.
    public static func duty(_ duty: Duty) -> Datum {
        .object([
            ("kind", .text(duty.kind.rawValue)), ("on", .texts(duty.on.map(\.rawValue))), ("text", .text(duty.text)),
            ("scope", .text(duty.scope?.rawValue)), ("beyond", .text(duty.beyond)), ("note", .text(duty.note)),
            ("section", .text(duty.section)),
        ])
    }

    /// A limit of size, place or purpose.
    public static func limit(_ limit: Limit) -> Datum {
        var fields: Fields = [("name", .text(limit.name))]
        switch limit.rule {
        case .threshold(let threshold):
            let asOf: String
            switch threshold.asOf {
            case .ongoing: asOf = "ongoing"
            case .release(let day): asOf = day ?? "release"
            }
            fields += [
                ("kind", .text("threshold")), ("metric", .text(threshold.metric.rawValue)),
                ("operator", .text(threshold.comparison.rawValue)), ("value", .int(threshold.value)),
                ("currency", .text(threshold.currency)), ("window", .text(threshold.window?.rawValue)),
                ("scope", .text(threshold.scope.rawValue)), ("as_of", .text(asOf)),
            ]
        case .territory(let territory):
            fields += [
                ("kind", .text("territory")), ("excluded", .texts(territory.excluded)),
                ("subjects", .texts(territory.subjects.map(\.rawValue))),
            ]
        case .field(let purposes): fields += [("kind", .text("field")), ("purposes", .texts(purposes))]
        case .competitor(let licensor): fields += [("kind", .text("competitor")), ("of", .text(licensor))]
        }
        return .object(
            fields + [
                ("only_if", .text(limit.onlyIf?.rawValue)), ("effect", .text(limit.effect.rawValue)), ("note", .text(limit.note)),
                ("section", .text(limit.section)),
            ])
    }

    /// Everything that is known of a licence.
    public static func fields(_ fact: LicenseFact, _ listed: LicenseCatalogue.ListedLicense?) -> Fields {
        [
            ("id", .text(fact.id)), ("name", .text(fact.name)), ("family", .text(fact.family)),
            ("spdx", listed.map(spdx) ?? .null), ("rights", rights(fact.rights)), ("duties", .list(fact.duties.map(duty))),
            ("limits", .list(fact.limits.map(limit))),
            (
                "patent",
                .object([
                    ("grant", .text(fact.patent.grant.rawValue)), ("ends_on_suit", .text(fact.patent.endsOnSuit.rawValue)),
                    ("note", .text(fact.patent.note)),
                ])
            ),
            ("acceptance", .text(fact.acceptance.rawValue)), ("revocable", .text(fact.revocable.rawValue)),
            ("unilateral_change", .text(fact.unilateralChange.rawValue)), ("governing_law", .text(fact.governingLaw)),
            ("policies", .texts(fact.policies)),
            ("aliases", .object(fact.aliases.sorted { $0.key < $1.key }.map { ($0.key, .texts($0.value.sorted())) })),
            ("links", .texts(fact.links.sorted())), ("supersedes", .text(fact.supersedes)), ("notes", .text(fact.notes)),
            ("evidence", .list(fact.evidence.map { .object([("document", .text($0.document)), ("read", .text($0.read))]) })),
            ("confidence", .text(fact.confidence.rawValue)),
        ]
    }

    private static func spdx(_ listed: LicenseCatalogue.ListedLicense) -> Datum {
        .object([
            ("name", .text(listed.name)), ("deprecated", .bool(listed.isDeprecated)), ("osi", .bool(listed.isOSIApproved)),
            ("fsf", .bool(listed.isFSFLibre)),
        ])
    }
}
