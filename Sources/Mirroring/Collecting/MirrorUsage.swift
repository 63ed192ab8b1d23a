public import Shelves
internal import Vocabulary

/// How many bytes the models of a namespace may have.
public struct Quota: Hashable, Sendable {
    /// A shell pattern over the hub's path: `org/*`.
    public let models: String
    public let bytes: Int64

    public init(models: String, bytes: Int64) {
        self.models = models
        self.bytes = bytes
    }
}

/// Who takes how much of a mirror: each blob counts once in each namespace, however many models of it share it.
public struct MirrorUsage: Sendable {
    /// One namespace.
    public struct Row: Hashable, Sendable {
        /// `huggingface:org`, or the pattern of a quota.
        public let name: String
        public let models: Int
        public let bytes: Int64
        /// Of these, what only clients of `serve --fill` brought here.
        public let filled: Int64
        public let quota: Int64?

        public var isOver: Bool { quota.map { bytes > $0 } ?? false }
    }

    /// By hub and first part of the path, the largest first.
    public let namespaces: [Row]
    /// In the order given.
    public let quotas: [Row]
    /// Of the whole mirror, each blob once.
    public let bytes: Int64
    /// Of these, what only clients of `serve --fill` brought here.
    public let filled: Int64

    init(_ declared: ShelfContent, _ fills: ShelfContent, quotas: [Quota]) {
        let content = declared.merged(with: fills)
        let models = content.models
        func row(_ name: String, _ members: [ModelID], _ quota: Int64?) -> Row {
            let bytes = content.bytes(of: members)
            return Row(name: name, models: members.count, bytes: bytes, filled: bytes - declared.bytes(of: members), quota: quota)
        }
        var groups: [String: [ModelID]] = [:]
        for model in models.keys { groups[Namespaces.name(model), default: []].append(model) }
        namespaces = groups.map { name, members in row(name, members, nil) }
            .sorted { ($1.bytes, $0.name) < ($0.bytes, $1.name) }
        self.quotas = quotas.map { quota in
            row(quota.models, models.keys.filter { Namespaces.matches($0, quota.models) }, quota.bytes)
        }
        let all = row("", Array(models.keys), nil)
        (bytes, filled) = (all.bytes, all.filled)
    }

    /// Reads what the working state holds, and what was filled.
    public static func read(_ shelf: Shelf, fills: Shelf, quotas: [Quota]) async throws(CollectError) -> MirrorUsage {
        MirrorUsage(try await ShelfContent.read(shelf), try await ShelfContent.read(fills), quotas: quotas)
    }
}
