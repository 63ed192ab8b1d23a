/// Says how much a change of terms matters: from rights, not from the distance of texts.
///
/// The order of the questions: is the file there, does it still apply to the weights, are rights lost or bounded anew, gained,
/// are limits or duties other than before; and only if all that is equal, do the texts differ in more than dressing.
/// Patents are not among the rights, so that a patent grant alone moves nothing.
public struct DriftJudge: Sendable {
    private let evaluator: RightsEvaluator
    private let catalogue: LicenseCatalogue
    /// Rights that somebody uses: their loss breaks something.
    private let used: Set<Right>

    /// - Parameter scenarios: the active ones; empty: every right counts but those that no common scenario needs (`output.train`,
    ///   `sublicense`).
    public init(_ catalogue: LicenseCatalogue, scenarios: [Scenario] = []) {
        evaluator = RightsEvaluator(catalogue)
        self.catalogue = catalogue
        let needed = Set(scenarios.flatMap(\.needs))
        used = needed.isEmpty ? Set(Right.allCases).subtracting([.outputTrain, .sublicense]) : needed
    }

    /// - Parameter text: how the texts differ; without it, texts of one licence are taken to differ in words.
    public func drift(from before: LicenseState, to after: LicenseState, text: TextChange = .unknown) -> Drift {
        switch (before.expression, after.expression) {
        case (nil, nil): return Drift(.none, ["There is no licence file, and there was none."])
        case (let old?, nil): return removal(of: old, before, after)
        case (nil, let new?): return arrival(of: new, before)
        case (let old?, let new?):
            if coversWeights(before), !coversWeights(after) {
                return Drift(.scope, ["\(after.path) applied to the weights, and applies to the \(after.component.rawValue) now."])
            }
            if !coversWeights(before), coversWeights(after) {
                return Drift(.scope, ["\(after.path) applied to the \(before.component.rawValue), and applies to the weights now."])
            }
            return drift(from: old, to: new, text: text)
        }
    }

    private func coversWeights(_ state: LicenseState) -> Bool { state.component == .all || state.component == .weights }

    private func removal(of old: LicenseExpression, _ before: LicenseState, _ after: LicenseState) -> Drift {
        let moved = after.others.filter { $0.value.simplified == old.simplified && before.others[$0.key] == nil }.keys.sorted()
        if let path = moved.first { return Drift(.scope, ["\(before.path) is gone; its terms are at \(path) now."]) }
        return Drift(.breaking, ["\(before.path) is gone, and with it \(old)."])
    }

    /// Where nothing is known of what was before, whoever used the model had no bounds to heed.
    private func arrival(of new: LicenseExpression, _ before: LicenseState) -> Drift {
        if let known = before.lastKnown {
            var drift = drift(from: known, to: new, text: .unknown)
            drift.reasons.append("Compared with what was last known there: \(known).")
            return drift
        }
        let profile = evaluator.profile(of: new)
        let refused = used.filter { profile[$0].grant == .no }
        if !refused.isEmpty { return Drift(.breaking, ["\(new) appears and refuses \(Self.list(refused))."]) }
        if used.contains(where: { profile[$0].grant == .unknown }) {
            return Drift(.review, ["\(new) appears, and we don't know what it permits."])
        }
        let difference = TermsComparison(from: .all(.yes), to: profile)
        let isBounded = !difference.narrowed.isEmpty || !difference.addedBounds.isEmpty || !difference.addedBars.isEmpty || difference.locks
        return isBounded ? Drift(.tightening, ["\(new) appears, and sets bounds."]) : Drift(.relaxing, ["\(new) appears."])
    }

