internal import Crypto
public import Vocabulary

extension GitObjectID {
    /// The name git gives to an object of this kind (`blob`, `tree`) with these bytes: the SHA-1 of `<kind> <length>\0` and them.
    public init(hashing bytes: some Sequence<UInt8>, as kind: StaticString) {
        let content = Array(bytes)
        var sha1 = Insecure.SHA1()
        sha1.update(data: Array("\(kind) \(content.count)\0".utf8))
        sha1.update(data: content)
        self = GitObjectID(bytes: Array(sha1.finalize())).unsafelyUnwrapped  // Safety: a SHA-1 has the 20 bytes asked for.
    }
}

extension Vocabulary.Digest {
    /// The SHA-256 of bytes that are in memory.
    public init(hashing bytes: [UInt8]) {
        self = Vocabulary.Digest(bytes: Array(SHA256.hash(data: bytes))).unsafelyUnwrapped  // Safety: a SHA-256 has the 32 bytes asked for.
    }
}
