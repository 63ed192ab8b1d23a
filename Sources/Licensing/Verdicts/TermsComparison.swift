/// What changes for a licensee who comes from one set of terms to another. Compared by rights, duties and limits, never by name.
public struct TermsComparison: Hashable, Sendable {
    /// Known not to be granted before (or only in part), granted now (or without that).
    public var gained: Set<Right> = []
    /// Granted before, not now.
    public var lost: Set<Right> = []
    /// Granted before and now, with conditions that were not there and that more than a duty fulfils.
    public var narrowed: Set<Right> = []
    /// Granted before without conditions, now for duties only.
    public var burdened: Set<Right> = []
    /// Nothing was known before, and it is granted now.
    public var clarified: Set<Right> = []
    /// Granted before, and nothing is known now.
    public var clouded: Set<Right> = []
    /// Nothing was known before, and it is not granted now.
    public var denied: Set<Right> = []
    public var addedDuties: Set<Duty.Kind> = []
    public var droppedDuties: Set<Duty.Kind> = []
    /// Share-alike that reaches the whole work, a network or the weights, where there was none.
    public var locks = false
    /// By name: new bounds of size or place, or tighter ones.
    public var addedBounds: Set<String> = []
    public var droppedBounds: Set<String> = []
    /// Codes of purposes newly barred, and licensors whose competitors are.
    public var addedBars: Set<String> = []
    public var droppedBars: Set<String> = []

    public init(from before: RightsProfile, to after: RightsProfile) {
        for right in Right.allCases { compare(right, before[right], after[right]) }
        compareDuties(before.duties, after.duties)
        compareLimits(before.limits, after.limits)
    }

    /// Nothing that a licensee would notice.
    public var isEmpty: Bool { !isLooser && !isStricter && clarified.isEmpty && clouded.isEmpty && denied.isEmpty }

    /// More is granted in some way.
    public var isLooser: Bool { !gained.isEmpty || !droppedDuties.isEmpty || !droppedBounds.isEmpty || !droppedBars.isEmpty }

    /// Less is granted in some way.
    public var isStricter: Bool {
        !lost.isEmpty || !narrowed.isEmpty || !burdened.isEmpty || !addedDuties.isEmpty || !addedBounds.isEmpty || !addedBars.isEmpty
    }

    /// Looser in more than paperwork: a right, a bound, a bar, or a duty that reaches what is made of it.
    public var isMateriallyLooser: Bool {
        !gained.isEmpty || !droppedBounds.isEmpty || !droppedBars.isEmpty
            || droppedDuties.contains { [.namePrefix, .displayLine, .shareAlike, .flowDown, .sourceOffer, .royalty].contains($0) }
    }

    /// Stricter in more than paperwork.
    public var isMateriallyStricter: Bool {
        !lost.isEmpty || !narrowed.isEmpty || !addedBounds.isEmpty || !addedBars.isEmpty
            || addedDuties.contains { [.namePrefix, .displayLine, .shareAlike, .flowDown, .sourceOffer, .royalty].contains($0) }
    }

    private mutating func compare(_ right: Right, _ before: Clause, _ after: Clause) {
        switch (before.grant, after.grant) {
        case (.unknown, .unknown), (.no, .no), (.yes, .yes): break
        case (.unknown, .no): denied.insert(right)
        case (.unknown, _): clarified.insert(right)
        case (.no, .unknown): break
        case (.no, _): gained.insert(right)
        case (_, .no): lost.insert(right)
        case (_, .unknown): clouded.insert(right)
        case (.conditional, .yes): gained.insert(right)
        case (.yes, .conditional):
            // Bounds are compared as limits; what remains decides whether the right became narrower or only asks for a duty.
            let gates = after.conditions.filter(\.isGate)
            if !gates.isEmpty || after.conditions.isEmpty { narrowed.insert(right) } else { burdened.insert(right) }
        case (.conditional, .conditional):
            let old = Set(before.conditions.filter(\.isGate))
            let new = Set(after.conditions.filter(\.isGate))
            if !new.subtracting(old).isEmpty { narrowed.insert(right) } else if !old.subtracting(new).isEmpty { gained.insert(right) }
        }
    }

