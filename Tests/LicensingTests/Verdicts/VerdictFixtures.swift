import Licensing

/// Licences with the answers of real ones, as far as verdicts need them, and the five scenarios: what a plain clone proves verdicts on.
enum VerdictFixtures {
    static let catalogue = LicenseCatalogue(facts: facts, listed: [], exceptions: [])
    static let maker = VerdictMaker(catalogue)
    static let conclusions = ConclusionMaker(catalogue)

    static let internalTool = scenario("internal-tool", .commercial, [.useCommercial, .modify], [.use])
    static let product = scenario(
        "product", .commercial, [.useCommercial, .modify, .distributeDerivative, .outputCommercial],
        [.use, .product, .distributeWeights, .distributeDerivative])
    static let api = Scenario(
        id: "api", name: "api", sentence: "-", purpose: .commercial, needs: [.useCommercial, .hostThirdParty, .outputCommercial],
        acts: [.use, .host, .product], circumstances: [.modelAsAService])
    static let research = scenario("research", .research, [.useResearch, .modify], [.use, .publishOutputs])
    static let redistribution = scenario(
        "redistribution", .either, [.distributeWeights, .distributeDerivative, .modify], [.distributeWeights, .distributeDerivative])
    static let scenarios = [internalTool, product, api, research, redistribution]

    private static func scenario(_ id: String, _ purpose: Scenario.Purpose, _ needs: [Right], _ acts: [Duty.Trigger]) -> Scenario {
        Scenario(id: id, name: id, sentence: "-", purpose: purpose, needs: needs, acts: acts)
    }

    private static let handedOn: [Duty.Trigger] = [.distributeWeights, .distributeDerivative]
    private static let copies = [Duty(.licenceCopy, on: handedOn), Duty(.attribution, on: handedOn)]

    static let facts: [LicenseFact] = [
        fact("MIT", "permissive", Clause(.yes), duties: copies),
        fact(
            "Apache-2.0", "permissive", Clause(.yes),
            duties: copies + [Duty(.noticeFile, on: handedOn), Duty(.markChanges, on: [.distributeDerivative])]),
        fact(
            "GPL-3.0-only", "copyleft", Clause(.yes),
            [
                .distributeWeights: Clause(.conditional, if: [.duty(.licenceCopy)]),
                .distributeDerivative: Clause(.conditional, if: [.duty(.shareAlike)]), .sublicense: Clause(.no),
            ],
            duties: copies + [Duty(.shareAlike, on: [.distributeDerivative], scope: .work)]),
        fact(
            "CC-BY-NC-4.0", "cc", Clause(.conditional, if: [.nonCommercial]),
            [
                .useResearch: Clause(.yes), .useCommercial: Clause(.no, section: "2(a)(1)"), .modify: Clause(.yes),
                .outputTrain: Clause(.unknown),
            ],
            duties: [Duty(.attribution, on: handedOn)]),
        fact(
            "LicenseRef-research", "mistral", Clause(.conditional, if: [.researchOnly]),
            [.useResearch: Clause(.yes), .useCommercial: Clause(.no, section: "3.2"), .hostThirdParty: Clause(.no)],
            duties: [Duty(.licenceCopy, on: handedOn)]),
        fact(
            "LicenseRef-llama", "llama", Clause(.conditional, if: [.limit("mau"), .limit("uses")]), [.modify: Clause(.yes)],
            duties: [
                Duty(.licenceCopy, on: handedOn), Duty(.acceptGate, on: [.use]),
                Duty(.displayLine, on: handedOn + [.product], text: "Built with Llama", section: "1.b.i"),
                Duty(.namePrefix, on: [.distributeDerivative], text: "Llama", section: "1.b.i"),
            ],
            limits: [
                Limit(
                    name: "mau",
                    rule: .threshold(
                        Threshold(.mau, .greater, 700_000_000, window: .month, scope: .affiliates, asOf: .release("2024-07-23"))),
                    effect: .licenseRequired, section: "2"),
                Limit(name: "uses", rule: .field(["military", "illegal"]), section: "1.b.iv"),
            ], acceptance: .yes),
        fact(
            "LicenseRef-llama-vision", "llama", Clause(.conditional, if: [.limit("eu")]),
            limits: [
                Limit(name: "eu", rule: .territory(Territory(excluded: ["EU"], subjects: [.seat])), onlyIf: .multimodal, section: "policy")
            ]),
        fact(
            "LicenseRef-llama4", "llama", Clause(.conditional, if: [.limit("eu")]),
            limits: [Limit(name: "eu", rule: .territory(Territory(excluded: ["EU"], subjects: [.seat])))]),
        fact(
            "LicenseRef-hunyuan", "hunyuan", Clause(.conditional, if: [.limit("territory")]),
            limits: [
                Limit(
                    name: "territory", rule: .territory(Territory(excluded: ["EU", "GB", "KR"], subjects: [.seat, .use, .output])),
                    section: "1")
            ]),
        fact(
            "LicenseRef-lfm", "liquid", Clause(.yes), [.useCommercial: Clause(.conditional, if: [.limit("revenue")])],
            limits: [
                Limit(
                    name: "revenue", rule: .threshold(Threshold(.revenue, .atLeast, 10_000_000, currency: "USD", window: .year)),
                    onlyIf: .commercial, section: "5")
            ]),
        fact(
            "LicenseRef-modified-mit", "modified-mit", Clause(.yes),
            duties: copies + [Duty(.displayLine, on: [.product], text: "M2", beyond: "mau")],
            limits: [
                Limit(name: "mau", rule: .threshold(Threshold(.mau, .greater, 100_000_000, window: .month)), effect: .duty)
            ]),
        fact("LicenseRef-form", "glm", Clause(.yes), [.useCommercial: Clause(.conditional, if: [.acceptance])]),
        fact(
            "LicenseRef-rail", "openrail", Clause(.conditional, if: [.limit("uses"), .duty(.flowDown)]),
            duties: [Duty(.flowDown, on: handedOn + [.host])],
            limits: [Limit(name: "uses", rule: .field(["medical-advice"]), section: "Attachment A")]),
        fact(
            "LicenseRef-policy", "policy", Clause(.conditional, if: [.limit("uses")]),
            limits: [Limit(name: "uses", rule: .field(["spam"]))]),
        fact("LicenseRef-vague", "permissive", Clause(.unknown)),
        fact("LicenseRef-doubtful", "permissive", Clause(.yes), confidence: .low),
        fact("LicenseRef-rival", "naver", Clause(.yes), limits: [Limit(name: "rival", rule: .competitor("NAVER"))]),
    ]

    private static func fact(
        _ id: LicenseID, _ family: String, _ all: Clause, _ rights: [Right: Clause] = [:], duties: [Duty] = [], limits: [Limit] = [],
        acceptance: Stated = .no, confidence: Confidence = .high
    ) -> LicenseFact {
        let everything = Dictionary(uniqueKeysWithValues: Right.allCases.map { ($0, rights[$0] ?? all) })
        return LicenseFact(
            id: id, name: id.text, family: family, rights: everything, duties: duties, limits: limits, acceptance: acceptance,
            evidence: [], confidence: confidence)
    }
}

extension LicenseExpression {
    /// Shorthand for tests: names joined by AND.
    static func both(_ ids: LicenseID...) -> LicenseExpression { .all(of: ids.map { .license($0) }) }
}
