public import Vocabulary

/// Which models a mirror lets go of by itself. A model is retired where everything a rule names holds; a rule that names nothing but
/// models retires none.
public struct RetentionRule: Hashable, Sendable {
    /// A shell pattern over the hub's path: `org/*`. `*` matches slashes too.
    public var models: String
    /// Not pulled for so long; a model that never was counts from when it was published. Seconds.
    public var unpulledFor: Int64?
    /// One of these verdicts on its licence: `block`, `review`, …
    public var verdicts: Set<String>
    /// More bytes than this, each blob counted once.
    public var largerThan: Int64?

    public init(models: String = "*", unpulledFor: Int64? = nil, verdicts: Set<String> = [], largerThan: Int64? = nil) {
        self.models = models
        self.unpulledFor = unpulledFor
        self.verdicts = verdicts
        self.largerThan = largerThan
    }

    /// What a rule looks at.
    public struct Facts: Sendable {
        public var bytes: Int64
        public var publishedAt: Timestamp
        public var lastPull: Timestamp?
        /// nil: not known. What is not known retires nothing.
        public var verdict: String?

        public init(bytes: Int64, publishedAt: Timestamp, lastPull: Timestamp?, verdict: String?) {
            self.bytes = bytes
            self.publishedAt = publishedAt
            self.lastPull = lastPull
            self.verdict = verdict
        }
    }

    /// Why the rule retires a model, in words; nil: it does not.
    public func reason(_ model: ModelID, _ facts: Facts, now: Timestamp) -> String? {
        guard Namespaces.matches(model, models), unpulledFor != nil || !verdicts.isEmpty || largerThan != nil else { return nil }
        var reasons: [String] = []
        if let unpulledFor {
            let since = max(facts.lastPull ?? facts.publishedAt, facts.publishedAt)
            guard now.milliseconds - since.milliseconds >= unpulledFor * 1_000 else { return nil }
            reasons.append(facts.lastPull == nil ? "never pulled since \(since)" : "last pulled \(since)")
        }
        if !verdicts.isEmpty {
            guard let verdict = facts.verdict, verdicts.contains(verdict) else { return nil }
            reasons.append("its licence's verdict is \(verdict)")
        }
        if let largerThan {
            guard facts.bytes > largerThan else { return nil }
            reasons.append("it has \(Quantity.bytes(facts.bytes))")
        }
        return reasons.joined(separator: ", ")
    }
}

/// A model that a rule took, or would take, off its shelf.
public struct Retirement: Hashable, Sendable {
    public let model: ModelID
    public let bytes: Int64
    public let reason: String
    /// Only clients of `serve --fill` brought it here: nothing of it is declared.
    public let isFilled: Bool
}

/// Patterns over the paths of models.
enum Namespaces {
    static func matches(_ model: ModelID, _ pattern: String) -> Bool {
        FileSelection.matches(model.path, pattern) || FileSelection.matches(model.description, pattern)
    }

    /// The hub and the first part of the path: whose it is.
    static func name(_ model: ModelID) -> String {
        model.path.contains("/") ? "\(model.hub):\(model.path.split(separator: "/")[0])" : "\(model.hub):"
    }
}
