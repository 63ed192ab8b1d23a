/// An absolute `http` or `https` address (RFC 3986), kept as written: percent-encoding is neither added nor removed.
public struct WebURL: Hashable, Sendable, LosslessStringConvertible {
    /// Scheme, host and port: who is being spoken to, and who may see a credential.
    public struct Origin: Hashable, Sendable, CustomStringConvertible {
        public let scheme: String
        /// Lower case; an IPv6 address keeps its brackets.
        public let host: String
        public let port: Int

        public var description: String {
            let isDefault = port == (scheme == "https" ? 443 : 80)
            return "\(scheme)://\(host)" + (isDefault ? "" : ":\(port)")
        }
    }

    public let origin: Origin
    /// From the first slash, without query: never empty.
    public let path: String
    /// Without `?`; nil where there is none.
    public let query: String?

    /// nil for another scheme, a user name, a host that is neither a name nor an address, blanks or control characters, or more
    /// than 16 KiB. An international name must come in its ASCII form.
    public init?(_ description: String) {
        guard description.utf8.count <= 16_384,
            description.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
            let schemeEnd = description.range(of: "://")
        else { return nil }
        let scheme = description[..<schemeEnd.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        let rest = description[schemeEnd.upperBound...]
        let authorityEnd = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
        guard let origin = Self.origin(scheme, rest[..<authorityEnd]) else { return nil }
        self.init(origin: origin, target: rest[authorityEnd...])
    }

    public init(origin: Origin, path: String, query: String? = nil) {
        self.origin = origin
        self.path = path.hasPrefix("/") ? path : "/" + path
        self.query = query
    }

    private init(origin: Origin, target: Substring) {
        let withoutFragment = target.prefix { $0 != "#" }
        let path = withoutFragment.prefix { $0 != "?" }
        let query = withoutFragment.dropFirst(path.count)
        self.init(origin: origin, path: String(path), query: query.isEmpty ? nil : String(query.dropFirst()))
    }

    public var description: String { "\(origin)\(target)" }

    /// Path and query, as in a request line.
    public var target: String { path + (query.map { "?\($0)" } ?? "") }

    /// What a `Location` or `Link` found in an answer from here means: absolute, `//host/…`, `/…`, `?…` or relative.
    public func resolving(_ reference: String) -> WebURL? {
        if let absolute = WebURL(reference) { return absolute }
        if reference.isEmpty || reference.hasPrefix("#") { return self }
        guard reference.utf8.count <= 16_384, reference.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        if reference.hasPrefix("//") { return WebURL("\(origin.scheme):\(reference)") }
        if reference.hasPrefix("/") { return WebURL(origin: origin, target: Self.removingDots(reference)[...]) }
        if reference.hasPrefix("?") { return WebURL(origin: origin, target: (path + reference)[...]) }
        guard !reference.prefix(while: { $0 != "/" && $0 != "?" }).contains(":") else { return nil }
        let folder = path[...(path.lastIndex(of: "/") ?? path.startIndex)]
        return WebURL(origin: origin, target: (Self.removingDots(folder + reference))[...])
    }

    /// This address with `path` (already percent-encoded, with or without a leading slash) added to its own.
    public func appending(_ path: String, query: [(String, String)] = []) -> WebURL {
        let base = self.path.hasSuffix("/") ? String(self.path.dropLast()) : self.path
        let tail = path.hasPrefix("/") ? path : "/" + path
        let items = query.map { "\(Self.encode($0.0))=\(Self.encode($0.1))" }
        return WebURL(origin: origin, path: base + tail, query: items.isEmpty ? nil : items.joined(separator: "&"))
    }

    /// Percent-encodes everything but RFC 3986's unreserved characters, and `/` where `keepingSlashes`.
    public static func encode(_ text: String, keepingSlashes: Bool = false) -> String {
        let hex = Array("0123456789ABCDEF".utf8)
        var out: [UInt8] = []
        for unit in text.utf8 {
            switch unit {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: out.append(unit)
            case 0x2F where keepingSlashes: out.append(unit)
            default: out += [0x25, hex[Int(unit >> 4)], hex[Int(unit & 15)]]
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func origin(_ scheme: String, _ authority: Substring) -> Origin? {
        guard !authority.contains("@") else { return nil }
        var host = authority
        var port = scheme == "https" ? 443 : 80
        let afterBracket = authority.lastIndex(of: "]") ?? authority.startIndex
        if let colon = authority[afterBracket...].lastIndex(of: ":") {
            let digits = authority[authority.index(after: colon)...]
            // `Int` would take a sign, which other readers of the same address don't.
            guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits), (1...65_535).contains(number)
            else { return nil }
            port = number
            host = authority[..<colon]
        }
        guard isHost(host.utf8) else { return nil }
        return Origin(scheme: scheme, host: host.lowercased(), port: port)
    }

    /// A name of letters, digits, `-`, `.` and `_`, or an IPv6 address in brackets. Anything else (a percent, a backslash, a second
    /// colon) is read differently by different readers, and who is spoken to must not depend on that.
    private static func isHost(_ host: Substring.UTF8View) -> Bool {
        func isHexadecimal(_ unit: UInt8) -> Bool {
            (0x30...0x39).contains(unit) || (0x61...0x66).contains(unit | 0x20)
        }
        if host.first == UInt8(ascii: "[") {
            return host.count > 3 && host.last == UInt8(ascii: "]")
                && host.dropFirst().dropLast().allSatisfy { isHexadecimal($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
        }
        return !host.isEmpty && host.count <= 253
            && host.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || [0x2D, 0x2E, 0x5F].contains($0)
            }
    }

    /// RFC 3986 section 5.2.4, for the path part of `text`.
    private static func removingDots(_ text: String) -> String {
        let path = text.prefix { $0 != "?" && $0 != "#" }
        var kept: [Substring] = []
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            if segment == ".." {
                if kept.count > 1 { kept.removeLast() }
                if isLast { kept.append("") }
            } else if segment == "." {
                if isLast { kept.append("") }
            } else {
                kept.append(segment)
            }
        }
        return kept.joined(separator: "/") + text.dropFirst(path.count)
    }
}

extension String {
    /// `Range` of the first occurrence (the standard library has none without Foundation).
    fileprivate func range(of needle: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(needle) { return start..<index(start, offsetBy: needle.count) }
            start = index(after: start)
        }
        return nil
    }
}
