/// Finds what a licence asks for in a scenario.
struct ObligationMaker {
    let scenario: Scenario
    let organisation: Organisation

    /// What one licence of an alternative asks. `findings` by the name of its limits.
    func obligations(of share: LicenseShare, findings: [String: LimitJudge.Finding]) -> [Obligation] {
        guard let id = share.id else { return [] }
        var found: [Obligation] = []
        for duty in share.profile.duties {
            let acts = duty.on.filter(scenario.acts.contains)
            guard !acts.isEmpty else { continue }
            var onlyBeyond: String?
            if let name = duty.beyond {
                switch findings[name]?.standing {
                case .exceeded: break
                case .within, .near, .notApplicable: continue
                case .unknown, .observe, nil: onlyBeyond = Self.bound(name, in: share.profile.limits)
                }
            }
            if duty.kind == .acceptGate || duty.kind == .register, organisation.accepted.contains(id) { continue }
            found.append(
                Obligation(
                    .duty(duty.kind), instruction: Self.instruction(duty, id), text: duty.text, scope: duty.scope, on: acts,
                    onlyBeyond: onlyBeyond, origins: [Obligation.Origin(id, section: duty.section)], notes: duty.note.map { [$0] } ?? []))
        }
        found += restrictions(of: share, id, findings)
        let asksToAccept = found.contains { $0.action == .duty(.acceptGate) }
        if share.fact?.acceptance == .yes, !asksToAccept, !organisation.accepted.contains(id) {
            found.append(
                Obligation(
                    .duty(.acceptGate), instruction: Self.instruction(Duty(.acceptGate, on: [.use]), id), on: [.use],
                    origins: [Obligation.Origin(id)], notes: share.fact?.acceptanceNote.map { [$0] } ?? []))
        }
        return found
    }

    private func restrictions(of share: LicenseShare, _ id: LicenseID, _ findings: [String: LimitJudge.Finding]) -> [Obligation] {
        var codes: [String] = []
        var section: String?
        var notes: [String] = []
        for limit in share.profile.limits {
            guard case .field(let barred) = limit.rule, findings[limit.name]?.standing != .notApplicable else { continue }
            codes += barred.filter { !codes.contains($0) }
            section = section ?? limit.section
            if let note = limit.note, !notes.contains(note) { notes.append(note) }
        }
        let policies = share.fact?.policies ?? []
        guard !codes.isEmpty || !policies.isEmpty else { return [] }
        var sentence = codes.isEmpty ? "Keep to the use policy of \(id)." : "Do not use it for: \(codes.joined(separator: ", "))."
        if !policies.isEmpty { sentence += " The policy is at \(policies.joined(separator: " and "))." }
        return [
            Obligation(
                .observeRestrictions, instruction: sentence, on: [.use], origins: [Obligation.Origin(id, section: section)], notes: notes)
        ]
    }

    private static func bound(_ name: String, in limits: [Limit]) -> String {
        guard let limit = limits.first(where: { $0.name == name }), case .threshold(let threshold) = limit.rule else { return name }
        return "\(threshold.bound) \(threshold.subject)"
    }

    /// What to do, in one sentence. The words to show or ship are quoted where the licence prescribes them.
    static func instruction(_ duty: Duty, _ id: LicenseID) -> String {
        let words = duty.text.map { "'\($0)'" }
        switch duty.kind {
        case .attribution: return "Keep the copyright notices and credit the authors."
        case .noticeFile: return words.map { "Ship a notice file that says \($0)." } ?? "Ship the notices that came with it."
        case .licenceCopy: return "Ship a copy of \(id)."
        case .markChanges: return "Say which files were changed."
        case .namePrefix: return "Begin the name of every model made of it with \(words ?? "the name that \(id) prescribes")."
        case .displayLine: return "Show \(words ?? "the line that \(id) prescribes") where users see it."
        case .shareAlike: return shareAlike(duty.scope, id)
        case .flowDown: return "Bind whoever receives or uses it to the use restrictions of \(id)."
        case .sourceOffer: return "Offer the corresponding source."
        case .register: return "Register with the licensor, as \(id) asks."
        case .notify: return "Tell the licensor, as \(id) asks."
        case .acceptGate: return "Accept the terms of \(id) before the files are fetched."
        case .cite: return "Name the model or its paper in publications."
        case .contentFilter: return "Filter or review what is produced."
        case .royalty: return "Pay the royalty that \(id) asks."
        }
    }

    private static func shareAlike(_ scope: Duty.Scope?, _ id: LicenseID) -> String {
        switch scope {
        case .file: "Keep changed files under \(id)."
        case .library: "Keep the changed library under \(id)."
        case .network: "License the whole work under \(id), also where it is only used over a network."
        case .weights: "License models made of it under \(id)."
        case .restrictions: "Put the use restrictions of \(id) on whatever is made of it."
        case .work, nil: "License what is made of it under \(id)."
        }
    }
}

extension LicenseShare {
    /// nil for what is no licence: `NOASSERTION`, `NONE`.
    var id: LicenseID? {
        switch leaf {
        case .license(let id, _), .with(let id, _, _): id
        case .noAssertion, .none, .and, .or: nil
        }
    }
}
