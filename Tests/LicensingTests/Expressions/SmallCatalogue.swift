import Licensing

/// A handful of licences with made-up but typical answers: what the algebra is tried on.
enum SmallCatalogue {
    static let catalogue = LicenseCatalogue(
        facts: facts,
        listed: ids.map {
            LicenseCatalogue.ListedLicense(id: LicenseID($0), name: $0, isDeprecated: false, isOSIApproved: false, isFSFLibre: false)
        },
        exceptions: ["Classpath-exception-2.0", "LLVM-exception", "Font-exception-2.0", "Google-Patent-WebM"])

    private static let ids = [
        "MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "0BSD", "GPL-2.0", "GPL-2.0+", "GPL-2.0-only", "GPL-2.0-or-later",
        "GPL-3.0",
        "GPL-3.0-only", "GPL-3.0-or-later", "GPL-2.0-with-classpath-exception", "LGPL-2.1-only", "LGPL-2.1", "LGPL-2.1-or-later",
        "CC-BY-4.0", "CC-BY-NC-4.0", "CDDL-1.0", "EPL-1.0", "AGPL-3.0-only",
    ]

    private static let facts: [LicenseFact] = [
        fact("MIT", all: Clause(.yes), duties: [Duty(.licenceCopy, on: [.distributeWeights])]),
        fact(
            "Apache-2.0", all: Clause(.yes),
            duties: [Duty(.licenceCopy, on: [.distributeWeights]), Duty(.markChanges, on: [.distributeDerivative])]),
        fact(
            "GPL-2.0-only", all: Clause(.conditional, if: [.duty(.shareAlike)]),
            duties: [Duty(.shareAlike, on: [.distributeDerivative], scope: .work)]),
        fact("CC-BY-NC-4.0", all: Clause(.yes), rights: [.useCommercial: Clause(.no), .outputTrain: Clause(.unknown)]),
        fact(
            "LicenseRef-small-threshold", all: Clause(.conditional, if: [.limit("mau")]),
            limits: [Limit(name: "mau", rule: .threshold(Threshold(.mau, .greater, 100)))]),
        fact(
            "LicenseRef-large-threshold", all: Clause(.conditional, if: [.limit("mau")]),
            limits: [Limit(name: "mau", rule: .threshold(Threshold(.mau, .greater, 900)))]),
    ]

    static func fact(
        _ id: LicenseID, all: Clause, rights: [Right: Clause] = [:], duties: [Duty] = [], limits: [Limit] = []
    ) -> LicenseFact {
        let everything = Dictionary(uniqueKeysWithValues: Right.allCases.map { ($0, rights[$0] ?? all) })
        return LicenseFact(
            id: id, name: id.text, family: "test", rights: everything, duties: duties, limits: limits, evidence: [], confidence: .high)
    }
}

/// The same numbers for the same seed (SplitMix64), so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension LicenseExpression {
    /// Any expression over the small catalogue, in the form that the parser gives.
    static func random(depth: Int, using generator: inout SeededGenerator) -> LicenseExpression {
        let kind = depth > 0 ? Int.random(in: 0..<5, using: &generator) : 0
        guard kind > 1 else {
            let leaves: [LicenseExpression] = [
                .license("MIT"), .license("Apache-2.0"), .license("Apache-2.0", orLater: true), .license("GPL-2.0-only"),
                .license("CC-BY-NC-4.0"), .license("LicenseRef-small-threshold"), .license("LicenseRef-large-threshold"),
                .license("LicenseRef-nobody-knows"), .license("DocumentRef-a:LicenseRef-b"), .noAssertion, .none,
                .with("GPL-2.0-only", orLater: false, exception: "Classpath-exception-2.0"),
                .with("Apache-2.0", orLater: false, exception: "LLVM-exception"),
                .with("MIT", orLater: false, exception: "AdditionRef-own-words"),
                .with("MIT", orLater: true, exception: "Google-Patent-WebM"),
            ]
            return leaves.randomElement(using: &generator) ?? .noAssertion
        }
        let parts = (0..<Int.random(in: 2...4, using: &generator)).map { _ in random(depth: depth - 1, using: &generator) }
        return kind < 4 ? .all(of: parts) : .any(of: parts)
    }
}
