/// A licence file of our own, and what can be wrong with it.
enum LicenseSample {
    struct Fault: Sendable {
        let from: String
        let to: String
        let line: Int
        let reason: String
    }

    /// A good file, by lines, so that each fault can be put at a known line.
    static let good = """
        id: LicenseRef-Weighbridge-sample
        name: Sample License
        family: sample
        confidence: medium
        rights:
          use.research: yes
          use.commercial: {grant: conditional, if: ["limit:mau", "duty:licence.copy"], section: 2, note: Below a size.}
          modify: yes
          distribute.weights: yes
          distribute.derivative: yes
          host.thirdParty: unknown
          output.commercial: yes
          output.train: no
          sublicense: unknown
        duties:
          - duty: licence.copy
            on: [distribute.weights]
          - duty: ui.display
            on: [product]
            text: Built with Sample
            beyond: mau
        limits:
          - limit: mau
            threshold: {metric: mau, more-than: 700000000, window: month, scope: affiliates, as-of: 2024-07-23}
            effect: license-required
        patent: {grant: unknown, ends-on-suit: no}
        acceptance: {stated: yes, note: A form.}
        revocable: no
        governing-law: Utopia
        aliases:
          any: [sample, sample-license]
          huggingface: [sample-1]
        links:
          - example.com/license
        guards: {must: [sample license], must-not: [other license]}
        evidence:
          - document: example.com, LICENSE
            read: 2026-11-23
        """

    private static func f(_ from: String, _ to: String, _ line: Int, _ reason: String) -> Fault {
        Fault(from: from, to: to, line: line, reason: reason)
    }

    /// What is replaced, by what, the line of the fault, and a part of the reason.
    static let faults: [Fault] = [
        f("family: sample", "familly: sample", 1, "'family' is missing"),
        f("governing-law: Utopia", "governing-lore: Utopia", 29, "unknown key 'governing-lore'"),
        f("  output.train: no\n", "", 6, "the right 'output.train' is missing"),
        f("output.train: no", "output.training: no", 6, "the right 'output.train' is missing"),
        f("  output.train: no", "  output.train: no\n  use.private: no", 14, "unknown key 'rights.use.private'"),
        f("output.train: no", "output.train: never", 13, "'never' is no rights.output.train"),
        f("output.train: no", "output.train: conditional", 13, "names no condition"),
        f("output.train: no", "output.train: {grant: no, if: [reading]}", 13, "is 'no' but names conditions"),
        f("\"limit:mau\", ", "\"limit:users\", ", 7, "'limit:users' names a limit that is not among the limits"),
        f("\"duty:licence.copy\"", "\"duty:notice.file\"", 7, "'duty:notice.file' names a duty that is not among the duties"),
        f("\"duty:licence.copy\"", "\"duty:dance\"", 7, "'duty:dance' is no condition"),
        f("beyond: mau", "beyond: revenue", 18, "waits for the limit 'revenue'"),
        f("on: [distribute.weights]", "on: [distribute.wheels]", 17, "'distribute.wheels' is no duties.on[0]"),
        f("duty: licence.copy\n", "duty: license.copy\n", 16, "'license.copy' is no duties.duty"),
        f("duty: ui.display", "duty: share.alike", 18, "must say its 'scope'"),
        f("metric: mau", "metric: mao", 24, "'mao' is no threshold.metric"),
        f("more-than: 700000000", "more-than: 7e8", 24, "must be a whole number above 0"),
        f("more-than: 700000000", "more-than: 1, at-least: 2", 24, "either 'more-than' or 'at-least'"),
        f("metric: mau", "metric: revenue", 24, "needs a 'currency'"),
        f("window: month", "window: month, currency: USD", 24, "only money has a 'currency'"),
        f("as-of: 2024-07-23", "as-of: 2024-23-07", 24, "is no day"),
        f("scope: affiliates, ", "", 24, "has no 'scope'"),
        f("    effect: license-required", "    competitor-of: X\n    effect: license-required", 23, "exactly one of"),
        f("    effect: license-required\n", "", 23, "has no 'effect'"),
        f("sublicense: unknown", "sublicense: [unknown]", 14, "must be text"),
        f("confidence: medium", "confidence: medium\nconfidence: high", 4, "'confidence' given twice"),
        f("id: LicenseRef-Weighbridge-sample", "id: sample licence", 1, "is no id"),
        f("id: LicenseRef-Weighbridge-sample", "id: LicenseRef-somebody-sample", 1, "is no id"),
        f("any: [sample, sample-license]", "any: [sample, Sample-License]", 31, "not in its folded form"),
        f("any: [sample, sample-license]", "any: [sample, sample]", 31, "'sample' given twice"),
        f("huggingface: [", "hugginface: [", 32, "unknown hub 'hugginface'"),
        f("- example.com/license", "- https://example.com/license", 34, "not in its folded form"),
        f("must: [sample license]", "must: [Sample License]", 35, "lower case"),
        f("read: 2026-11-23", "read: yesterday", 38, "is no day"),
        f("evidence:\n  - document: example.com, LICENSE\n    read: 2026-11-23", "evidence: []", 36, "empty list"),
        f("rights:\n", "rights:\n\t", 6, "cannot start any token"),
        f("aliases:", "supersedes: MIT\naliases:", 0, "it supersedes 'MIT', which has no file"),
    ]
}
