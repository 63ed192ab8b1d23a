extension JSONDocument {
    /// Like `init(parsing:limits:)`, but a text that is only wrong in its strings' encoding or in the size of its numbers is mended
    /// first. JavaScript writes half surrogate pairs (`"\ud83d"`) and other languages write numbers of any length; one such value must
    /// not cost a page of a thousand others.
    ///
    /// Half pairs and bytes that are not UTF-8 become U+FFFD; numbers that fit nowhere become strings of the same digits. Costs
    /// nothing for a sound text.
    public convenience init(repairing bytes: [UInt8], limits: Limits) throws(JSONError) {
        do throws(JSONError) {
            try self.init(parsing: bytes, limits: limits)
        } catch {
            guard [.encoding, .string, .number].contains(error.cause) else { throw error }
            try self.init(parsing: JSONRepair.repaired(bytes), limits: limits)
        }
    }
}

/// Rewrites what strict JSON refuses and a reader can still understand. Grammar is left as it is.
private enum JSONRepair {
    static func repaired(_ original: [UInt8]) -> [UInt8] {
        let bytes = Array(String(decoding: original, as: UTF8.self).utf8)
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + 64)
        var position = 0
        var isInString = false
        while position < bytes.count {
            let byte = bytes[position]
            if isInString, byte == UInt8(ascii: "\\") {
                position += escape(bytes, position, &out)
                continue
            }
            if byte == UInt8(ascii: "\"") { isInString.toggle() }
            if !isInString, byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte) {
                position += number(bytes, position, &out)
                continue
            }
            out.append(byte)
            position += 1
        }
        return out
    }

    /// How many bytes were read.
    private static func escape(_ bytes: [UInt8], _ position: Int, _ out: inout [UInt8]) -> Int {
        guard let unit = JSONEscapes.unit(bytes, at: position) else {
            let end = min(bytes.count, position + 2)
            out += bytes[position..<end]
            return end - position
        }
        if JSONEscapes.isHigh(unit), let low = JSONEscapes.unit(bytes, at: position + 6), JSONEscapes.isLow(low) {
            out += bytes[position..<(position + 12)]
            return 12
        }
        out += JSONEscapes.isHigh(unit) || JSONEscapes.isLow(unit) ? Array("\\ufffd".utf8) : Array(bytes[position..<(position + 6)])
        return 6
    }

    private static func number(_ bytes: [UInt8], _ position: Int, _ out: inout [UInt8]) -> Int {
        let text = bytes[position...].prefix { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
        if JSONNumberText.isNumber(text), !JSONNumberText.fits(text) {
            out.append(UInt8(ascii: "\""))
            out += text
            out.append(UInt8(ascii: "\""))
        } else {
            out += text
        }
        return text.count
    }
}
