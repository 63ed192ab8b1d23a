/// What one licence, or several that apply together, permit, ask and bound.
public struct RightsProfile: Hashable, Sendable {
    /// Every right has an entry: what no text says is `unknown`.
    public var rights: [Right: Clause]
    /// Each once, in order of first appearance.
    public var duties: [Duty]
    /// Names are unique: where two licences have different limits of one name, the later one's is `NAME@LICENCE`, and so are
    /// the conditions and duties that refer to it.
    public var limits: [Limit]

    public init(rights: [Right: Clause], duties: [Duty] = [], limits: [Limit] = []) {
        self.rights = Self.complete(rights)
        self.duties = duties
        self.limits = limits
    }

    /// The same answer to every right.
    public static func all(_ grant: Grant, note: String? = nil) -> RightsProfile {
        RightsProfile(rights: Dictionary(uniqueKeysWithValues: Right.allCases.map { ($0, Clause(grant, note: note)) }))
    }

    /// What a fact says, word for word.
    public init(_ fact: LicenseFact) {
        self.init(rights: fact.rights, duties: fact.duties, limits: fact.limits)
    }

    /// `unknown` for what is not stated.
    public subscript(right: Right) -> Clause { rights[right] ?? Clause(.unknown) }

    private static func complete(_ rights: [Right: Clause]) -> [Right: Clause] {
        guard rights.count < Right.allCases.count else { return rights }
        var complete = rights
        for right in Right.allCases where complete[right] == nil { complete[right] = Clause(.unknown) }
        return complete
    }
}

/// One licence of an expression as it counts there: with its exception, with its own duties and limits under their own names.
public struct LicenseShare: Hashable, Sendable {
    /// `.license`, `.with`, `.noAssertion` or `.none`.
    public let leaf: LicenseExpression
    /// The fact behind it; nil where we have none. For `GPL-3.0-or-later` it may be that of `GPL-3.0-only`, which the licensee may choose.
    public let fact: LicenseFact?
    public let profile: RightsProfile
}

/// One way to accept an expression: licences that all apply, after every OR was decided.
public struct LicenseAlternative: Hashable, Sendable {
    public let expression: LicenseExpression
    public let shares: [LicenseShare]
    /// All shares together: the weakest answer to each right, all duties, all limits.
    public let profile: RightsProfile

    /// The licences that give the weakest answer to a right: whose clause is to be quoted.
    public func deciding(_ right: Right) -> [LicenseShare] {
        let weakest = profile[right].grant
        return shares.filter { $0.profile[right].grant == weakest }
    }
}
