internal import Vocabulary

/// Where things are in a store's folder.
///
///     sha256/ab/<hex>             a blob; written once, mode 0444
///     sha256/ab/<hex>.tree        the SHA-256 of each MiB of it
///     sha256/ab/<hex>.damage      ranges of it that are known to be wrong
///     sha256/ab/.<hex>.partial    bytes on their way in, `.progress` beside it
///     git/ab/<hex>                symbolic link to the blob with that git object id
///     git/ab/.<hex>.partial       bytes on their way in whose SHA-256 is not known yet
struct BlobLayout: Sendable {
    let root: String

    func blob(_ digest: Digest) -> String { "\(root)/sha256/\(digest.hex.prefix(2))/\(digest.hex)" }

    /// Hashes of the blob's parts.
    func tree(_ digest: Digest) -> String { blob(digest) + ".tree" }

    /// What is known to be wrong with it.
    func damage(_ digest: Digest) -> String { blob(digest) + ".damage" }

    /// A damaged blob, while another is taken in under its name.
    func aside(_ digest: Digest) -> String { "\(folder(of: digest))/.\(digest.hex).aside" }

    func folder(of digest: Digest) -> String { "\(root)/sha256/\(digest.hex.prefix(2))" }

    func folder(of content: ContentID) -> String {
        switch content {
        case .sha256: "\(root)/sha256/\(content.hex.prefix(2))"
        case .gitBlob: "\(root)/git/\(content.hex.prefix(2))"
        }
    }

    func partial(_ content: ContentID) -> String { "\(folder(of: content))/.\(content.hex).partial" }

    func progress(_ content: ContentID) -> String { "\(folder(of: content))/.\(content.hex).progress" }

    func link(_ object: GitObjectID) -> String { "\(folder(of: .gitBlob(object)))/\(object)" }

    /// Relative, so that the store may be moved.
    func linkTarget(_ digest: Digest) -> String { "../../sha256/\(digest.hex.prefix(2))/\(digest.hex)" }

    /// Whether it is a file name `.<hex>.aside`.
    static func isAside(_ name: String) -> Bool {
        name.hasPrefix(".") && name.hasSuffix(".aside") && Digest(hex: String(name.dropFirst().dropLast(6))) != nil
    }

    /// The content that a file name `.<hex>.partial` stands for.
    static func content(ofPartial name: String) -> ContentID? {
        guard name.hasPrefix("."), name.hasSuffix(".partial") else { return nil }
        return ContentID(hex: String(name.dropFirst().dropLast(8)))
    }
}
