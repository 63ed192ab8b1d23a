/// Finds the first fault of a text that simdjson refused, because its DOM does not say where it is. Iterative: depth is only a count.
struct JSONFaultFinder {
    struct Fault {
        let cause: JSONError.Cause
        let offset: Int
        let detail: String
    }

    private enum Expected { case value, valueOrEnd, key, keyOrEnd, colon, commaOrEnd, nothing }

    private let bytes: [UInt8]
    private let maxDepth: Int
    private var position = 0
    private var isObject: [Bool] = []

    init(_ bytes: [UInt8], depth: Int) {
        self.bytes = bytes
        maxDepth = depth
    }

    /// nil: this reader sees none.
    mutating func firstFault() -> Fault? {
        if let bad = Self.firstInvalidUTF8(bytes) { return Fault(cause: .encoding, offset: bad, detail: "not UTF-8") }
        var expected = Expected.value
        while true {
            skipBlanks()
            guard position < bytes.count else {
                if expected == .nothing { return nil }
                if isObject.isEmpty && position == 0 || bytes.allSatisfy(Self.isBlank) { return fault(.empty, "the text is empty") }
                return fault(.grammar, "the text ends too early")
            }
            switch step(expected) {
            case .success(let next): expected = next
            case .failure(let stop): return stop.fault
            }
        }
    }

    private struct Stop: Error { let fault: Fault }

    private mutating func step(_ expected: Expected) -> Result<Expected, Stop> {
        let byte = bytes[position]
        switch (expected, byte) {
        case (.nothing, _): return stop(.grammar, "there is more text after the value")
        case (.colon, UInt8(ascii: ":")):
            position += 1
            return .success(.value)
        case (.colon, _): return stop(.grammar, "a colon is missing after a key")
        case (.commaOrEnd, UInt8(ascii: ",")):
            position += 1
            return .success(isObject.last == true ? .key : .value)
        case (.commaOrEnd, _), (.keyOrEnd, UInt8(ascii: "}")), (.valueOrEnd, UInt8(ascii: "]")): return close(byte)
        case (.key, UInt8(ascii: "\"")), (.keyOrEnd, UInt8(ascii: "\"")):
            if let fault = string() { return .failure(Stop(fault: fault)) }
            return .success(.colon)
        case (.key, _), (.keyOrEnd, _): return stop(.grammar, "a key in double quotes is missing")
        case (.value, _), (.valueOrEnd, _): return value(byte)
        }
    }

