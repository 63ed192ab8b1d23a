internal import CSimdJSON

/// A parsed JSON text (RFC 8259, read by simdjson): strict about grammar, numbers and UTF-8, and immutable. It keeps its own copy
/// of the strings, so the bytes it was made of may go.
///
/// Where an object repeats a key, iteration gives every member and lookup gives the last one, as browsers and Python do.
public final class JSONDocument: @unchecked Sendable {  // Safety: the C++ document is only written by `init`.
    /// What a caller is willing to take.
    public struct Limits: Sendable, Hashable {
        /// Bytes of text.
        public var size: Int
        /// Objects and arrays inside one another.
        public var depth: Int

        public init(size: Int, depth: Int = 128) {
            self.size = size
            self.depth = depth
        }
    }

    let handle: OpaquePointer

    /// Parses a whole text, or says what is wrong with it and where.
    public init(parsing bytes: [UInt8], limits: Limits) throws(JSONError) {
        guard bytes.count <= limits.size else {
            throw JSONError(.tooLarge, offset: limits.size, detail: "the text has \(bytes.count) bytes, the limit is \(limits.size)")
        }
        var fault = WB_JSON_OK
        let made = bytes.withUnsafeBufferPointer {
            wb_json_document_parse($0.baseAddress, $0.count, max(1, limits.depth), &fault)
        }
        guard let made else { throw JSONError.explaining(fault, in: bytes, depth: limits.depth) }
        handle = made
    }

    /// Parses a text up to `limit` bytes and 128 levels.
    public convenience init(parsing bytes: [UInt8], limit: Int) throws(JSONError) {
        try self.init(parsing: bytes, limits: Limits(size: limit))
    }

    deinit { wb_json_document_free(handle) }

    /// The value the text is.
    public var root: JSONValue { JSONValue(document: self, raw: wb_json_document_root(handle)) }
}
