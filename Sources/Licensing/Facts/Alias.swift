import Foundation

/// How names of licences are made comparable, however people typed them.
public enum Alias {
    /// The form in which aliases are kept and looked up: `Apache License, Version 2.0` becomes `apache-license-version-2.0`.
    ///
    /// Lower case; compatibility forms and accents undone (`ＭＩＴ`, `licença`); every run of anything but letters, digits, `+` and `.`
    /// becomes one `-`; no `-` or `.` at either end. Folding twice changes nothing. Time and memory grow linearly with the text.
    public static func fold(_ text: String) -> String {
        var text = text
        if let plain = text.utf8.withContiguousStorageIfAvailable({ foldASCII($0) }) {
            if let plain { return plain }
        } else {
            text.makeContiguousUTF8()
            return fold(text)
        }
        var folded = String.UnicodeScalarView()
        var pending = false
        for scalar in text.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
            let properties = scalar.properties
            switch properties.generalCategory {
            case .nonspacingMark, .spacingMark, .enclosingMark, .format:
                continue
            default:
                break
            }
            if properties.isAlphabetic || properties.numericType != nil || scalar == "+" || scalar == "." {
                if pending, !folded.isEmpty { folded.append("-") }
                pending = false
                folded.append(scalar)
            } else {
                pending = true
            }
        }
        while let last = folded.last, last == "." || last == "-" { folded.removeLast() }
        return String(String(folded).drop { $0 == "." || $0 == "-" })
    }

    /// nil where a byte is not ASCII: nearly every name is, and then nothing has to be decomposed.
    private static func foldASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
        return String(unsafeUninitializedCapacity: bytes.count) { output in
            var length = 0
            var pending = false
            for byte in bytes {
                let kept: UInt8
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"): kept = byte | 0x20
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"): kept = byte
                case UInt8(ascii: ".") where length > 0: kept = byte
                default:
                    pending = true
                    continue
                }
                if pending, length > 0 {
                    output[length] = UInt8(ascii: "-")
                    length += 1
                }
                pending = false
                output[length] = kept
                length += 1
            }
            while length > 0, output[length - 1] == UInt8(ascii: ".") || output[length - 1] == UInt8(ascii: "-") { length -= 1 }
            return length
        }
    }
}
