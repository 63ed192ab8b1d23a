internal import Blobs
internal import Scanning

/// A held blob as the scanner reads files. Bytes that are not the blob's make it throw.
struct HeldBlobSource: ByteSource {
    private let reader: any BlobReader
    let size: Int64

    init(_ reader: any BlobReader) {
        self.reader = reader
        size = reader.size
    }

    func read(_ range: Range<Int64>) async throws -> [UInt8] {
        let reader = reader
        return try await Offload.run { () throws(BlobError) in
            try reader.check(range)
            var failure: BlobError?
            let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
                do throws(BlobError) {
                    count = try reader.read(into: UnsafeMutableRawBufferPointer(buffer), at: range.lowerBound)
                } catch {
                    failure = error
                }
            }
            if let failure { throw failure }
            return bytes
        }
    }
}
