/// Whether something is permitted. Never a `Bool`: silence is not a no, and a no is not an unknown.
///
/// Ordered from weakest to strongest, so that AND of two licences is `min` and OR is `max`.
public enum Grant: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    case no
    case unknown
    case conditional
    case yes

    private var rank: Int {
        switch self {
        case .no: 0
        case .unknown: 1
        case .conditional: 2
        case .yes: 3
        }
    }

    public static func < (left: Grant, right: Grant) -> Bool { left.rank < right.rank }
}

/// A fact that a text states, denies or does not let one conclude.
public enum Stated: String, Hashable, Sendable, Codable, CaseIterable {
    case yes, no, unknown
    /// Stated with conditions: the note beside it says which.
    case conditional
}
