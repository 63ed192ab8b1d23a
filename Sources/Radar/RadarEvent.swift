public import Vocabulary

/// Something that changed upstream of a model that is held here: noticed once, open as long as it lasts.
public struct RadarEvent: Hashable, Sendable, Codable {
    /// What changed. Words of the command line, the JSON API and metrics.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// A branch, tag or pull request that is held stands for another commit upstream.
        case newCommit = "new_commit"
        /// A branch, tag or pull request that is held is there no more.
        case refDeleted = "ref_deleted"
        /// The hub does not know the model: deleted, or made private, which only a caller with a token that may see it can tell apart.
        case deleted
        /// The hub answers under another name.
        case renamed
        /// Bytes are for those who asked, and were for everybody (or for whoever asked, and now the owner decides).
        case newlyGated = "newly_gated"
        /// Taken down by the hub.
        case disabled
        /// The card's licence, or the text of a licence file, is not the held one.
        case relicensed
        /// A file of weights has other bytes upstream under the same path, and the commit that is there now has another README or
        /// another configuration as well: somebody said that this is another version.
        case weightsReplaced = "weights_replaced"
        /// The same, while README and every configuration file (`config.json` and its like) are as they are held: whoever looks at the
        /// papers alone can't see that the weights are others.
        case weightsReplacedSilently = "weights_replaced_silently"
        /// A commit that is held is not answered upstream: somebody has rewritten history, or another repository has taken the name.
        case historyRewritten = "history_rewritten"
    }

    public let model: ModelID
    public let kind: Kind
    /// What of the model it is about: a full ref, a commit, a file; empty: the model itself.
    public let subject: String
    /// As it was, and as it is; empty where there is nothing to say.
    public let old: String
    public let new: String
    /// A sentence for people.
    public let detail: String
    public let firstSeen: Timestamp
    /// When it was last found to be so.
    public var lastSeen: Timestamp
    /// When it was found to be so no more.
    public var endedAt: Timestamp?

    public init(
        _ kind: Kind, of model: ModelID, subject: String = "", old: String = "", new: String = "", detail: String, at time: Timestamp
    ) {
        self.model = model
        self.kind = kind
        self.subject = Self.cut(subject)
        self.old = Self.cut(old)
        self.new = Self.cut(new)
        self.detail = Self.cut(detail)
        firstSeen = time
        lastSeen = time
    }

    private enum CodingKeys: String, CodingKey {
        case model, kind, subject, old, new, detail
        case firstSeen = "first_seen"
        case lastSeen = "last_seen"
        case endedAt = "ended_at"
    }

    /// The same change, however often it is seen.
    public struct Identity: Hashable, Sendable {
        let model: ModelID
        let kind: Kind
        let subject: String
        let new: String
    }

    public var identity: Identity { Identity(model: model, kind: kind, subject: subject, new: new) }

    /// Of this change at this time: a change that ends and comes again is another one.
    public var name: String { "\(model)|\(kind.rawValue)|\(subject)|\(new)|\(firstSeen.milliseconds)" }

    /// Words of a hub have no end by themselves.
    private static func cut(_ text: String) -> String { text.utf8.count <= 2_000 ? text : String(text.unicodeScalars.prefix(500)) + "…" }
}

/// A line of the radar's history: a change began, or is over, in one way or the other.
public struct RadarRecord: Hashable, Sendable, Codable {
    /// Which of them.
    public enum Turn: String, Hashable, Sendable, Codable {
        case began
        /// It is upstream as it was.
        case backToNormal = "back_to_normal"
        /// What is upstream is what is held: somebody has synced.
        case heldNow = "held_now"
    }

    public let turn: Turn
    public let event: RadarEvent

    public init(_ turn: Turn, _ event: RadarEvent) {
        self.turn = turn
        self.event = event
    }

    public var at: Timestamp { turn == .began ? event.firstSeen : event.endedAt ?? event.lastSeen }

    /// The same wherever and however often it is told.
    public var name: String { "\(turn.rawValue)|\(event.name)" }
}
