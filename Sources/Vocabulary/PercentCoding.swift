/// RFC 3986 percent-encoding, strict where a client could mean two things.
public enum PercentCoding {
    /// The text an encoded part stands for; nil for a broken escape or bytes that are not UTF-8. A plus is a plus.
    public static func decode(_ encoded: some StringProtocol, plusIsBlank: Bool = false) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(encoded.utf8.count)
        var units = encoded.utf8.makeIterator()
        while let unit = units.next() {
            switch unit {
            case UInt8(ascii: "%"):
                guard let high = units.next().flatMap(nibble), let low = units.next().flatMap(nibble) else { return nil }
                bytes.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsBlank: bytes.append(0x20)
            default: bytes.append(unit)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// Everything but unreserved characters escaped, and `/` where `keepingSlashes`.
    public static func encode(_ text: some StringProtocol, keepingSlashes: Bool = false) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count)
        for unit in text.utf8 {
            switch unit {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: out.append(unit)
            case 0x2F where keepingSlashes: out.append(unit)
            default: out += [0x25, hexDigits[Int(unit >> 4)], hexDigits[Int(unit & 15)]]
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static let hexDigits: [UInt8] = Array("0123456789ABCDEF".utf8)

    private static func nibble(_ unit: UInt8) -> UInt8? {
        switch unit {
        case 0x30...0x39: unit - 0x30
        case 0x41...0x46: unit - 0x41 + 10
        case 0x61...0x66: unit - 0x61 + 10
        default: nil
        }
    }
}

/// A query string or form body: pairs in order, names may repeat. What can't be decoded is left out, for clients send odd things.
public struct QueryItems: Sendable, Equatable {
    public private(set) var pairs: [(name: String, value: String)] = []

    /// At most `limit` pairs are read.
    public init(_ encoded: some StringProtocol, limit: Int = 4_096) {
        for part in encoded.split(separator: "&", maxSplits: limit, omittingEmptySubsequences: true).prefix(limit) {
            let name = part.prefix { $0 != "=" }
            let value = part.dropFirst(name.count).dropFirst()
            guard let name = PercentCoding.decode(name, plusIsBlank: true), !name.isEmpty,
                let value = PercentCoding.decode(value, plusIsBlank: true)
            else { continue }
            pairs.append((name, value))
        }
    }

    public static func == (left: QueryItems, right: QueryItems) -> Bool {
        left.pairs.elementsEqual(right.pairs) { $0.name == $1.name && $0.value == $1.value }
    }

    /// Pairs as they are.
    public init(pairs: [(name: String, value: String)]) { self.pairs = pairs }

    /// Every value of that name.
    public func values(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

    /// The last of that name, as in most servers; nil if it is missing or empty.
    public func value(_ name: String) -> String? {
        pairs.last { $0.name == name && !$0.value.isEmpty }?.value
    }

    /// `a&a`, `a[]`, and `a,b` (protocol reference 2.1), empty parts left out.
    public func list(_ name: String) -> [String] {
        pairs.filter { $0.name == name || $0.name == "\(name)[]" }
            .flatMap { $0.value.split(separator: ",").map(String.init) }
    }

    /// `true`, `True`, `1`: old Python clients capitalise.
    public func flag(_ name: String) -> Bool {
        value(name).map { ["true", "True", "TRUE", "1"].contains($0) } ?? false
    }

    /// The same query without one parameter, encoded again: safe inside a header.
    public func encoded(without name: String) -> String { encoded(without: [name]) }

    /// The same query without some parameters, encoded again: safe inside a header.
    public func encoded(without names: Set<String> = []) -> String {
        pairs.filter { !names.contains($0.name) }
            .map { "\(PercentCoding.encode($0.name))=\(PercentCoding.encode($0.value))" }.joined(separator: "&")
    }
}
