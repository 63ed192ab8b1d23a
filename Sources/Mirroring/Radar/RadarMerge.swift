import Radar
import Vocabulary

/// Puts what a run found into what was known: what is new begins, what is not found any more is over, anything else goes on.
struct RadarMerge {
    let now: Timestamp
    private(set) var open: [RadarEvent] = []
    private(set) var records: [RadarRecord] = []

    init(now: Timestamp) { self.now = now }

    /// - Parameters:
    ///   - judgement: nil: nothing was learnt of the model; all that is open of it stays so.
    ///   - refs: what is held of it now.
    mutating func take(_ known: [RadarEvent], _ judgement: RadarJudge.Judgement?, refs: [RefClaim] = []) {
        guard let judgement else {
            open += known
            return
        }
        var found: [RadarEvent.Identity: RadarEvent] = [:]
        for event in judgement.events where found[event.identity] == nil { found[event.identity] = event }
        // Refs that have moved here since their change began.
        let synced = Set(
            known.filter { event in
                event.kind == .newCommit && refs.contains { $0.ref == event.subject && $0.commit.description != event.old }
            }.map(\.subject))
        let places = Set(judgement.events.map(Place.init))
        for var event in known {
            if found.removeValue(forKey: event.identity) != nil {
                event.lastSeen = now
                open.append(event)
            } else if !judgement.judged.contains(event.kind)
                || (Self.lookedAt.contains(event.kind) && judgement.unseen.contains(event.subject))
            {
                open.append(event)
            } else {
                event.endedAt = now
                // Where the same thing has changed once more it is not back to normal; the newer change is told.
                if !places.contains(Place(event)) { records.append(RadarRecord(Self.turn(event, synced), event)) }
            }
        }
        for event in judgement.events where found.removeValue(forKey: event.identity) != nil {
            open.append(event)
            records.append(RadarRecord(.began, event))
        }
    }

    /// Kinds that take a look at a subject's files or at a commit.
    private static let lookedAt: Set<RadarEvent.Kind> = [.weightsReplaced, .weightsReplacedSilently, .historyRewritten]

    private static func turn(_ event: RadarEvent, _ synced: Set<String>) -> RadarRecord.Turn {
        switch event.kind {
        case .newCommit, .weightsReplaced, .weightsReplacedSilently: synced.contains(event.subject) ? .heldNow : .backToNormal
        case .relicensed: synced.contains("refs/heads/main") ? .heldNow : .backToNormal
        default: .backToNormal
        }
    }

    /// What a change is about, whatever it is now.
    private struct Place: Hashable {
        let kind: RadarEvent.Kind
        let subject: String

        init(_ event: RadarEvent) {
            kind = event.kind == .weightsReplacedSilently ? .weightsReplaced : event.kind
            subject = event.subject
        }
    }
}
