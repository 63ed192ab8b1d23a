/// Holds the limits of a licence against what an organisation tells of itself.
struct LimitJudge {
    let scenario: Scenario
    let organisation: Organisation
    /// Of the model. nil: not known.
    let isMultimodal: Bool?

    /// How one limit stands, and the facts that would decide it.
    struct Finding: Hashable {
        var standing: Verdict.LimitState.Standing
        var sentence: String
        var missing: [Verdict.Missing] = []
        var assumption: String?
    }

    func finding(_ limit: Limit, of license: LicenseID) -> Finding {
        let applies = circumstance(limit.onlyIf)
        if applies == false {
            return Finding(standing: .notApplicable, sentence: "Applies only to \(Self.words(limit.onlyIf)) use.")
        }
        var found = rule(limit.rule, license)
        guard applies == nil, found.standing == .exceeded || found.standing == .unknown else { return found }
        // Whether it applies is open, and it would matter.
        found.standing = .unknown
        found.missing.append(Verdict.Missing(Self.field(limit.onlyIf), "whether the use is \(Self.words(limit.onlyIf))", license: license))
        return found
    }

    private func circumstance(_ circumstance: Limit.Circumstance?) -> Bool? {
        switch circumstance {
        case nil: true
        // The texts speak of multimodal models, so what the model is comes before what is used of it.
        case .multimodal: isMultimodal ?? organisation.usesMultimodal
        case .modelAsAService: scenario.circumstances.contains(.modelAsAService)
        case .imageGenerationBusiness: organisation.isImageGenerationBusiness
        case .commercial:
            switch scenario.purpose {
            case .commercial: true
            case .research: false
            case .either: nil
            }
        }
    }

    private func rule(_ rule: Limit.Rule, _ license: LicenseID) -> Finding {
        switch rule {
        case .threshold(let threshold): self.threshold(threshold, license)
        case .territory(let territory): self.territory(territory, license)
        case .field(let codes): field(codes)
        case .competitor(let licensor): competitor(licensor, license)
        }
    }

    private func threshold(_ threshold: Threshold, _ license: LicenseID) -> Finding {
        let unknown = Finding(
            standing: .unknown, sentence: "The bound is \(threshold.bound) \(threshold.subject); the profile does not tell.",
            missing: [Verdict.Missing(threshold.field, Self.question(threshold), license: license)])
        switch organisation.size(for: threshold) {
        case .exact(let size, let assumption):
            let beyond = threshold.isExceeded(by: size)
            let standing: Verdict.LimitState.Standing = beyond ? .exceeded : threshold.isNear(size) ? .near : .within
            return Finding(standing: standing, sentence: Self.sentence(threshold, size, beyond: beyond), assumption: assumption)
        case .atMost(let size, let assumption) where !threshold.isExceeded(by: size):
            return Finding(standing: .within, sentence: Self.sentence(threshold, size, beyond: false), assumption: assumption)
        case .atLeast(let size, let assumption) where threshold.isExceeded(by: size):
            return Finding(standing: .exceeded, sentence: Self.sentence(threshold, size, beyond: true), assumption: assumption)
        case .atMost, .atLeast, .unknown:
            return unknown
        }
    }

    private static func sentence(_ threshold: Threshold, _ size: Int64, beyond: Bool) -> String {
        "\(Threshold.grouped(size)) \(threshold.subject) \(beyond ? "is" : "is not") \(threshold.bound)."
    }

    private static func question(_ threshold: Threshold) -> String {
        switch threshold.asOf {
        case .ongoing: threshold.subject
        case .release(let date?): "\(threshold.subject) on \(date)"
        case .release(nil): "\(threshold.subject) on the release date"
        }
    }

    private func territory(_ territory: Territory, _ license: LicenseID) -> Finding {
        let excluded = CountrySet(territory.excluded)
        let names = territory.excluded.joined(separator: ", ")
        var missing: [Verdict.Missing] = []
        for subject in territory.subjects {
            let places = subject == .seat ? organisation.seat.map { [$0] } : organisation.countries
            guard let places else {
                missing.append(
                    subject == .seat
                        ? Verdict.Missing("seat", "the country of the organisation's seat", license: license)
                        : Verdict.Missing("countries", "the countries where it is used or offered", license: license))
                continue
            }
            let out = excluded.overlapping(places)
            if !out.isEmpty {
                let there = "\(Self.words(subject)) \(out.joined(separator: ", "))"
                return Finding(standing: .exceeded, sentence: "No grant in \(names): \(there).")
            }
        }
        guard missing.isEmpty else {
            let distinct = missing.enumerated().filter { index, fact in !missing[..<index].contains(fact) }.map(\.element)
            return Finding(standing: .unknown, sentence: "No grant in \(names); the profile does not tell where.", missing: distinct)
        }
        return Finding(standing: .within, sentence: "No grant in \(names), which does not concern this organisation.")
    }

    private func field(_ codes: [String]) -> Finding {
        let pursued = codes.filter { (organisation.purposes ?? []).contains($0) }
        guard pursued.isEmpty else {
            return Finding(standing: .exceeded, sentence: "Barred: \(pursued.joined(separator: ", ")).")
        }
        return Finding(standing: .observe, sentence: "Not for: \(codes.joined(separator: ", ")).")
    }

    private func competitor(_ licensor: String, _ license: LicenseID) -> Finding {
        guard let competitors = organisation.competitorOf else {
            return Finding(
                standing: .unknown, sentence: "No grant to competitors of \(licensor).",
                missing: [Verdict.Missing("competitor_of", "whether the organisation competes with \(licensor)", license: license)])
        }
        let competes = competitors.contains { $0.lowercased() == licensor.lowercased() }
        return Finding(
            standing: competes ? .exceeded : .within,
            sentence: "No grant to competitors of \(licensor), which the organisation is \(competes ? "" : "not ")one of.")
    }

    private static func words(_ subject: Territory.Subject) -> String {
        switch subject {
        case .seat: "the seat is"
        case .use: "used in"
        case .output: "outputs used in"
        }
    }

    private static func words(_ circumstance: Limit.Circumstance?) -> String {
        switch circumstance {
        case nil: "any"
        case .multimodal: "multimodal"
        case .modelAsAService: "model-as-a-service"
        case .imageGenerationBusiness: "image-generation business"
        case .commercial: "commercial"
        }
    }

    private static func field(_ circumstance: Limit.Circumstance?) -> String {
        switch circumstance {
        case .imageGenerationBusiness: "image_generation_business"
        case .multimodal: "multimodal"
        case nil, .commercial, .modelAsAService: "purpose"
        }
    }
}

extension Threshold {
    /// Not beyond, with less than a fifth of the bound to spare.
    func isNear(_ size: Int64) -> Bool {
        guard value > 0, size >= 0, !isExceeded(by: size) else { return false }
        return value - size < value / 5
    }
}
