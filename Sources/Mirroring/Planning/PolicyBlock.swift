internal import Vocabulary

/// Why a model is not taken although it could be had.
public struct PolicyBlock: Hashable, Sendable, CustomStringConvertible {
    /// Which rule it was. The raw values are printed: never change one.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case license, gated, size, quota
        /// Its weights are not there as they are asked for.
        case weights
    }

    public let kind: Kind
    /// In words, with whatever was compared.
    public let reason: String

    public init(_ kind: Kind, _ reason: String) {
        self.kind = kind
        self.reason = reason
    }

    public var description: String { "\(kind.rawValue): \(reason)" }
}
