/// How much a change of terms matters, least first.
public enum DriftLevel: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    case none
    /// The text looks different and says the same.
    case cosmetic
    /// The text says something else, the rights are the same: a person should read it.
    case review
    /// The terms apply to another part than before.
    case scope
    /// More is permitted, or less is asked.
    case relaxing
    /// Less is permitted, or more is asked.
    case tightening
    /// A right is lost that somebody uses, for all or for some.
    case breaking

    private var rank: Int {
        switch self {
        case .none: 0
        case .cosmetic: 1
        case .review: 2
        case .scope: 3
        case .relaxing: 4
        case .tightening: 5
        case .breaking: 6
        }
    }

    public static func < (left: DriftLevel, right: DriftLevel) -> Bool { left.rank < right.rank }
}
