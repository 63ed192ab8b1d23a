public import Shelves
public import Vocabulary

/// What may be fetched because a client asked for it, and how.
public struct FillOptions: Sendable {
    /// Patterns over models (`org/*`); empty: every model.
    public var allowed: [String] = []
    /// Patterns over models that are never filled; they win.
    public var denied: [String] = []
    /// Bytes of a file that is still filled; nil: any.
    public var largest: Int64?
    /// How long a branch or tag is believed before the hub is asked again.
    public var freshness = Duration.seconds(300)
    /// Files that are fetched at the same time.
    public var concurrent = 4
    /// The most requests in flight to fetch them.
    public var connections = 16
    /// When bytes may be fetched, and how fast.
    public var schedule = TransferSchedule()
    /// Minute of the local day, for the schedule.
    public var minute: @Sendable () -> Int = { 0 }
    /// Revisions that are asked for at the same time.
    public var admissions = 8
    /// Files, and revisions, that may wait for their turn; more are turned away.
    public var waiting = 512
    /// How long the hub's "no" is believed.
    public var memory = Duration.seconds(30)
    /// How long a fetch goes on when nobody waits for it any more.
    public var linger = Duration.seconds(60)
    /// How long a client waits for the hub's word on a revision. Stock clients give up after ten seconds.
    public var patience = Duration.seconds(8)
    /// The same where an older commit of the revision is held.
    public var refreshPatience = Duration.seconds(3)
    /// The clock by which `freshness` and `memory` end.
    public var clock: @Sendable () -> ContinuousClock.Instant = { .now }
    /// Waits before the n-th try (from 1) of a part that made no progress: shorter than a sync's, for somebody waits.
    public var pause: @Sendable (_ attempt: Int) async throws -> Void = { attempt in
        let longest = min(2_000, 250 << min(attempt, 6))
        try await Task.sleep(for: .milliseconds(Int.random(in: 0...longest)))
    }

    public init() {}

    /// Throws what is against a model.
    func check(_ model: ModelID) throws(FillError) {
        if denied.contains(where: { Namespaces.matches(model, $0) }) {
            throw .refused("\(model.path) is not fetched on request here: the mirror's operator has excluded it ('fill.namespaces.deny')")
        }
        if !allowed.isEmpty, !allowed.contains(where: { Namespaces.matches(model, $0) }) {
            throw .refused("\(model.path) is not fetched on request here: it is not among the models that may be ('fill.namespaces.allow')")
        }
    }

    /// Throws what is against a file of a model that is known here. What may not be filled is left out, as it is without filling.
    func check(_ size: Int64, _ path: RepoPath, of model: ModelID) throws(FillError) {
        do throws(FillError) { try check(model) } catch { throw .notFound(error.description) }
        if let largest, size > largest {
            throw .refused(
                "\(model.path) \(path) has \(size) bytes; files of more than \(largest) are not fetched on request here ('fill.max_size')")
        }
    }
}

/// What else is asked before anything is given out.
public struct FillRules: Sendable {
    /// Asked when a commit is first asked for. Throws what is against it.
    public var admission: @Sendable (ModelID, RevisionClaim) async throws(MirrorError) -> Void
    /// Asked whenever something of a filled model is asked for: rules may have become stricter since it was let in. Throws what is against
    /// it now. Must be quick where the answer is no news.
    public var standing: @Sendable (ModelID) async throws(MirrorError) -> Void
    /// Asked of a file that is whole, before its last bytes are given out. What it throws means: not now.
    public var verdict: @Sendable (ManifestFile, ModelID) async throws -> FillVerdict

    public init(
        admission: @escaping @Sendable (ModelID, RevisionClaim) async throws(MirrorError) -> Void = { _, _ in },
        standing: @escaping @Sendable (ModelID) async throws(MirrorError) -> Void = { _ in },
        verdict: @escaping @Sendable (ManifestFile, ModelID) async throws -> FillVerdict = { _, _ in .serve }
    ) {
        self.admission = admission
        self.standing = standing
        self.verdict = verdict
    }
}

/// What becomes of a file that was fetched.
public enum FillVerdict: Hashable, Sendable {
    case serve
    /// Published, and held back by the quarantine that the verdict's giver keeps. The reason in words is for whoever asked.
    case quarantine(String)
    /// Held and not published; who asks again gets another verdict.
    case refuse(String)
}
