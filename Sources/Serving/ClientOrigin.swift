import HTTPTypes
import NIOCore

/// Where a request comes from, as far as it can be told.
extension ClientRequest {
    /// From this machine, to an address of it, and passed on by nobody: what a proxy hands on comes from the proxy's machine too. The name
    /// the client uses counts as well, or a page that has its own name resolve to this machine would pass for a neighbour.
    var isFromThisMachine: Bool {
        guard let address = channel.remoteAddress, Self.isLoopback(address) else { return false }
        let forwarding = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"]
        guard !forwarding.contains(where: { name in HTTPField.Name(name).map { headers[$0] != nil } ?? false }) else { return false }
        return Self.isLoopbackName(authority ?? "")
    }

    /// No browser says that a page of another site sent it.
    var isFromOwnSite: Bool {
        if let site = HTTPField.Name("Sec-Fetch-Site").flatMap({ headers[$0] }), site != "same-origin", site != "none" { return false }
        guard let origin = headers[.origin] else { return true }
        return [authority.map { "http://\($0)" }, authority.map { "https://\($0)" }, Self.origin(of: base)].contains(origin)
    }

    /// Scheme and authority of an address.
    private static func origin(of address: String) -> String {
        let parts = address.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        return parts.prefix(3).joined(separator: "/")
    }

    private static func isLoopback(_ address: SocketAddress) -> Bool {
        switch address {
        case .v4: address.ipAddress?.hasPrefix("127.") ?? false
        case .v6: address.ipAddress == "::1" || address.ipAddress?.hasPrefix("::ffff:127.") == true
        case .unixDomainSocket: true
        }
    }

    static func isLoopbackName(_ authority: String) -> Bool {
        var host = authority.lowercased()[...]
        if let colon = host.lastIndex(of: ":"), !host[colon...].contains("]"), host[host.index(after: colon)...].allSatisfy(\.isNumber) {
            host = host[..<colon]
        }
        if host == "localhost" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
