import Crypto

/// Hash sums as plain bytes. Apart from `SignedLinks` this is the only file that sees the crypto library, whose `Digest` is not ours.
enum Sums {
    /// 32 bytes.
    static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    /// 20 bytes, of both parts in a row.
    static func sha1(_ head: [UInt8], _ content: [UInt8]) -> [UInt8] {
        var hash = Insecure.SHA1()
        hash.update(data: head)
        hash.update(data: content)
        return Array(hash.finalize())
    }

    /// 32 bytes, of pieces until an empty one.
    static func sha256(pieces next: () throws -> [UInt8]) rethrows -> [UInt8] {
        var hash = SHA256()
        while case let piece = try next(), !piece.isEmpty { hash.update(data: piece) }
        return Array(hash.finalize())
    }
}