    private mutating func compareDuties(_ before: [Duty], _ after: [Duty]) {
        for kind in Duty.Kind.allCases where kind != .shareAlike {
            let old = before.filter { $0.kind == kind }
            let new = after.filter { $0.kind == kind }
            if old.isEmpty, !new.isEmpty { addedDuties.insert(kind) }
            if !old.isEmpty, new.isEmpty { droppedDuties.insert(kind) }
            guard !old.isEmpty, !new.isEmpty else { continue }
            // A duty that arose only for those who hand it on, and now for those who run it.
            let (before, after) = (Self.acts(old), Self.acts(new))
            if !after.subtracting(before).isEmpty { addedDuties.insert(kind) }
            if !before.subtracting(after).isEmpty { droppedDuties.insert(kind) }
            // A duty that arose only beyond a bound, and now always does.
            let (wasBound, isBound) = (old.allSatisfy { $0.beyond != nil }, new.allSatisfy { $0.beyond != nil })
            if wasBound, !isBound { addedDuties.insert(kind) }
            if !wasBound, isBound { droppedDuties.insert(kind) }
        }
        let (old, new) = (Self.reach(before), Self.reach(after))
        if new > old {
            addedDuties.insert(.shareAlike)
            locks = new >= Self.reach(.work) && old < Self.reach(.work)
        }
        if new < old { droppedDuties.insert(.shareAlike) }
    }

    /// What brings it about apart from handing on.
    private static func acts(_ duties: [Duty]) -> Set<Duty.Trigger> {
        Set(duties.flatMap(\.on)).intersection([.use, .host, .product])
    }

    private static func reach(_ duties: [Duty]) -> Int {
        duties.filter { $0.kind == .shareAlike }.map { reach($0.scope ?? .work) }.max() ?? 0
    }

    private static func reach(_ scope: Duty.Scope) -> Int {
        switch scope {
        case .restrictions: 1
        case .file: 2
        case .library: 3
        case .weights, .work: 4
        case .network: 5
        }
    }

    private mutating func compareLimits(_ before: [Limit], _ after: [Limit]) {
        let (old, new) = (Bounds(before), Bounds(after))
        addedBounds = new.tighter(than: old)
        droppedBounds = old.tighter(than: new)
        addedBars = new.bars.subtracting(old.bars)
        droppedBars = old.bars.subtracting(new.bars)
    }
}

extension Condition {
    /// Something other than a duty has to hold; bounds are compared as limits.
    fileprivate var isGate: Bool {
        switch self {
        case .duty, .limit: false
        case .nonCommercial, .researchOnly, .privateOnly, .acceptance, .contract, .reading: true
        }
    }
}

/// The limits of one set of terms, in a form that two of them can be compared in.
private struct Bounds {
    private struct Size: Hashable {
        var metric: Threshold.Metric
        var currency: String?
        var window: Threshold.Window?
        var onlyIf: Limit.Circumstance?
    }

    /// The smallest size that is beyond.
    private var sizes: [Size: (first: Int64, name: String)] = [:]
    private var places: [Limit.Circumstance?: (codes: Set<String>, name: String)] = [:]
    private(set) var bars: Set<String> = []

    init(_ limits: [Limit]) {
        for limit in limits {
            switch limit.rule {
            case .threshold(let threshold) where limit.effect != .duty:
                let key = Size(
                    metric: threshold.metric, currency: threshold.currency, window: threshold.window, onlyIf: limit.onlyIf)
                let first = threshold.comparison == .greater && threshold.value < .max ? threshold.value + 1 : threshold.value
                if first < sizes[key]?.first ?? .max { sizes[key] = (first, limit.name) }
            case .threshold:
                break
            case .territory(let territory):
                let codes = CountrySet(territory.excluded).codes
                places[limit.onlyIf] = (codes.union(places[limit.onlyIf]?.codes ?? []), limit.name)
            case .field(let codes):
                bars.formUnion(codes)
            case .competitor(let licensor):
                bars.insert("competitor:\(licensor)")
            }
        }
    }

    /// Names of the bounds that the other set does not have, or has with more room.
    func tighter(than other: Bounds) -> Set<String> {
        var names: Set<String> = []
        for (key, size) in sizes {
            if let known = other.sizes[key], known.first <= size.first { continue }
            names.insert(size.name)
        }
        for (key, place) in places {
            // A bound on everything holds in every circumstance.
            let known = (other.places[key]?.codes ?? []).union(other.places[nil]?.codes ?? [])
            if !place.codes.isSubset(of: known) { names.insert(place.name) }
        }
        return names
    }
}
