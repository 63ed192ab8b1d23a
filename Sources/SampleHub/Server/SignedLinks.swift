import Crypto
import Foundation

/// Addresses on the second origin that are good for a while, as a CDN signs them.
struct SignedLinks: Sendable {
    private let key = SymmetricKey(size: .bits256)
    /// Seconds.
    let lifetime: Int

    /// Path and query for the content with this second name.
    func target(xetHash: String, fileName: String, now: Int) -> String {
        let path = "/xet-bridge/\(xetHash.prefix(24))/\(xetHash)"
        let expires = now + lifetime
        let disposition = Percent.encode("inline; filename=\"\(fileName)\"")
        return "\(path)?response-content-disposition=\(disposition)&Expires=\(expires)&Key-Pair-Id=sample"
            + "&Signature=\(signature(path: path, expires: expires))"
    }

    /// The content's second name, if the signature is right and its time is not over.
    func check(path: Substring, query: Query, now: Int) -> String? {
        guard let expires = query.first("Expires").flatMap({ Int($0) }), expires > now,
            query.first("Signature") == signature(path: String(path), expires: expires)
        else { return nil }
        return path.split(separator: "/").last.map(String.init)
    }

    private func signature(path: String, expires: Int) -> String {
        HMAC<SHA256>.authenticationCode(for: Data("\(path)\n\(expires)".utf8), using: key)
            .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
