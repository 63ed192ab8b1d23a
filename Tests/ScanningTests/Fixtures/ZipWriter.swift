import CZlib

/// Writes zip archives, honest ones and others.
struct ZipWriter {
    struct Entry {
        var name: String
        var data: [UInt8]
        var isDeflated = false
        var flags: UInt16 = 0
        /// Instead of the true ones.
        var localName: String?
        var checksum: UInt32?
        var size: UInt32?
        var packedSize: UInt32?
        var method: UInt16?
        var offset: UInt32?
        /// Bytes that are put before it and belong to nothing.
        var gap = 0
    }

    var entries: [Entry] = []
    var prefix: [UInt8] = []
    var suffix: [UInt8] = []
    var announced: UInt16?

    init(_ entries: [(String, [UInt8])] = []) { self.entries = entries.map { Entry(name: $0.0, data: $0.1) } }

    var file: [UInt8] {
        var out = prefix
        var directory: [UInt8] = []
        for entry in entries {
            out += [UInt8](repeating: 0xEE, count: entry.gap)
            let offset = entry.offset ?? UInt32(out.count - prefix.count)
            let packed = entry.isDeflated ? deflated(entry.data, bits: -15) : entry.data
            var sizes: [UInt8] = []
            sizes.little(entry.checksum ?? UInt32(truncatingIfNeeded: crc32_z(0, entry.data, entry.data.count)))
            sizes.little(entry.packedSize ?? UInt32(packed.count))
            sizes.little(entry.size ?? UInt32(entry.data.count))
            let method = entry.method ?? (entry.isDeflated ? 8 : 0)
            out += [0x50, 0x4B, 3, 4, 20, 0]
            out.little(entry.flags)
            out.little(method)
            out.little(UInt32(0))
            out += sizes
            out.little(UInt16((entry.localName ?? entry.name).utf8.count))
            out.little(UInt16(0))
            out.text(entry.localName ?? entry.name)
            out += packed
            directory += [0x50, 0x4B, 1, 2, 20, 0, 20, 0]
            directory.little(entry.flags)
            directory.little(method)
            directory.little(UInt32(0))
            directory += sizes
            directory.little(UInt16(entry.name.utf8.count))
            directory += [UInt8](repeating: 0, count: 12)
            directory.little(offset)
            directory.text(entry.name)
        }
        let start = out.count - prefix.count
        out += directory
        out += [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
        out.little(announced ?? UInt16(entries.count))
        out.little(announced ?? UInt16(entries.count))
        out.little(UInt32(directory.count))
        out.little(UInt32(start))
        out.little(UInt16(0))
        return out + suffix
    }
}

/// zlib's own packing: -15 as in zip, 15 zlib, 31 gzip.
func deflated(_ data: [UInt8], bits: Int32) -> [UInt8] {
    var stream = z_stream()
    guard deflateInit2_(&stream, 6, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return [] }
    defer { deflateEnd(&stream) }
    var input = data
    var output = [UInt8](repeating: 0, count: data.count + data.count / 100 + 1_000)
    let count = input.withUnsafeMutableBufferPointer { source in
        output.withUnsafeMutableBufferPointer { target in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(source.count)
            stream.next_out = target.baseAddress
            stream.avail_out = UInt32(target.count)
            _ = deflate(&stream, Z_FINISH)
            return target.count - Int(stream.avail_out)
        }
    }
    return Array(output.prefix(count))
}