    /// The level between two expressions that apply to the same thing.
    public func drift(from old: LicenseExpression, to new: LicenseExpression, text: TextChange = .unknown) -> Drift {
        if old.simplified == new.simplified { return sameTerms(old, text) }
        let (before, after) = (evaluator.profile(of: old), evaluator.profile(of: new))
        guard isKnown(old), isKnown(new) else { return Drift(.review, ["We have no facts about \(isKnown(old) ? new : old)."]) }
        let difference = TermsComparison(from: before, to: after)
        if let drift = breaking(difference, before, after) { return drift }
        // What was refused and is permitted now outweighs conditions on it: before, nobody could meet any.
        if difference.gained.contains(.useCommercial) { return relaxing(difference) }
        let lesser = difference.lost.union(difference.narrowed).union(difference.burdened)
        if !lesser.isEmpty { return Drift(.tightening, ["Less freely granted: \(Self.list(lesser))."]) }
        if !difference.gained.isEmpty { return relaxing(difference) }
        if !difference.addedBounds.isEmpty || !difference.addedBars.isEmpty {
            let names = difference.addedBounds.union(difference.addedBars).sorted().joined(separator: ", ")
            return Drift(.tightening, ["New limits: \(names)."])
        }
        // One licence became one for each part, or the other way round: which part is under which has to be read.
        let isSplit = (old.simplified.parts.count == 1) != (new.simplified.parts.count == 1)
        if let drift = duties(difference, ignoringPaperwork: isSplit) { return drift }
        if !difference.droppedBounds.isEmpty || !difference.droppedBars.isEmpty { return relaxing(difference) }
        if text == .name { return Drift(.cosmetic, ["Only the name differs."]) }
        return Drift(.review, ["\(old) and \(new) grant the same; the texts differ."])
    }

    private func sameTerms(_ expression: LicenseExpression, _ text: TextChange) -> Drift {
        switch text {
        case .same, .dressing, .name: Drift(.cosmetic, ["The text looks different and says the same."])
        case .words, .unknown: Drift(.review, ["It is still \(expression), in other words."])
        }
    }

    private func isKnown(_ expression: LicenseExpression) -> Bool {
        !expression.licenses.isEmpty && expression.licenses.allSatisfy { catalogue.fact($0) != nil }
    }

    private func breaking(_ difference: TermsComparison, _ before: RightsProfile, _ after: RightsProfile) -> Drift? {
        let lost = difference.lost.intersection(used)
        if !lost.isEmpty { return Drift(.breaking, ["No longer granted: \(Self.list(lost))."]) }
        // A bound on what was refused altogether takes nothing away.
        guard before[.useCommercial].grant >= .conditional else { return nil }
        if !difference.addedBounds.isEmpty {
            return Drift(
                .breaking, ["New bounds, beyond which nothing is granted: \(difference.addedBounds.sorted().joined(separator: ", "))."])
        }
        let commercial = Set(after[.useCommercial].conditions).subtracting(before[.useCommercial].conditions)
        if !commercial.isDisjoint(with: [.nonCommercial, .researchOnly, .contract]) {
            return Drift(.breaking, ["Commercial use is no longer granted without more."])
        }
        if difference.locks { return Drift(.breaking, ["What is made of it must be under the same terms now."]) }
        return nil
    }

    private func relaxing(_ difference: TermsComparison) -> Drift {
        var reasons: [String] = []
        if !difference.gained.isEmpty { reasons.append("More freely granted: \(Self.list(difference.gained)).") }
        if !difference.droppedBounds.isEmpty || !difference.droppedBars.isEmpty {
            let names = difference.droppedBounds.union(difference.droppedBars).sorted().joined(separator: ", ")
            reasons.append("Limits dropped: \(names).")
        }
        return Drift(.relaxing, reasons)
    }

    /// Duties alone: what reaches further decides, where some came and some went.
    private func duties(_ difference: TermsComparison, ignoringPaperwork: Bool) -> Drift? {
        let (added, dropped) = (Self.weight(difference.addedDuties), Self.weight(difference.droppedDuties))
        if max(added, dropped) <= (ignoringPaperwork ? 1 : 0) { return nil }
        if added >= dropped { return Drift(.tightening, ["New duties: \(Self.list(difference.addedDuties))."]) }
        return Drift(.relaxing, ["Duties dropped: \(Self.list(difference.droppedDuties))."])
    }

    private static func weight(_ kinds: Set<Duty.Kind>) -> Int { kinds.map(weight).max() ?? 0 }

    private static func weight(_ kind: Duty.Kind) -> Int {
        switch kind {
        case .shareAlike, .royalty: 4
        case .sourceOffer, .flowDown, .register: 3
        case .namePrefix, .displayLine, .notify, .acceptGate, .contentFilter: 2
        case .attribution, .noticeFile, .licenceCopy, .markChanges, .cite: 1
        }
    }

    private static func list(_ rights: Set<Right>) -> String {
        Right.allCases.filter(rights.contains).map(\.rawValue).joined(separator: ", ")
    }

    private static func list(_ kinds: Set<Duty.Kind>) -> String {
        Duty.Kind.allCases.filter(kinds.contains).map(\.rawValue).joined(separator: ", ")
    }
}
