internal import Vocabulary

/// Licence lines of a front matter that is not YAML as a whole.
enum CardSalvage {
    /// Lines of the form `license: text` that start at the margin and whose value needs no YAML to be understood.
    static func licenses(in yaml: ArraySlice<UInt8>) -> [LicenseClaim] {
        var claims: [LicenseClaim] = []
        for line in yaml.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) where claims.count < 16 && line.count <= 1_000 {
            for field in [LicenseClaim.Field.license, .licenseName, .licenseLink] {
                let start = Array("\(field.rawValue):".utf8)
                guard line.starts(with: start), let value = simple(line.dropFirst(start.count)) else { continue }
                claims.append(LicenseClaim(field, raw: value))
            }
        }
        return claims
    }

    private static func simple(_ bytes: ArraySlice<UInt8>) -> String? {
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        guard let first = bytes.first, isBlank(first) else { return nil }
        var text = bytes.drop(while: isBlank)
        while let last = text.last, isBlank(last) { text = text.dropLast() }
        guard let start = text.first, !text.contains(0) else { return nil }
        if start == UInt8(ascii: "\"") || start == UInt8(ascii: "'") {
            let inner = text.dropFirst().dropLast()
            guard text.count > 2, text.last == start, !inner.contains(start), !inner.contains(UInt8(ascii: "\\")) else { return nil }
            return String(decoding: inner, as: UTF8.self)
        }
        guard !"[]{}&*!|>%@`#,?:-".utf8.contains(start) else { return nil }
        let value = String(decoding: text, as: UTF8.self)
        return value.contains(": ") || value.contains(" #") ? nil : value
    }
}
