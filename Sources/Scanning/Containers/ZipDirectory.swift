/// The directory of a zip archive, read from its end with two or three requests (PKWARE, APPNOTE 6.3.10, sections 4.3.12 to 4.3.16).
struct ZipDirectory {
    static let magic: [UInt8] = [0x50, 0x4B, 3, 4]
    static let emptyMagic: [UInt8] = [0x50, 0x4B, 5, 6]
    /// Archives of weights have some thousand entries; of a data set, more.
    static let entryLimit = 200_000
    static let sizeLimit: Int64 = 64 << 20
    /// A comment has at most 65,535 bytes, the end record 22 and the locator of its 64-bit form 20; the rest is for junk behind.
    private static let tail: Int64 = 66_000

    private(set) var entries: [ZipEntry] = []
    private(set) var oddities: Set<ZipOddity> = []
    /// Where the directory is, offsets of the archive counted from the start of the file.
    private(set) var place: Range<Int64> = 0..<0
    /// How far all offsets are off: an archive that was put behind something else.
    private(set) var shift: Int64 = 0

    static func read(_ reader: RangeReader) async throws(ScanError) -> ZipDirectory {
        let start = max(0, reader.size - tail)
        let tail = Array(try await reader.bytes(at: start, count: Int(reader.size - start), ahead: Int(tail)))
        let ends = ZipEnd.all(in: tail)
        guard let end = ends.last else { throw .malformed(file: reader.name, reason: "it is a zip archive without an end record") }
        var directory = ZipDirectory()
        let found = try await directory.locate(end, tail: tail, tailStart: start, reader)
        let after = start + Int64(end.position) + 22 + Int64(end.commentLength)
        if after != reader.size { directory.oddities.insert(.suffix(reader.size - after)) }
        // End records within entries are those of archives within; those behind the directory are rivals.
        let declaredEnd = found.offset.addingClamped(Int64(directory.place.count))
        if ends.dropLast().contains(where: { start + Int64($0.position) >= min(directory.place.upperBound, declaredEnd) }) {
            directory.oddities.insert(.twoDirectories)
        }
        let text = Array(try await reader.bytes(at: directory.place.lowerBound, count: directory.place.count))
        directory.parse(text, announced: found.count)
        if directory.shift != 0 { try await directory.readDeclared(found, reader) }
        return directory
    }

    /// Finds the directory of an end record, in its 64-bit form where there is one. What honest writers write lies end to end.
    private mutating func locate(
        _ end: ZipEnd, tail: [UInt8], tailStart: Int64, _ reader: RangeReader
    ) async throws(ScanError) -> (count: UInt64, offset: Int64) {
        var count = UInt64(end.count)
        var size = UInt64(end.size)
        var offset = UInt64(end.offset)
        var behind = tailStart + Int64(end.position)
        if end.position >= 20, tail.littleEndian(UInt32.self, at: end.position - 20) == 0x0706_4B50,
            let record = tail.littleEndian(UInt64.self, at: end.position - 12), let place = Int64(exactly: record),
            let wide = try await Self.wideEnd(near: place, before: behind - 20, reader)
        {
            behind = wide.position
            (count, size, offset) = (wide.count, wide.size, wide.offset)
        }
        guard let size = Int64(exactly: size), let offset = Int64(exactly: offset), size <= behind, size <= Self.sizeLimit else {
            throw .malformed(file: reader.name, reason: "its directory is longer than the archive, or than \(Self.sizeLimit) bytes")
        }
        // As Python does: the directory is right before the end record, and what the offset says otherwise holds for all offsets.
        shift = behind - size - offset
        place = (behind - size)..<behind
        if shift != 0 { oddities.insert(.prefix(shift)) }
        return (count, offset)
    }

    /// PyTorch's reader goes by the offset alone: what it would find counts as well.
    private mutating func readDeclared(_ found: (count: UInt64, offset: Int64), _ reader: RangeReader) async throws(ScanError) {
        guard found.offset <= reader.size - Int64(place.count) else { return }
        let text = Array(try await reader.bytes(at: found.offset, count: place.count))
        let first = entries
        (entries, shift) = ([], 0)
        parse(text, announced: found.count)
        if entries.isEmpty {
            (entries, shift) = (first, place.lowerBound - found.offset)
        } else {
            oddities.insert(.twoDirectories)
            entries = first + entries
        }
    }

