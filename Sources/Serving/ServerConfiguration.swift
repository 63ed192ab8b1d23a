/// Where the server listens, how it names itself to clients, and how much anyone may take from it.
public struct ServerConfiguration: Sendable {
    /// Loopback unless somebody decides otherwise: there are no accounts yet.
    public var host = "127.0.0.1"
    /// 0: any free port; the one that was bound is told to `Server.run`'s callback.
    public var port = 8090
    /// How clients reach the server (behind a reverse proxy). nil: derived from each request.
    public var publicURL: PublicURL?
    /// Connections beyond this wait in the system's queue.
    public var maximumConnections = 1_024
    /// A connection without a request, or with an unfinished one, is closed after this time.
    public var idleTimeout: Duration = .seconds(75)
    /// A client that takes none of a body's bytes for this long loses its connection.
    public var stallTimeout: Duration = .seconds(60)
    /// Bytes of a request's head: a query of 100 kB is answered, though each of its bytes may come as three.
    public var maximumHeaderBytes = 320 * 1_024
    /// Bytes of a request's body: 2,000 paths of the greatest length, as the Hub allows (protocol reference 1.1).
    public var maximumBodyBytes = 4 * 1_024 * 1_024
    /// From where searches may be kept and removed: the only thing that is ever written.
    public var savedSearches = SavedSearchPolicy.loopback
    /// How long a shutdown waits for downloads that are under way.
    public var shutdownGrace: Duration = .seconds(20)

    public init() {}
}

/// Who may keep searches with a server. There are no accounts: a request is judged by where it comes from.
public enum SavedSearchPolicy: String, Sendable, CaseIterable {
    /// Whoever reaches the server.
    case open
    /// Programs on the server's own machine, and nobody behind a proxy.
    case loopback
    case off
}

/// An absolute `http` or `https` base address, perhaps with a path prefix, without a slash at its end.
public struct PublicURL: Sendable, Hashable, LosslessStringConvertible {
    public let description: String
    /// `/hf` of `http://host/hf`; empty where there is none.
    public let prefix: String

    /// nil for another scheme, a query or fragment, credentials, blanks, or characters that could break out of a header.
    public init?(_ text: String) {
        var text = text[...]
        while text.hasSuffix("/") { text.removeLast() }
        let scheme = text.hasPrefix("https://") ? "https://" : "http://"
        guard text.utf8.count <= 1_024, text.hasPrefix(scheme) else { return nil }
        let rest = text.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" }
        let path = rest.dropFirst(authority.count)
        guard Self.isAuthority(authority), path.utf8.allSatisfy(Self.isPathUnit), !path.contains("//") else { return nil }
        description = String(text)
        prefix = String(path)
    }

    /// Host, and perhaps port: what may stand in a link we write.
    static func isAuthority(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.count <= 300
            && text.utf8.allSatisfy { unit in
                switch unit {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"): true
                default: false
                }
            }
    }

    /// RFC 3986 unreserved characters, `%` and `/`.
    private static func isPathUnit(_ unit: UInt8) -> Bool {
        switch unit {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "%"), UInt8(ascii: "/"): true
        default: false
        }
    }
}
