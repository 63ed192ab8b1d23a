/// What an expression permits, by four-valued algebra: no < unknown < conditional < yes.
///
/// AND: per right the weakest answer, and all duties, conditions and limits. OR: the licensee chooses, so the alternatives stay apart;
/// which one is best depends on the scenario. WITH: the licence patched by the exception, unknown where we don't know it.
/// A licence without facts is unknown in every right; `NOASSERTION` is unknown; `NONE` is no.
public struct RightsEvaluator: Sendable {
    /// Beyond this many alternatives an OR inside an AND counts as its weakest answers instead, which promises nothing too much.
    public static let alternativeLimit = 64

    private let catalogue: LicenseCatalogue

    public init(_ catalogue: LicenseCatalogue) { self.catalogue = catalogue }

    /// What the expression permits: over a choice, the best of each right (see `RightsProfile.bestOf`). A verdict must rest on one
    /// of `alternatives(of:)`, for no single branch need give all of this.
    public func profile(of expression: LicenseExpression) -> RightsProfile {
        switch expression {
        case .and(let parts):
            fold(parts) { left, right, name in left.and(right, name: name) }
        case .or(let parts):
            fold(parts) { left, right, name in left.bestOf(right, name: name) }
        case .license, .with, .noAssertion, .none:
            share(of: expression).profile
        }
    }

    /// Each way to accept the expression, in the order written. One for an expression without a choice.
    public func alternatives(of expression: LicenseExpression) -> [LicenseAlternative] {
        branches(of: expression.simplified).map { leaves in
            let shares = leaves.map(share)
            return LicenseAlternative(
                expression: .all(of: leaves).simplified, shares: shares,
                profile: shares.dropFirst().reduce(shares[0].profile) { $0.and($1.profile, name: $1.leaf.description) })
        }
    }

    private func fold(
        _ parts: [LicenseExpression], _ combine: (RightsProfile, RightsProfile, String) -> RightsProfile
    ) -> RightsProfile {
        guard let first = parts.first else { return .all(.unknown) }
        return parts.dropFirst().reduce(profile(of: first)) { combine($0, profile(of: $1), $1.description) }
    }

    /// Disjunctive form: the leaves of each alternative.
    private func branches(of expression: LicenseExpression) -> [[LicenseExpression]] {
        switch expression {
        case .or(let parts):
            return Array(parts.flatMap(branches).prefix(Self.alternativeLimit))
        case .and(let parts):
            var combined: [[LicenseExpression]] = [[]]
            for part in parts {
                var options = branches(of: part)
                if combined.count * options.count > Self.alternativeLimit {
                    // All at once is weaker than any one of them.
                    options = [options.flatMap(\.self)]
                }
                combined = combined.flatMap { prefix in
                    options.map { option in prefix + option.filter { !prefix.contains($0) } }
                }
            }
            return combined
        case .license, .with, .noAssertion, .none:
            return [[expression]]
        }
    }

    private func share(of leaf: LicenseExpression) -> LicenseShare {
        switch leaf {
        case .license(let id, _):
            guard let fact = fact(id) else {
                return LicenseShare(leaf: leaf, fact: nil, profile: .all(.unknown, note: "no facts about \(id)"))
            }
            return LicenseShare(leaf: leaf, fact: fact, profile: RightsProfile(fact))
        case .with(let id, _, let exception):
            guard let fact = fact(id) else {
                return LicenseShare(leaf: leaf, fact: nil, profile: .all(.unknown, note: "no facts about \(id)"))
            }
            let patched = ExceptionFact.patched(RightsProfile(fact), by: exception)
            return LicenseShare(leaf: leaf, fact: fact, profile: patched ?? .all(.unknown, note: "no facts about \(exception)"))
        case .none:
            return LicenseShare(leaf: leaf, fact: nil, profile: .all(.no, note: "there is no licence"))
        case .noAssertion, .and, .or:
            return LicenseShare(leaf: leaf, fact: nil, profile: .all(.unknown, note: "nothing is known of the licence"))
        }
    }

    /// "Or any later version" lets the licensee stay with this version, so that its fact holds too.
    private func fact(_ id: LicenseID) -> LicenseFact? {
        if let fact = catalogue.fact(id) { return fact }
        guard id.text.hasSuffix("-or-later") else { return nil }
        return catalogue.fact(LicenseID(String(id.text.dropLast(9)) + "-only"))
    }
}
