internal import Variants

extension ONNXOutline {
    /// A `TensorProto`: its shape and type, and where its bytes are; they themselves are passed over.
    mutating func readTensor(_ message: ProtoReader) async throws(ScanError) {
        var message = message
        var shape: [Int64] = []
        var type: Int64 = 0
        var name = ""
        var rawBytes: Int64?
        while let field = try await message.next() {
            switch (field.number, field.content) {
            case (1, .varint(let value)): shape.append(Int64(truncatingIfNeeded: value))
            case (1, .bytes(let range)): shape += try await packed(message, range)
            case (2, .varint(let value)): type = Int64(truncatingIfNeeded: value)
            case (8, .bytes(let range)): name = try await text(message, range)
            case (9, .bytes(let range)): rawBytes = Int64(range.count)
            case (13, .bytes(let range)): try await readExternal(ProtoReader(message.reader, range))
            default: break
            }
            guard shape.count <= 64 else {
                throw .tooMuch(file: message.reader.name, reason: "'\(name.shortened)' has too many dimensions")
            }
        }
        do throws(HeaderFault) {
            let known = Self.types[type]
            let elements = try TensorTally.elements(shape, of: name)
            let bytes = try TensorTally.bytes(elements, bits: known?.bits ?? 0, of: name)
            if let rawBytes, let known, known.bits > 0, rawBytes != bytes {
                throw .malformed("'\(name.shortened)' has \(rawBytes) bytes where its shape takes \(bytes)")
            }
            var tally = TensorTally(facts.tensors)
            try tally.add(known?.name ?? "type_\(type)", elements: elements, bytes: rawBytes ?? bytes)
            facts.tensors = tally.totals
        } catch {
            throw error.error(in: message.reader.name)
        }
    }

    private func packed(_ message: ProtoReader, _ range: Range<Int64>) async throws(ScanError) -> [Int64] {
        var values: [Int64] = []
        var value: UInt64 = 0
        var shift: UInt64 = 0
        for byte in try await message.bytes(range, limit: 640) {
            guard shift < 64 else { throw message.malformed("a dimension has more than 64 bits") }
            value |= UInt64(byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 {
                values.append(Int64(truncatingIfNeeded: value))
                (value, shift) = (0, 0)
            }
        }
        return values
    }

    /// Key and value; the key `location` names a file beside the model.
    private mutating func readExternal(_ message: ProtoReader) async throws(ScanError) {
        var message = message
        var key = ""
        var value = ""
        while let field = try await message.next() {
            switch (field.number, field.content) {
            case (1, .bytes(let range)): key = try await text(message, range)
            case (2, .bytes(let range)): value = try await text(message, range)
            default: break
            }
        }
        guard key == "location" else { return }
        externalFiles.insert(value)
        guard externalFiles.count <= Self.externalLimit else {
            throw .tooMuch(file: message.reader.name, reason: "more than \(Self.externalLimit) files hold its weights")
        }
    }

    /// `TensorProto.DataType`; texts have no fixed width.
    private static let types: [Int64: (name: String, bits: Int64)] = [
        1: ("f32", 32), 2: ("u8", 8), 3: ("i8", 8), 4: ("u16", 16), 5: ("i16", 16), 6: ("i32", 32), 7: ("i64", 64), 8: ("string", 0),
        9: ("bool", 8), 10: ("f16", 16), 11: ("f64", 64), 12: ("u32", 32), 13: ("u64", 64), 14: ("c64", 64), 15: ("c128", 128),
        16: ("bf16", 16), 17: ("f8_e4m3", 8), 18: ("f8_e4m3fnuz", 8), 19: ("f8_e5m2", 8), 20: ("f8_e5m2fnuz", 8), 21: ("u4", 4),
        22: ("i4", 4), 23: ("f4", 4), 24: ("f8_e8m0", 8),
    ]
}
