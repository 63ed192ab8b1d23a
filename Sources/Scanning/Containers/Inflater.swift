internal import CZlib

/// Unpacks deflated bytes piece by piece and never beyond a limit: what a bomb would unpack to is not asked for.
final class Inflater {
    /// How the deflated bytes are wrapped; the raw values are zlib's window bits.
    enum Wrapping: Int32 {
        /// As in zip.
        case raw = -15
        case zlib = 15
        case gzip = 31
    }

    private let stream: UnsafeMutablePointer<z_stream>
    private(set) var isFinished = false
    /// Bytes that were read.
    private(set) var consumed: Int64 = 0

    /// nil where memory is short.
    init?(_ wrapping: Wrapping) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard inflateInit2_(stream, wrapping.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            stream.deallocate()
            return nil
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Unpacks `input` to the end of `output`, which gets no longer than `limit`. False: the bytes are not deflated ones.
    func feed(_ input: [UInt8], into output: inout [UInt8], limit: Int) -> Bool {
        var input = input
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        return input.withUnsafeMutableBufferPointer { source in
            stream.pointee.next_in = source.baseAddress
            stream.pointee.avail_in = UInt32(source.count)
            defer { consumed += Int64(source.count) - Int64(stream.pointee.avail_in) }
            while !isFinished, output.count < limit {
                let room = min(piece.count, limit - output.count)
                let result = piece.withUnsafeMutableBufferPointer { target in
                    stream.pointee.next_out = target.baseAddress
                    stream.pointee.avail_out = UInt32(room)
                    return inflate(stream, Z_NO_FLUSH)
                }
                let made = room - Int(stream.pointee.avail_out)
                output += piece[..<made]
                if result == Z_STREAM_END { isFinished = true }
                if result == Z_BUF_ERROR || (result == Z_OK && stream.pointee.avail_in == 0 && made < room) { return true }
                if result != Z_OK && result != Z_STREAM_END { return false }
            }
            return true
        }
    }
}

/// The check sum of zip (CRC-32, ISO 3309).
struct CRC32 {
    private var value: UInt = 0

    mutating func add(_ bytes: some Collection<UInt8>) {
        let next = bytes.withContiguousStorageIfAvailable { crc32_z(value, $0.baseAddress, $0.count) }
        value = next ?? Array(bytes).withUnsafeBufferPointer { crc32_z(value, $0.baseAddress, $0.count) }
    }

    var checksum: UInt32 { UInt32(truncatingIfNeeded: value) }
}
