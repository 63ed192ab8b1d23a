/// A parameter of a question as the JSON API takes it: what it is called, what it may be, and what it means.
///
/// One table of these reads requests and describes them, so that the description can't be wrong.
public struct QueryParameter: Sendable, Hashable {
    /// What a value may be.
    public enum Kind: Sendable, Hashable {
        case text
        /// One of a few words.
        case choice([String])
        case integer(ClosedRange<Int64>)
        case flag
        /// `350M`, `3B`.
        case count
        /// `500MB`, `24GiB`.
        case bytes
        /// `2026-01-31`, or a whole RFC 3339 time.
        case day
        /// `org/name`, `huggingface:org/name`.
        case model
        /// `DATASET`, `DATASET:METRIC` or `DATASET:METRIC:LEAST`.
        case evaluation
    }

    public let name: String
    public let kind: Kind
    /// What it means, in one sentence.
    public let meaning: String
    /// May come more than once.
    public let isList: Bool
    public let isRequired: Bool
    /// A value that a catalog of the usual models understands.
    public let example: String?

    public init(
        _ name: String, _ kind: Kind, _ meaning: String, isList: Bool = false, isRequired: Bool = false, example: String? = nil
    ) {
        self.name = name
        self.kind = kind
        self.meaning = meaning
        self.isList = isList
        self.isRequired = isRequired
        self.example = example
    }
}

/// A parameter that can't be taken, and what may have been meant.
public struct ParameterError: Error, Sendable, Hashable, CustomStringConvertible {
    public let parameter: String
    public let description: String
    /// Names or values that are known, the nearest first.
    public let suggestions: [String]

    public init(_ parameter: String, _ description: String, suggestions: [String] = []) {
        self.parameter = parameter
        self.description = description
        self.suggestions = suggestions
    }
}
