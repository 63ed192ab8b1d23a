/// One row of a card's `model-index`: a metric of a model on a data set.
public struct EvaluationResult: Sendable, Hashable {
    /// `task.type`, as written: a task of the hub.
    public var task: String?
    public var taskName: String?
    /// `dataset.type`: the id of a data set on the hub.
    public var dataset: String?
    public var datasetName: String?
    public var config: String?
    public var split: String?
    public var revision: String?
    /// `metric.type`: `accuracy`; of a value that is a mapping with the member's name behind a dot, `rouge.rouge1`.
    public var metric: String?
    public var metricName: String?
    public var value: Value
    /// `verified: true`: the card says that the hub measured this itself. Anybody can write it, and the token that would prove it is not
    /// checked here.
    public var claimsVerified = false
    public var sourceName: String?
    public var sourceURL: String?

    /// What was measured, as far as it is a number.
    public struct Value: Sendable, Hashable {
        /// As written, at most `ModelIndex.Limits.text` bytes; lists and mappings as JSON.
        public let text: String
        /// The number in it, in the unit in which it is written (91.2 for "91.2 %"); nil where there is none or it could be two. Finite.
        public let number: Double?
        /// Whether a per cent sign stands behind it. (Many write 91.2 without one; nothing is guessed.)
        public let isPercent: Bool
    }
}
