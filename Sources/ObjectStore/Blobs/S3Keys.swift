internal import Vocabulary

/// Keys of a store below its prefix.
///
///     blobs/sha256/ab/<hex>         a blob; there when it is whole
///     blobs/sha256/ab/<hex>.tree    the SHA-256 of each MiB of one that is larger; there before its blob
///     blobs/git/ab/<hex>            the digest of the blob with that git object id, as text
enum S3Keys {
    static let blobs = "blobs/sha256/"
    static let links = "blobs/git/"

    static func blob(_ digest: Digest) -> String {
        let hex = digest.hex
        return "\(blobs)\(hex.prefix(2))/\(hex)"
    }

    static func tree(_ digest: Digest) -> String { blob(digest) + ".tree" }

    static func link(_ object: GitObjectID) -> String {
        let hex = object.description
        return "\(links)\(hex.prefix(2))/\(hex)"
    }

    /// What a key is of; nil: it is no blob, tree or link of ours.
    enum Kind: Hashable {
        case blob(Digest)
        case tree(Digest)
        case link(GitObjectID)
    }

    static func kind(_ key: String) -> Kind? {
        let name = key.split(separator: "/").last ?? ""
        if let digest = Digest(hex: name), blob(digest) == key { return .blob(digest) }
        if name.hasSuffix(".tree"), let digest = Digest(hex: name.dropLast(5)), tree(digest) == key { return .tree(digest) }
        if let object = GitObjectID(String(name)), link(object) == key { return .link(object) }
        return nil
    }
}
