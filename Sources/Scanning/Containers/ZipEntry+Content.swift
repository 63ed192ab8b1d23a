extension ZipEntry {
    /// What the local header says (APPNOTE 4.3.7), and where the entry's bytes are.
    struct Local {
        let name: String
        let flags: UInt16
        let method: UInt16
        let checksum: UInt32
        /// From the local header's start to the end of the packed bytes.
        let place: Range<Int64>
        let content: Range<Int64>
    }

    /// nil where there is no local header or the bytes are not all there.
    func local(_ reader: RangeReader) async throws(ScanError) -> Local? {
        guard offset >= 0, packedSize >= 0, offset <= reader.size - 30 else { return nil }
        let head = try await reader.bytes(at: offset, count: 30)
        guard head.starts(with: ZipDirectory.magic), let flags = head.littleEndian(UInt16.self, at: 6),
            let method = head.littleEndian(UInt16.self, at: 8), let checksum = head.littleEndian(UInt32.self, at: 14),
            let nameLength = head.littleEndian(UInt16.self, at: 26), let extraLength = head.littleEndian(UInt16.self, at: 28)
        else { return nil }
        let start = offset + 30 + Int64(nameLength) + Int64(extraLength)
        guard start <= reader.size, packedSize <= reader.size - start else { return nil }
        let name = try await reader.bytes(at: offset + 30, count: Int(nameLength))
        return Local(
            name: String(decoding: name, as: UTF8.self), flags: flags, method: method, checksum: checksum,
            place: offset..<(start + packedSize),
            content: start..<(start + packedSize))
    }

    /// The first bytes of the entry, up to `limit`, unpacked; nil where they can't be had.
    func prefix(_ limit: Int, _ reader: RangeReader) async throws(ScanError) -> [UInt8]? {
        guard let local = try await local(reader) else { return nil }
        if isStored {
            return Array(try await reader.bytes(at: local.content.lowerBound, count: Int(min(Int64(limit), Int64(local.content.count)))))
        }
        guard isDeflated else { return nil }
        return try await reader.inflated(local.content, .raw, limit: limit)?.bytes
    }
}

extension RangeReader {
    /// Unpacks a range up to `limit` bytes; nil where it is not deflated.
    func inflated(
        _ range: Range<Int64>, _ wrapping: Inflater.Wrapping, limit: Int
    ) async throws(ScanError) -> (bytes: [UInt8], isWhole: Bool, consumed: Int64)? {
        guard let inflater = Inflater(wrapping) else { return nil }
        var output: [UInt8] = []
        var position = range.lowerBound
        while position < range.upperBound, output.count < limit, !inflater.isFinished {
            let count = Int(min(Int64(Self.piece), range.upperBound - position))
            guard inflater.feed(Array(try await bytes(at: position, count: count)), into: &output, limit: limit) else {
                return output.isEmpty ? nil : (output, false, inflater.consumed)
            }
            position += Int64(count)
        }
        return (output, inflater.isFinished, inflater.consumed)
    }
}