    /// The 64-bit end record: where the locator says, or right before the locator.
    private static func wideEnd(
        near place: Int64, before locator: Int64, _ reader: RangeReader
    ) async throws(ScanError) -> (position: Int64, count: UInt64, size: UInt64, offset: UInt64)? {
        for position in [place, locator - 56] where position >= 0 && position <= reader.size - 56 {
            let record = try await reader.bytes(at: position, count: 56)
            if record.littleEndian(UInt32.self, at: 0) == 0x0606_4B50, let count = record.littleEndian(UInt64.self, at: 32),
                let size = record.littleEndian(UInt64.self, at: 40), let offset = record.littleEndian(UInt64.self, at: 48)
            {
                return (position, count, size, offset)
            }
        }
        return nil
    }

    /// Entries up to the first that is broken.
    private mutating func parse(_ text: [UInt8], announced: UInt64) {
        var names: Set<String> = []
        var position = 0
        while let entry = ZipEntry(directory: text, at: &position, shift: shift) {
            guard entries.count < Self.entryLimit else { break }
            if !names.insert(entry.name).inserted { oddities.insert(.repeatedName(entry.name.shortened)) }
            if entry.name.hasPrefix("/") || entry.name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).contains("..") {
                oddities.insert(.unsafeName(entry.name.shortened))
            }
            // Bit 0: encrypted; 5: a patch; 6: strongly encrypted; 13: masked.
            if entry.flags & 0x2061 != 0 { oddities.insert(.flags(entry.name.shortened)) }
            entries.append(entry)
        }
        if UInt64(entries.count) != announced || position != text.count { oddities.insert(.wrongCount) }
    }
}

/// An end record (APPNOTE 4.3.16), by its place in the bytes it was found in.
struct ZipEnd {
    let position: Int
    let count: UInt16
    let size: UInt32
    let offset: UInt32
    let commentLength: UInt16

    static func all(in bytes: [UInt8]) -> [ZipEnd] {
        guard bytes.count >= 22 else { return [] }
        var found: [ZipEnd] = []
        for position in 0...(bytes.count - 22) where bytes[position] == 0x50 && bytes[position + 1] == 0x4B {
            guard bytes[position + 2] == 5, bytes[position + 3] == 6, let count = bytes.littleEndian(UInt16.self, at: position + 10),
                let size = bytes.littleEndian(UInt32.self, at: position + 12),
                let offset = bytes.littleEndian(UInt32.self, at: position + 16),
                let comment = bytes.littleEndian(UInt16.self, at: position + 20)
            else { continue }
            found.append(ZipEnd(position: position, count: count, size: size, offset: offset, commentLength: comment))
        }
        return found
    }
}

extension ZipEntry {
    /// Reads one entry of the directory (APPNOTE 4.3.12), and its 64-bit sizes (4.5.3); nil at the end or where it is broken.
    init?(directory text: [UInt8], at position: inout Int, shift: Int64) {
        guard text.littleEndian(UInt32.self, at: position) == 0x0201_4B50, let flags = text.littleEndian(UInt16.self, at: position + 8),
            let method = text.littleEndian(UInt16.self, at: position + 10),
            let checksum = text.littleEndian(UInt32.self, at: position + 16),
            let packed = text.littleEndian(UInt32.self, at: position + 20), let size = text.littleEndian(UInt32.self, at: position + 24),
            let nameLength = text.littleEndian(UInt16.self, at: position + 28),
            let extraLength = text.littleEndian(UInt16.self, at: position + 30),
            let commentLength = text.littleEndian(UInt16.self, at: position + 32),
            let offset = text.littleEndian(UInt32.self, at: position + 42)
        else { return nil }
        let nameStart = position + 46
        let extraStart = nameStart + Int(nameLength)
        let end = extraStart + Int(extraLength) + Int(commentLength)
        guard end <= text.count else { return nil }
        var wide = WideSizes(text[extraStart..<(extraStart + Int(extraLength))])
        self.flags = flags
        self.method = method
        self.checksum = checksum
        name = String(decoding: text[nameStart..<extraStart], as: UTF8.self)
        self.size = size == .max ? wide.next() : Int64(size)
        packedSize = packed == .max ? wide.next() : Int64(packed)
        self.offset = (offset == .max ? wide.next() : Int64(offset)).addingClamped(shift)
        position = end
    }
}

/// The 64-bit sizes in an entry's extra fields, in the order that the standard gives them.
struct WideSizes {
    private var rest: ArraySlice<UInt8> = []

    init(_ extra: ArraySlice<UInt8>) {
        var extra = extra
        while let id = extra.littleEndian(UInt16.self, at: 0), let length = extra.littleEndian(UInt16.self, at: 2) {
            let body = extra.dropFirst(4).prefix(Int(length))
            if id == 1 { rest = body }
            extra = extra.dropFirst(4 + Int(length))
        }
    }

    mutating func next() -> Int64 {
        defer { rest = rest.dropFirst(8) }
        return Int64(clamping: rest.littleEndian(UInt64.self, at: 0) ?? UInt64(UInt32.max))
    }
}
