internal import Vocabulary

/// Names of models and refs as file names, and back: no two names share one, and none is special to a file system.
///
/// Letters, digits, `.`, `_` and `-` stay; every other byte is `%XX`, and so is a leading dot and the first letter of
/// `revisions` and `refs`, which the shelf uses itself. What is longer than a file name may be is cut into folders, each but
/// the last ending in a bare `%`. Names that differ only in case stay different: the shelf needs a file system that keeps
/// case apart, as Linux's do.
enum ShelfName {
    private static let limit = 240

    static func encode(_ segment: some StringProtocol) -> String {
        let isOurs = segment == "revisions" || segment == "refs"
        var out = ""
        var room = limit
        for (index, unit) in segment.utf8.enumerated() {
            let isSafe: Bool
            switch unit {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D: isSafe = !(isOurs && index == 0)
            case 0x2E: isSafe = index > 0
            default: isSafe = false
            }
            if room < 3 {
                out += "%/"
                room = limit
            }
            if isSafe {
                out.unicodeScalars.append(Unicode.Scalar(unit))
                room -= 1
            } else {
                out += "%" + hex(unit >> 4) + hex(unit & 15)
                room -= 3
            }
        }
        return out
    }

    /// nil for what `encode` does not give.
    static func decode(_ name: some StringProtocol) -> String? {
        var bytes: [UInt8] = []
        var units = name.utf8.makeIterator()
        while let unit = units.next() {
            guard unit == UInt8(ascii: "%") else {
                bytes.append(unit)
                continue
            }
            guard let high = units.next().flatMap(value), let low = units.next().flatMap(value) else { return nil }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// The folder of a model below the shelf's root.
    static func folder(of model: ModelID) -> String {
        "\(model.hub)/" + model.path.split(separator: "/").map { encode($0) }.joined(separator: "/")
    }

    private static func hex(_ digit: UInt8) -> String { String(digit, radix: 16, uppercase: true) }

    private static func value(_ unit: UInt8) -> UInt8? {
        switch unit {
        case 0x30...0x39: unit - 0x30
        case 0x41...0x46: unit - 0x41 + 10
        default: nil
        }
    }
}
