internal import Blobs
import Hubs
public import Vocabulary

/// What became of one revision of one model.
public struct MirrorOutcome: Sendable {
    /// How it ended.
    public enum Result: Sendable {
        /// New on the shelf, or wider than before.
        case published(CommitID)
        /// Held and published already, as the hub has it now.
        case unchanged(CommitID)
        /// What was published before stays published.
        case failed([MirrorError])
    }

    public let model: ModelID
    public let revision: Revision
    public let result: Result
    /// File names that were not taken.
    public let refused: [RefusedItem]
    /// What the scanning gate said of its files.
    public let gate: GateReport

    public init(model: ModelID, revision: Revision, result: Result, refused: [RefusedItem] = [], gate: GateReport = GateReport()) {
        self.gate = gate
        self.model = model
        self.revision = revision
        self.result = result
        self.refused = refused
    }

    /// The commit that is published now, if this sync knows it.
    public var commit: CommitID? {
        switch result {
        case .published(let commit), .unchanged(let commit): commit
        case .failed: nil
        }
    }

    /// What is to be recorded about the model: everything that was refused or failed.
    public var findings: [Finding] {
        let names =
            refused.map { Finding(.fileName, file: $0.name, reason: $0.reason) }
            + gate.heldBack.map { Finding(.heldBack, file: $0.path.description, reason: "in quarantine: \($0.reason)") }
        guard case .failed(let errors) = result else { return names }
        // What a rule keeps out is nothing wrong with the model.
        return names + errors.filter { $0.block == nil }.map(\.finding)
    }
}

extension MirrorOutcome {
    /// What keeps the rest of the sync from being begun.
    var fatal: MirrorError? {
        guard case .failed(let errors) = result else { return nil }
        return errors.first(where: \.stopsEverything)
    }

    var isCancelled: Bool {
        guard case .failed(let errors) = result else { return false }
        return errors.allSatisfy(\.isCancelled)
    }
}

/// A sync that came to its end, or had to stop.
public struct MirrorReport: Sendable {
    public let outcomes: [MirrorOutcome]
    /// Why the rest was not begun; nil: everything was tried.
    public let stoppedBy: MirrorError?
    /// Models that were taken off the shelf, as planned.
    public var removed: [SyncPlan.Removal] = []
    /// Why the others of them were not.
    public var notRemoved: [MirrorError] = []
    /// Why no lock file was written, if one was asked for.
    public var lockFailure: MirrorError?
}

/// How far a sync is, as it happens.
public enum MirrorProgress: Sendable {
    /// A revision is planned: so many bytes are still to come.
    case planned(ModelID, bytes: Int64)
    /// Called from the transport's thread for every chunk: must be quick.
    case received(Int)
    case fetching(ModelID, RepoPath)
    case finished(MirrorOutcome)
}

extension MirrorError {
    /// The rule that kept a model out, if it was one.
    public var block: PolicyBlock? { if case .blocked(_, let block) = self { block } else { nil } }

    /// The failure as something to be recorded of a model.
    var finding: Finding {
        switch self {
        case .blobs(_, let path, let error) where error.isMismatch: Finding(.wrongContent, file: path.description, reason: description)
        case .file(_, let path, _), .blobs(_, let path, _): Finding(.unreachable, file: path.description, reason: description)
        case .refusedByScan(_, let path, _): Finding(.heldBack, file: path.description, reason: description)
        case .hub(let error) where error.cause == .gated: Finding(.gated, reason: description)
        case .hub(let error) where [.modelNotFound, .notFoundOrPrivate, .revisionNotFound].contains(error.cause):
            Finding(.missing, reason: description)
        default: Finding(.unreachable, reason: description)
        }
    }
}

extension BlobError {
    fileprivate var isMismatch: Bool { if case .mismatch = self { true } else { false } }
}
