/// A hub, by the short name that stands before the colon of a reference: `huggingface`.
public struct HubID: Hashable, Sendable, Codable, LosslessStringConvertible {
    public let description: String

    /// Lower-case letters and digits, at most 32.
    public init?(_ description: String) {
        let allowed = description.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
        guard allowed, !description.isEmpty, description.utf8.count <= 32 else { return nil }
        self.description = description
    }

    private init(known name: String) { description = name }

    /// The Hugging Face Hub: the hub that is meant when a reference names none.
    public static let huggingFace = HubID(known: "huggingface")

    public init(from decoder: any Decoder) throws { self = try decodeText(decoder, "a hub's name") }
    public func encode(to encoder: any Encoder) throws { try encodeText(description, encoder) }
}

/// A model on a hub, whatever its revision: `huggingface:google/gemma-2b`.
public struct ModelID: Hashable, Sendable, Codable, LosslessStringConvertible {
    public let hub: HubID
    /// The hub's own name of it: `google/gemma-2b`, `gpt2`.
    public let path: String

    /// Refuses what can't be a name on any hub and would be dangerous as a path: empty or dotted segments, control
    /// characters, backslashes, more than 256 bytes or 8 segments.
    public init?(hub: HubID, path: String) {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        guard path.utf8.count <= 256, segments.count <= 8,
            segments.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }),
            path.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F && $0 != "\\" && $0 != "@" && $0 != ":" })
        else { return nil }
        self.hub = hub
        self.path = path
    }

    /// `HUB:PATH`, or `PATH` alone for Hugging Face.
    public init?(_ description: String) {
        guard let reference = ModelReference(description), reference.revision == nil else { return nil }
        self = reference.model
    }

    public var description: String { "\(hub):\(path)" }

    public init(from decoder: any Decoder) throws { self = try decodeText(decoder, "a model") }
    public func encode(to encoder: any Encoder) throws { try encodeText(description, encoder) }
}

/// A branch, tag, commit or pull-request ref, as a hub or a client writes it: `main`, `v1.0`, `refs/pr/1`.
public struct Revision: Hashable, Sendable, Codable, LosslessStringConvertible {
    public let description: String

    /// Refuses what git refuses and what would be dangerous as a path: `..`, empty segments, control characters, blanks.
    public init?(_ description: String) {
        let segments = description.split(separator: "/", omittingEmptySubsequences: false)
        guard description.utf8.count <= 255, !description.hasPrefix("-"), !description.contains(".."),
            segments.allSatisfy({ !$0.isEmpty && !$0.hasPrefix(".") }),
            description.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F && !"\\~^:?*[".unicodeScalars.contains($0) })
        else { return nil }
        self.description = description
    }

    private init(known name: String) { description = name }

    public static let main = Revision(known: "main")

    /// The commit this revision is, if it is written as one.
    public var commit: CommitID? { CommitID(description) }

    public init(from decoder: any Decoder) throws { self = try decodeText(decoder, "a revision") }
    public func encode(to encoder: any Encoder) throws { try encodeText(description, encoder) }
}

/// An immutable state of a model: the hub's commit, 40 lower-case hexadecimal digits.
public struct CommitID: Hashable, Sendable, Codable, LosslessStringConvertible {
    public let description: String

    public init?(_ description: String) {
        guard let object = GitObjectID(description) else { return nil }
        self.description = object.description
    }

    /// The same commit as a revision.
    public var revision: Revision { Revision(description).unsafelyUnwrapped }  // Safety: 40 hex digits satisfy Revision.

    public init(from decoder: any Decoder) throws { self = try decodeText(decoder, "a commit id") }
    public func encode(to encoder: any Encoder) throws { try encodeText(description, encoder) }
}

/// What a user types: `HUB:PATH[@REVISION]`, and `PATH[@REVISION]` for Hugging Face.
public struct ModelReference: Hashable, Sendable, Codable, LosslessStringConvertible {
    public let model: ModelID
    /// nil: the hub's default revision.
    public let revision: Revision?

    public init(_ model: ModelID, revision: Revision? = nil) {
        self.model = model
        self.revision = revision
    }

    public init?(_ description: String) {
        var rest = description[...]
        var hub = HubID.huggingFace
        if let colon = rest.firstIndex(of: ":") {
            guard let named = HubID(String(rest[..<colon])) else { return nil }
            hub = named
            rest = rest[rest.index(after: colon)...]
        }
        var revision: Revision?
        if let at = rest.firstIndex(of: "@") {
            guard let named = Revision(String(rest[rest.index(after: at)...])) else { return nil }
            revision = named
            rest = rest[..<at]
        }
        guard let model = ModelID(hub: hub, path: String(rest)) else { return nil }
        self.init(model, revision: revision)
    }

    public var description: String { revision.map { "\(model)@\($0)" } ?? model.description }

    public init(from decoder: any Decoder) throws { self = try decodeText(decoder, "a model reference") }
    public func encode(to encoder: any Encoder) throws { try encodeText(description, encoder) }
}
