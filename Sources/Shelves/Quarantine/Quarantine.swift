public import Vocabulary

/// Which bytes are held and not served, and which were released. A value; `QuarantineStore` keeps it.
///
/// Bytes are blocked by their digest, in every model and under every name. They are judged and released by digest and kind of name, for
/// what is harmless as a text is not as a pickle.
public struct Quarantine: Hashable, Sendable {
    struct Key: Hashable, Sendable {
        let blob: Digest
        let kind: String?
    }

    private(set) var entries: [Key: QuarantineItem] = [:]

    public init() {}

    /// All items, released ones too, in order of time.
    public var items: [QuarantineItem] {
        entries.values.sorted { ($0.at, $0.blob.hex, $0.kind ?? "") < ($1.at, $1.blob.hex, $1.kind ?? "") }
    }

    /// What is not served, by its digest.
    public var heldBack: [Digest: QuarantineItem] {
        var held: [Digest: QuarantineItem] = [:]
        for item in items where item.release == nil && held[item.blob] == nil { held[item.blob] = item }
        return held
    }

    public func items(of blob: Digest) -> [QuarantineItem] { items.filter { $0.blob == blob } }

    public func item(of blob: Digest, kind: String?) -> QuarantineItem? { entries[Key(blob: blob, kind: kind)] }

    /// Adds what a scan found. False: it is known already; what was released stays released.
    @discardableResult
    public mutating func note(_ item: QuarantineItem) -> Bool {
        let key = Key(blob: item.blob, kind: item.kind)
        guard entries[key] == nil else { return false }
        entries[key] = item
        return true
    }

    /// Adds what somebody decided, over an earlier release.
    public mutating func hold(_ item: QuarantineItem) { entries[Key(blob: item.blob, kind: item.kind)] = item }

    /// Lets the bytes be served, under all kinds of names that were judged. Answers how many items were held before.
    public mutating func release(_ blob: Digest, _ release: QuarantineItem.Release) -> Int {
        let held = entries.filter { $0.key.blob == blob && $0.value.release == nil }
        for key in held.keys { entries[key]?.release = release }
        return held.count
    }
}
