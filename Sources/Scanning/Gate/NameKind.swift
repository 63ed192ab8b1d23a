/// What of a file's name a verdict depends on: programs choose how to load a file by its endings, and by a few whole names. Equal bytes under
/// names of one kind have one verdict.
///
///     NameKind(of: "weights/model-00001-of-00002.pkl").description    // *.pkl
public struct NameKind: Hashable, Sendable, LosslessStringConvertible {
    /// A name of the kind, with `*` for what does not matter; at most 255 bytes.
    public let description: String

    public init(of path: String) {
        let name = path[(path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.index(after: $0) } ?? path.startIndex)...]
        let stem = name.prefix { $0 != "." }
        let endings = name[stem.endIndex...]
        let kind: String
        if stem == "tokenizer_config" || stem.hasSuffix("saved_model") || stem.hasSuffix("config") {
            kind = String(name)
        } else if stem.hasPrefix("chat_template") {
            kind = "chat_template*\(endings)"
        } else {
            kind = "*\(endings)"
        }
        // A longer name is none that a file system takes: its last ending is enough.
        description =
            kind.utf8.count <= 255 ? kind : "*." + Self.cut(kind[kind.index(after: kind.lastIndex(of: ".") ?? kind.startIndex)...])
    }

    private static func cut(_ ending: Substring) -> Substring {
        var ending = ending
        while ending.utf8.count > 200 { ending.removeFirst() }
        return ending
    }

    /// Nil where it is not what `description` gives.
    public init?(_ description: String) {
        guard !description.isEmpty, NameKind(of: description).description == description else { return nil }
        self.description = description
    }
}
