import Foundation

/// `NO_PROXY`: names, name endings, addresses and networks that are reached straight, separated by commas or blanks.
///
/// `example.com` and `.example.com` mean the name and all below it (as in curl), `*` means everything, `10.0.0.0/8` and
/// `fd00::/8` mean networks, and `:port` after a name means only that port.
public struct ProxyExceptions: Sendable, Hashable {
    private enum Rule: Sendable, Hashable {
        case everything
        case name(String, port: Int?)
        case network([UInt8], bits: Int, port: Int?)
    }

    private let rules: [Rule]

    /// Never fails: what means nothing matches nothing.
    public init(_ text: String) {
        rules = text.split { $0 == "," || $0 == " " || $0 == "\t" }.compactMap { Self.rule(String($0)) }
    }

    public func contains(_ origin: WebURL.Origin) -> Bool {
        let address = Self.address(origin.host)
        let host = origin.host.hasSuffix(".") ? String(origin.host.dropLast()) : origin.host
        return rules.contains { rule in
            switch rule {
            case .everything: true
            case .name(let name, let port):
                address == nil && (port == nil || port == origin.port) && (host == name || host.hasSuffix("." + name))
            case .network(let network, let bits, let port):
                (port == nil || port == origin.port) && address.map { Self.shareBits(bits, network, $0) } == true
            }
        }
    }

    private static func rule(_ text: String) -> Rule? {
        if text == "*" { return .everything }
        if let slash = text.firstIndex(of: "/") {
            guard let network = address(String(text[..<slash])), let bits = Int(text[text.index(after: slash)...]),
                (0...network.count * 8).contains(bits)
            else { return nil }
            return .network(network, bits: bits, port: nil)
        }
        if let whole = address(text) { return .network(whole, bits: whole.count * 8, port: nil) }
        var name = text.lowercased()
        var port: Int?
        if let colon = name.lastIndex(of: ":") {
            guard let number = Int(name[name.index(after: colon)...]) else { return nil }
            port = number
            name = String(name[..<colon])
        }
        if let whole = address(name) { return .network(whole, bits: whole.count * 8, port: port) }
        if name.hasPrefix("*.") { name.removeFirst() }
        while name.hasPrefix(".") { name.removeFirst() }
        if name.hasSuffix(".") { name.removeLast() }
        return name.isEmpty ? nil : .name(name, port: port)
    }

    /// The 4 or 16 bytes of an address, with or without brackets.
    private static func address(_ text: String) -> [UInt8]? {
        let bare = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
        var four = in_addr()
        if inet_pton(AF_INET, bare, &four) == 1 { return withUnsafeBytes(of: four) { Array($0) } }
        var sixteen = in6_addr()
        if inet_pton(AF_INET6, bare, &sixteen) == 1 { return withUnsafeBytes(of: sixteen) { Array($0) } }
        return nil
    }

    private static func shareBits(_ bits: Int, _ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        let whole = bits / 8
        guard left[..<whole] == right[..<whole] else { return false }
        let rest = bits % 8
        return rest == 0 || (left[whole] ^ right[whole]) >> UInt8(8 - rest) == 0
    }
}
