internal import Crypto

/// SHA-256, in a file of its own: the library has another `Digest` than we have.
enum ContentHash {
    static func of(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    /// Of texts one after another; none runs into the next.
    static func of(_ texts: [String]) -> [UInt8] {
        var hash = SHA256()
        for text in texts {
            hash.update(data: Array(text.utf8))
            hash.update(data: [0])
        }
        return Array(hash.finalize())
    }
}
