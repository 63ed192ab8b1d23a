public import Vocabulary

/// Says of models again and again whether their licence lets them be served, and asks for the verdict only once in a while: it costs a look
/// into the catalog, and a client asks for each file.
public actor LicenseMemo {
    private struct Key: Hashable {
        let model: ModelID
        let policy: LicensePolicy
    }

    /// Answers that are remembered at most.
    private static let most = 10_000

    private let judge: any LicenseJudging
    private let span: Duration
    private var known: [Key: (until: ContinuousClock.Instant, block: PolicyBlock?)] = [:]
    private var asking: [Key: Task<Result<PolicyBlock?, MirrorError>, Never>] = [:]

    /// - Parameter span: how long an answer is believed. Another policy is another question.
    public init(_ judge: any LicenseJudging, span: Duration = .seconds(60)) {
        self.judge = judge
        self.span = span
    }

    /// Throws what keeps the model from being served, or why that can't be said now.
    public func check(_ model: ModelID, under policy: LicensePolicy?) async throws(MirrorError) {
        guard let policy else { return }
        let key = Key(model: model, policy: policy)
        if let (until, block) = known[key], until > .now {
            if let block { throw .blocked(model, block) }
            return
        }
        let task = asking[key] ?? ask(key)
        asking[key] = task
        if let block = try await task.value.get() { throw .blocked(model, block) }
    }

    private func ask(_ key: Key) -> Task<Result<PolicyBlock?, MirrorError>, Never> {
        Task {
            let result: Result<PolicyBlock?, MirrorError>
            do throws(MirrorError) {
                let block = try await LicenseGate(key.policy, judge: judge).block(key.model)
                note(key, block)
                result = .success(block)
            } catch {
                // What could not be said is asked again at the next request.
                result = .failure(error)
            }
            asking[key] = nil
            return result
        }
    }

    private func note(_ key: Key, _ block: PolicyBlock?) {
        if known.count >= Self.most { known = known.filter { $0.value.until > .now } }
        if known.count >= Self.most { known = [:] }
        known[key] = (.now + span, block)
    }
}
