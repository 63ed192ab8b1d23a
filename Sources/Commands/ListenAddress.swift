/// Where to listen: `127.0.0.1:8090`, `[::1]:8090`, `:8090`.
struct ListenAddress: Equatable {
    let host: String
    let port: Int

    /// nil where there is no port from 0 to 65535, or the host is not one. No host means loopback: reachable from other
    /// machines is something to ask for.
    init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]), (0...65_535).contains(port) else {
            return nil
        }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = String(host.dropFirst().dropLast())
        } else if host.contains(":") {
            return nil
        }
        guard host.allSatisfy({ $0.isLetter || $0.isNumber || ".-:%_".contains($0) }) else { return nil }
        self.host = host.isEmpty ? "127.0.0.1" : host
        self.port = port
    }

    /// As part of an address on the web.
    func url(port bound: Int) -> String {
        "http://\(host.contains(":") ? "[\(host)]" : host):\(bound)"
    }
}
