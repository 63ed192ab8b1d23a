import HTTPTypes
import Hummingbird
import NIOCore
import NIOPosix

/// An answer, and what shall go wrong on its way.
struct Delivery: Sendable {
    var answer: Answer
    var dropsBeforeHead = false
    var dropAfter: Int64?
    var stall: (after: Int64?, time: Duration)?
    /// Place in the whole file.
    var flippedByte: Int64?
    var lengthError: Int64 = 0

    init(_ answer: Answer) { self.answer = answer }

    /// Why a body ends early.
    struct Dropped: Error {}

    /// Bytes that are read and sent at once.
    private static let pieceSize = 1 << 20

    /// The response for Hummingbird. A body goes out in pieces as the client takes them.
    func response(isHead: Bool) -> Response {
        var headers = answer.headers
        let length = answer.body.length
        if answer.status != 304 { headers[.contentLength] = String(max(0, length + lengthError)) }
        let status = HTTPResponse.Status(code: answer.status)
        guard !isHead, answer.status != 304 else { return Response(status: status, headers: headers) }
        if isUndisturbed, case .bytes(let bytes) = answer.body {
            return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        }
        return Response(
            status: status, headers: headers,
            body: ResponseBody(contentLength: Int(length)) { [self] writer in
                try await send(length, to: &writer)
                try await writer.finish(nil)
            })
    }

    private var isUndisturbed: Bool { dropAfter == nil && stall == nil && flippedByte == nil && lengthError == 0 }

    private func send(_ length: Int64, to writer: inout any ResponseBodyWriter) async throws {
        let source = try Source(answer.body)
        // A ring: a buffer is used again when the one before last has certainly left for the socket, else NIO copies.
        var ring = [ByteBuffer](repeating: ByteBuffer(), count: 4)
        var done: Int64 = 0
        var turn = 0
        while done < length {
            var size = min(Int64(Self.pieceSize), length - done)
            if let stop = dropAfter {
                guard done < stop else { throw Dropped() }
                size = min(size, stop - done)
            }
            if let stall, let after = stall.after, done <= after {
                if done == after { try await Task.sleep(for: stall.time) } else { size = min(size, after - done) }
            }
            var buffer = ring[turn]
            ring[turn] = ByteBuffer()
            buffer.clear(minimumCapacity: Int(size))
            buffer = try await source.fill(buffer, count: Int(size), at: done)
            guard buffer.readableBytes == Int(size) else { throw Dropped() }
            flip(in: &buffer, from: done)
            try await writer.write(buffer)
            ring[turn] = buffer
            turn = (turn + 1) % ring.count
            done += size
        }
        if dropAfter != nil || lengthError > 0 { throw Dropped() }
    }

    private func flip(in buffer: inout ByteBuffer, from done: Int64) {
        guard let flippedByte else { return }
        var start = done
        if case .file(_, let range) = answer.body { start += range.lowerBound }
        let index = flippedByte - start
        guard index >= 0, index < buffer.readableBytes, let byte = buffer.getInteger(at: Int(index), as: UInt8.self) else { return }
        buffer.setInteger(byte ^ 1, at: Int(index))
    }

    /// Where the pieces come from.
    private enum Source: Sendable {
        case memory([UInt8])
        case disk(OpenedFile, start: Int64)
        case repeated(UInt8)

        init(_ body: Answer.Body) throws {
            switch body {
            case .bytes(let bytes): self = .memory(bytes)
            case .json(let json): self = .memory(json.bytes)
            case .repeated(let byte, _): self = .repeated(byte)
            case .file(.memory(let bytes), let range): self = .memory(Array(bytes[Int(range.lowerBound)..<Int(range.upperBound)]))
            case .file(.disk(let path), let range): self = .disk(try OpenedFile(path), start: range.lowerBound)
            }
        }

        func fill(_ empty: consuming ByteBuffer, count: Int, at offset: Int64) async throws -> ByteBuffer {
            var buffer = empty
            switch self {
            case .memory(let bytes): buffer.writeBytes(bytes[Int(offset)..<(Int(offset) + count)])
            case .repeated(let byte): buffer.writeRepeatingByte(byte, count: count)
            case .disk(let file, let start):
                nonisolated(unsafe) var target = buffer  // Safety: handed over and given back; nobody else has it meanwhile.
                buffer = ByteBuffer()
                return try await NIOThreadPool.singleton.runIfActive {
                    try target.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { space in
                        try file.read(into: UnsafeMutableRawBufferPointer(rebasing: space[..<count]), at: start + offset)
                    }
                    return target
                }
            }
            return buffer
        }
    }
}
