public import Licensing
public import Vocabulary

/// Tells the verdict on a model's licence. What a mirror needs of the weighing of licences.
public protocol LicenseJudging: Sendable {
    /// nil: nothing is known of the model.
    func judgement(on model: ModelID, for scenario: String) async throws -> LicenseJudgement?
}

/// A verdict and where it comes from, in words.
public struct LicenseJudgement: Hashable, Sendable {
    public let level: Verdict.Level
    /// The licence as concluded.
    public let license: String
    /// What brought the level about, the weightiest first.
    public let reasons: [String]

    public init(level: Verdict.Level, license: String, reasons: [String]) {
        self.level = level
        self.license = license
        self.reasons = reasons
    }
}

/// Lets models in by the verdict on their licence. What is not known is not allowed, unless the policy says so.
public struct LicenseGate: Sendable {
    private let policy: LicensePolicy?
    private let judge: (any LicenseJudging)?

    /// - Parameter judge: nil: nothing is known of any model.
    public init(_ policy: LicensePolicy?, judge: (any LicenseJudging)?) {
        self.policy = policy
        self.judge = judge
    }

    /// What keeps the model out; nil: nothing does. Throws where the verdict can't be had.
    public func block(_ model: ModelID) async throws(MirrorError) -> PolicyBlock? {
        guard let policy else { return nil }
        let found: LicenseJudgement?
        do {
            found = try await judge?.judgement(on: model, for: policy.scenario)
        } catch is CancellationError {
            throw .cancelled
        } catch {
            throw .unjudged(model, reason: "\(error)")
        }
        guard let found else {
            guard policy.refused.contains(.unknown) else { return nil }
            return PolicyBlock(.license, "\(policy.scenario): the catalog does not know the model; crawl its hub first")
        }
        guard policy.refused.contains(found.level) else { return nil }
        let why = found.reasons.prefix(2).joined(separator: "; ")
        return PolicyBlock(.license, "\(policy.scenario): \(found.level.rawValue) under \(found.license)\(why.isEmpty ? "" : ": \(why)")")
    }
}
