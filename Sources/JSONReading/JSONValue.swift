internal import CSimdJSON

/// A value inside a document: two words and a reference to keep the document alive. Nothing is converted until it is asked for.
public struct JSONValue: Sendable {
    /// What a value is. Whole numbers in 64 bits are told apart from all others.
    public enum Kind: Sendable, Hashable, CaseIterable {
        case null, bool, integer, double, string, array, object
    }

    let document: JSONDocument
    /// Where simdjson's tape has this value.
    let index: Int
    private let tape: UnsafeRawPointerBox

    init(document: JSONDocument, raw: wb_json_value) {
        self.document = document
        index = raw.index
        tape = UnsafeRawPointerBox(pointer: raw.document)
    }

    var raw: wb_json_value { wb_json_value(document: tape.pointer, index: index) }

    public var kind: Kind {
        switch wb_json_value_kind(raw) {
        case WB_JSON_BOOL: .bool
        case WB_JSON_INT64, WB_JSON_UINT64: .integer
        case WB_JSON_DOUBLE: .double
        case WB_JSON_STRING: .string
        case WB_JSON_ARRAY: .array
        case WB_JSON_OBJECT: .object
        default: .null
        }
    }

    public var isNull: Bool { kind == .null }

    /// nil unless it is `true` or `false`.
    public var bool: Bool? {
        var value = false
        return wb_json_value_bool(raw, &value) ? value : nil
    }

    /// nil unless it is a whole number in range. `12.0` and `1e3` count as whole: JavaScript knows no difference.
    public var int64: Int64? {
        var value: Int64 = 0
        if wb_json_value_int64(raw, &value) { return value }
        guard kind == .double, let double else { return nil }
        return Int64(exactly: double)
    }

    /// Any number.
    public var double: Double? {
        var value = 0.0
        return wb_json_value_double(raw, &value) ? value : nil
    }

    /// A new String of a string value; nil for any other kind.
    public var string: String? { withUTF8 { String(decoding: $0, as: UTF8.self) } }

    /// The bytes of a string value, valid UTF-8, only during the call; nil for any other kind.
    public func withUTF8<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result? {
        var bytes: UnsafePointer<CChar>?
        var count = 0
        guard wb_json_value_string(raw, &bytes, &count) else { return nil }
        return try withExtendedLifetime(document) {
            try body(UnsafeBufferPointer(start: UnsafeRawPointer(bytes)?.assumingMemoryBound(to: UInt8.self), count: count))
        }
    }

    /// Whether it is a string of exactly these bytes. Makes no String.
    public func equals(_ text: StaticString) -> Bool {
        withUTF8 { bytes in
            bytes.count == text.utf8CodeUnitCount && bytes.elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: bytes.count))
        } ?? false
    }

    /// The elements of an array; nil for any other kind.
    public var array: JSONArray? {
        var cursor = wb_json_cursor()
        return wb_json_array_begin(raw, &cursor) ? JSONArray(value: self, cursor: cursor) : nil
    }

    /// The members of an object; nil for any other kind.
    public var object: JSONObject? {
        var cursor = wb_json_cursor()
        return wb_json_object_begin(raw, &cursor) ? JSONObject(value: self, cursor: cursor) : nil
    }

    /// The last member of that name; nil where there is none or this is no object. Looks through the whole object.
    public subscript(key: String) -> JSONValue? {
        var found = wb_json_value()
        var key = key
        let isFound = key.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { wb_json_object_find(raw, $0.baseAddress, $0.count, &found) }
        }
        return isFound ? JSONValue(document: document, raw: found) : nil
    }

    /// Compact JSON text of this value, order and repeated keys as in the document.
    public var serializedBytes: [UInt8] {
        var count = 0
        guard let text = wb_json_value_serialize(raw, &count) else { return Array("null".utf8) }
        defer { text.deallocate() }
        return Array(UnsafeRawBufferPointer(start: text, count: count))
    }

    /// The same as a String.
    public var serialized: String { String(decoding: serializedBytes, as: UTF8.self) }
}

/// A pointer into a document that the value's own reference keeps alive.
private struct UnsafeRawPointerBox: @unchecked Sendable {  // Safety: what it points at is immutable and outlives it.
    let pointer: UnsafeRawPointer?
}

/// The elements of an array, in order.
public struct JSONArray: Sequence, Sendable {
    public let value: JSONValue
    let start: Int
    let end: Int

    init(value: JSONValue, cursor: wb_json_cursor) {
        self.value = value
        start = cursor.index
        end = cursor.end
    }

    /// How many; simdjson counts to 16,777,215.
    public var count: Int { wb_json_value_count(value.raw) }
    public var underestimatedCount: Int { count }

    public func makeIterator() -> Iterator { Iterator(of: self) }

    /// Walks in the order of the text.
    public struct Iterator: IteratorProtocol {
        private let owner: JSONValue
        private var index: Int
        private let end: Int

        init(of array: JSONArray) {
            owner = array.value
            index = array.start
            end = array.end
        }

        public mutating func next() -> JSONValue? {
            var cursor = wb_json_cursor(document: owner.raw.document, index: index, end: end)
            var element = wb_json_value()
            guard wb_json_array_next(&cursor, &element) else { return nil }
            index = cursor.index
            return JSONValue(document: owner.document, raw: element)
        }
    }
}

/// The members of an object, in the order of the text; repeated keys are all there.
public struct JSONObject: Sequence, Sendable {
    public let value: JSONValue
    let start: Int
    let end: Int

    init(value: JSONValue, cursor: wb_json_cursor) {
        self.value = value
        start = cursor.index
        end = cursor.end
    }

    public var count: Int { wb_json_value_count(value.raw) }
    public var underestimatedCount: Int { count }

    public func makeIterator() -> Iterator { Iterator(of: self) }

    /// Walks in the order of the text.
    public struct Iterator: IteratorProtocol {
        private let owner: JSONValue
        private var index: Int
        private let end: Int

        init(of object: JSONObject) {
            owner = object.value
            index = object.start
            end = object.end
        }

        /// `key` is a string value: compare it with `equals(_:)`, or take its `string`.
        public mutating func next() -> (key: JSONValue, value: JSONValue)? {
            var cursor = wb_json_cursor(document: owner.raw.document, index: index, end: end)
            var key = wb_json_value()
            var value = wb_json_value()
            guard wb_json_object_next(&cursor, &key, &value) else { return nil }
            index = cursor.index
            return (JSONValue(document: owner.document, raw: key), JSONValue(document: owner.document, raw: value))
        }
    }
}
