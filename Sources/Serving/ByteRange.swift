/// What a `Range` header asks of a body of a known size (RFC 9110, section 14).
enum ByteRange: Equatable {
    /// No header, one that is not understood, or several ranges at once: the whole body with 200.
    case whole
    /// One range inside the body: 206.
    case part(Range<Int64>)
    /// No byte of the range exists: 416.
    case unsatisfiable

    init(_ header: String?, size: Int64) {
        guard let bounds = header.flatMap(Self.bounds) else {
            self = .whole
            return
        }
        switch bounds {
        case .from(let first, let last):
            guard first < size else {
                self = .unsatisfiable
                return
            }
            self = .part(first..<(min(last, size - 1) + 1))
        case .suffix(let count):
            guard count > 0, size > 0 else {
                self = .unsatisfiable
                return
            }
            self = .part(max(0, size - count)..<size)
        }
    }

    /// Whether a header is a single range we understand, whatever the size.
    static func isUnderstood(_ header: String?) -> Bool { header.flatMap(bounds) != nil }

    private enum Bounds {
        case from(Int64, last: Int64)
        case suffix(Int64)
    }

    private static func bounds(_ header: String) -> Bounds? {
        guard let equals = header.firstIndex(of: "="), header[..<equals].lowercased() == "bytes" else { return nil }
        let set = trimmed(header[header.index(after: equals)...])
        guard !set.contains(","), let dash = set.firstIndex(of: "-") else { return nil }
        let first = trimmed(set[..<dash])
        let last = trimmed(set[set.index(after: dash)...])
        if first.isEmpty { return number(last).map(Bounds.suffix) }
        guard let first = number(first) else { return nil }
        if last.isEmpty { return .from(first, last: .max - 1) }
        guard let last = number(last), first <= last else { return nil }
        return .from(first, last: last)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while let end = text.last, end == " " || end == "\t" { text.removeLast() }
        return text
    }

    /// Decimal digits; what is too large for any file counts as the greatest number.
    private static func number(_ text: Substring) -> Int64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return min(Int64(text) ?? .max, .max - 1)
    }
}

/// Conditional request headers against a strong entity tag (RFC 9110, section 13).
enum EntityTag {
    /// `If-None-Match`: weak comparison, `*` matches what exists.
    static func matchesAny(_ header: String, hex: String) -> Bool {
        let wanted = "\"\(hex)\""
        return header.split(separator: ",").contains { item in
            var item = item.drop { $0 == " " || $0 == "\t" }
            while let end = item.last, end == " " || end == "\t" { item.removeLast() }
            if item == "*" { return true }
            if item.hasPrefix("W/") { item = item.dropFirst(2) }
            return item == wanted || item == hex  // Some clients strip the quotes of every tag they see.
        }
    }

    /// `If-Range`: only the same strong tag lets a range through; a date never does, for we give none.
    static func allowsRange(_ header: String?, hex: String) -> Bool {
        header.map { $0 == "\"\(hex)\"" } ?? true
    }
}
