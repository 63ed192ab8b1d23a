/// A proxy's address and who we are to it.
public struct Proxy: Sendable, Hashable, CustomStringConvertible {
    /// `http://host:port`, without user and password.
    public let address: String
    let user: String?
    let password: String?

    /// `http://user:password@host:port`; the scheme may be missing (`http`) or `https`. As libcurl has it, the port is 1080
    /// if none is given for `http`, and 443 for `https`. nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        let scheme = parts.count == 2 ? parts[0].lowercased() : "http"
        let authority = (parts.last ?? "").prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let at = authority.lastIndex(of: "@")
        let place = at.map { authority[authority.index(after: $0)...] } ?? authority
        let hasPort = place.drop { $0 != "]" }.contains(":") || (!place.hasPrefix("[") && place.contains(":"))
        guard let url = WebURL("\(scheme)://\(place)") else { return nil }
        address = "\(scheme)://\(url.origin.host):\(hasPort || scheme == "https" ? url.origin.port : 1_080)"
        guard let at else {
            user = nil
            password = nil
            return
        }
        let who = authority[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let user = Self.decoded(who[0]), let password = Self.decoded(who.count == 2 ? who[1] : "") else { return nil }
        self.user = user
        self.password = password
    }

    /// Without the password.
    public var description: String { address }

    /// Percent-decoded; nil where that is not text without control characters.
    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let unit = rest.popFirst() {
            guard unit == UInt8(ascii: "%") else {
                bytes.append(unit)
                continue
            }
            guard let byte = UInt8(String(rest.prefix(2)) ?? "", radix: 16), rest.prefix(2).count == 2 else { return nil }
            rest = rest.dropFirst(2)
            bytes.append(byte)
        }
        guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }
}
