extension LicenseExpression {
    /// The conjunction of these: nested ones flattened, one part is itself, none is `NOASSERTION`.
    public static func all(of parts: [LicenseExpression]) -> LicenseExpression {
        let flat = conjuncts(of: parts)
        return flat.count > 1 ? .and(flat) : flat.first ?? .noAssertion
    }

    /// The choice among these: nested ones flattened, one part is itself, none is `NOASSERTION`.
    public static func any(of parts: [LicenseExpression]) -> LicenseExpression {
        let flat = disjuncts(of: parts)
        return flat.count > 1 ? .or(flat) : flat.first ?? .noAssertion
    }

    /// The same without repetitions, in order of first appearance: `MIT AND MIT` is `MIT`. Idempotent.
    ///
    /// Nothing is absorbed (`MIT AND (MIT OR X)` stays): what was offered is evidence.
    public var simplified: LicenseExpression {
        switch self {
        case .and(let parts): .all(of: Self.distinct(Self.conjuncts(of: parts.map(\.simplified))))
        case .or(let parts): .any(of: Self.distinct(Self.disjuncts(of: parts.map(\.simplified))))
        case .license, .with, .noAssertion, .none: self
        }
    }

    private static func distinct(_ parts: [LicenseExpression]) -> [LicenseExpression] {
        var seen: Set<LicenseExpression> = []
        return parts.filter { seen.insert($0).inserted }
    }

    private static func conjuncts(of parts: [LicenseExpression]) -> [LicenseExpression] {
        parts.flatMap { part -> [LicenseExpression] in if case .and(let inner) = part { conjuncts(of: inner) } else { [part] } }
    }

    private static func disjuncts(of parts: [LicenseExpression]) -> [LicenseExpression] {
        parts.flatMap { part -> [LicenseExpression] in if case .or(let inner) = part { disjuncts(of: inner) } else { [part] } }
    }

    /// The operands of the outermost operator; itself for a leaf.
    public var parts: [LicenseExpression] {
        switch self {
        case .and(let parts), .or(let parts): parts
        case .license, .with, .noAssertion, .none: [self]
        }
    }

    /// The licences it names, each once, in order of first appearance.
    public var licenses: [LicenseID] {
        var seen: Set<LicenseID> = []
        var found: [LicenseID] = []
        forEachLeaf { leaf in
            switch leaf {
            case .license(let id, _), .with(let id, _, _): if seen.insert(id).inserted { found.append(id) }
            case .noAssertion, .none, .and, .or: break
            }
        }
        return found
    }

    /// Whether it leaves the choice to the licensee somewhere.
    public var hasChoice: Bool {
        switch self {
        case .or: true
        case .and(let parts): parts.contains(where: \.hasChoice)
        case .license, .with, .noAssertion, .none: false
        }
    }

    /// Calls with each leaf, from left to right.
    public func forEachLeaf(_ visit: (LicenseExpression) -> Void) {
        switch self {
        case .and(let parts), .or(let parts): for part in parts { part.forEachLeaf(visit) }
        case .license, .with, .noAssertion, .none: visit(self)
        }
    }
}
