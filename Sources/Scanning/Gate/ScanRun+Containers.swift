extension ScanRun {
    /// A file that is packed as a whole, as joblib and old exports are.
    func packed(_ reader: RangeReader, _ wrapping: Inflater.Wrapping, _ subject: Subject) async throws(ScanError) {
        guard unpacked < limits.unpackedTotal else { return note(.archiveTooMuch, Self.tooMuchInAll(limits), Subject(name: name)) }
        guard let result = try await reader.inflated(0..<reader.size, wrapping, limit: limits.unpacked), !result.bytes.isEmpty else {
            // Two bytes are soon met by chance.
            if wrapping == .zlib { return try await pickle(reader, subject, isCertain: false) }
            return note(.archiveBroken, "it can't be unpacked", subject)
        }
        unpacked += Int64(result.bytes.count)
        if !result.isWhole {
            let isCut = result.bytes.count < limits.unpacked
            note(
                isCut ? .archiveBroken : .archiveTooMuch, isCut ? "it breaks off" : "it unpacks to more than \(limits.unpacked) bytes",
                subject)
        }
        var part = subject
        part.depth += 1
        if let end = [".gz", ".z"].first(where: { subject.name.hasSuffix($0) }) { part.name = String(subject.name.dropLast(end.count)) }
        try await look(at: RangeReader(name: name, source: MemorySource(result.bytes), budget: .whole), part)
    }

    static func tooMuchInAll(_ limits: FileScanner.Limits) -> String {
        "all that is packed in it takes more than \(limits.unpackedTotal) bytes"
    }

    /// A tar archive (POSIX, "ustar"): blocks of 512 bytes. Long names of either extension are entries of their own here, which does no
    /// harm: only contents are looked at.
    func tar(_ reader: RangeReader, _ subject: Subject) async throws(ScanError) {
        var position: Int64 = 0
        while position + 512 <= reader.size {
            let block = Array(try await reader.bytes(at: position, count: 512))
            if block.allSatisfy({ $0 == 0 }) { return }
            guard block[257..<262].elementsEqual(Array("ustar".utf8)), let size = Self.tarNumber(block[124..<136]),
                size <= reader.size - position - 512
            else { throw .malformed(file: name, reason: "the tar block at \(position) describes no entry") }
            entries += 1
            guard entries <= limits.entries else { return note(.archiveTooMuch, "more than \(limits.entries) entries", subject) }
            let entry = String(decoding: block[0..<100].prefix { $0 != 0 }, as: UTF8.self)
            if entry.hasPrefix("/") || entry.split(separator: "/").contains("..") {
                note(.zipUnsafeName, "\(entry.shortened) leads out of the folder", subject)
            }
            if block[156] == UInt8(ascii: "1") || block[156] == UInt8(ascii: "2") {
                note(.zipUnsafeName, "\(entry.shortened) is a link", subject)
            }
            let start = position + 512
            if size > 0 {
                let content = SliceSource(whole: reader.source, range: start..<(start + size))
                try await look(at: RangeReader(name: name, source: content, budget: .whole), subject.entry(entry))
            }
            position = start + (size + 511) / 512 * 512
        }
    }

    /// Octal digits, or a number with its first bit set (GNU).
    private static func tarNumber(_ field: ArraySlice<UInt8>) -> Int64? {
        if let first = field.first, first & 0x80 != 0 {
            var value = UInt64(first & 0x7F)
            for byte in field.dropFirst() {
                guard value < 1 << 55 else { return nil }
                value = value << 8 | UInt64(byte)
            }
            return Int64(exactly: value)
        }
        let digits = field.filter { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
        return digits.isEmpty ? 0 : Int64(String(decoding: digits, as: UTF8.self), radix: 8)
    }
}