    private mutating func value(_ byte: UInt8) -> Result<Expected, Stop> {
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard isObject.count < maxDepth else { return stop(.tooDeep, "more than \(maxDepth) levels") }
            isObject.append(byte == UInt8(ascii: "{"))
            position += 1
            return .success(byte == UInt8(ascii: "{") ? .keyOrEnd : .valueOrEnd)
        case UInt8(ascii: "\""):
            if let fault = string() { return .failure(Stop(fault: fault)) }
        case UInt8(ascii: "-"), 0x30...0x39:
            if let fault = number() { return .failure(Stop(fault: fault)) }
        default:
            guard let word = ["true", "false", "null"].first(where: { bytes[position...].starts(with: $0.utf8) }) else {
                return stop(.grammar, "no value starts like this")
            }
            position += word.utf8.count
        }
        return .success(afterValue)
    }

    private mutating func close(_ byte: UInt8) -> Result<Expected, Stop> {
        guard let open = isObject.last, byte == (open ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
            return stop(.grammar, "a comma or a closing bracket is missing")
        }
        isObject.removeLast()
        position += 1
        return .success(afterValue)
    }

    private var afterValue: Expected { isObject.isEmpty ? .nothing : .commaOrEnd }

    private mutating func string() -> Fault? {
        let start = position
        position += 1
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return nil
            case UInt8(ascii: "\\"):
                if let fault = escape() { return fault }
            case 0..<0x20: return fault(.string, "a control character in a string is not escaped")
            default: position += 1
            }
        }
        return Fault(cause: .string, offset: start, detail: "the string does not end")
    }

    private mutating func escape() -> Fault? {
        guard position + 1 < bytes.count else { return fault(.string, "the string does not end") }
        guard bytes[position + 1] == UInt8(ascii: "u") else {
            guard "\"\\/bfnrt".utf8.contains(bytes[position + 1]) else { return fault(.string, "an unknown escape") }
            position += 2
            return nil
        }
        guard let unit = JSONEscapes.unit(bytes, at: position) else { return fault(.string, "\\u needs four hexadecimal digits") }
        if JSONEscapes.isLow(unit) { return fault(.string, "half of a surrogate pair") }
        if JSONEscapes.isHigh(unit) {
            guard let low = JSONEscapes.unit(bytes, at: position + 6), JSONEscapes.isLow(low) else {
                return fault(.string, "half of a surrogate pair")
            }
            position += 6
        }
        position += 6
        return nil
    }

    private mutating func number() -> Fault? {
        let start = position
        let isPart = { (byte: UInt8) in (0x30...0x39).contains(byte) || "+-.eE".utf8.contains(byte) }
        while position < bytes.count, isPart(bytes[position]) { position += 1 }
        let text = bytes[start..<position]
        guard JSONNumberText.isNumber(text) else { return Fault(cause: .number, offset: start, detail: "not a number of JSON") }
        guard JSONNumberText.fits(text) else { return Fault(cause: .number, offset: start, detail: "the number is too large") }
        return nil
    }

    private mutating func skipBlanks() {
        while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    private func fault(_ cause: JSONError.Cause, _ detail: String) -> Fault { Fault(cause: cause, offset: position, detail: detail) }

    private func stop(_ cause: JSONError.Cause, _ detail: String) -> Result<Expected, Stop> {
        .failure(Stop(fault: fault(cause, detail)))
    }

    private static func firstInvalidUTF8(_ bytes: [UInt8]) -> Int? {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var offset = 0
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar): offset += UTF8.width(scalar)
            case .emptyInput: return nil
            case .error: return offset
            }
        }
    }
}

/// `\uXXXX` in a text.
enum JSONEscapes {
    /// The code unit of an escape that starts at `position`, or nil.
    static func unit(_ bytes: [UInt8], at position: Int) -> UInt16? {
        guard position + 6 <= bytes.count, bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u") else {
            return nil
        }
        var value: UInt16 = 0
        for byte in bytes[(position + 2)..<(position + 6)] {
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt16(byte - 0x30)
            case 0x41...0x46: value = value << 4 | UInt16(byte - 0x41 + 10)
            case 0x61...0x66: value = value << 4 | UInt16(byte - 0x61 + 10)
            default: return nil
            }
        }
        return value
    }

    static func isHigh(_ unit: UInt16) -> Bool { (0xD800...0xDBFF).contains(unit) }
    static func isLow(_ unit: UInt16) -> Bool { (0xDC00...0xDFFF).contains(unit) }
}

/// The text of a number, by the grammar of RFC 8259 section 6.
enum JSONNumberText {
    static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let whole = digits(&rest)
        guard !whole.isEmpty, whole.count == 1 || whole.first != UInt8(ascii: "0") else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard !digits(&rest).isEmpty else { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
            guard !digits(&rest).isEmpty else { return false }
        }
        return rest.isEmpty
    }

    /// Whether simdjson takes it: integers in 64 bits, anything else as a finite double.
    static func fits(_ text: ArraySlice<UInt8>) -> Bool {
        let string = String(decoding: text, as: UTF8.self)
        if text.allSatisfy({ $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) }) {
            return Int64(string) != nil || UInt64(string) != nil
        }
        return Double(string).map(\.isFinite) ?? false
    }

    private static func digits(_ text: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let found = text.prefix { (0x30...0x39).contains($0) }
        text = text.dropFirst(found.count)
        return found
    }
}
