/// Writes protobuf messages.
struct ProtoWriter {
    private(set) var bytes: [UInt8] = []

    static func varint(_ value: UInt64) -> [UInt8] {
        var out: [UInt8] = []
        var rest = value
        while rest >= 0x80 {
            out.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        return out + [UInt8(rest)]
    }

    mutating func number(_ field: UInt64, _ value: UInt64) { bytes += Self.varint(field << 3) + Self.varint(value) }
    mutating func data(_ field: UInt64, _ value: [UInt8]) {
        bytes += Self.varint(field << 3 | 2) + Self.varint(UInt64(value.count)) + value
    }
    mutating func text(_ field: UInt64, _ value: String) { data(field, Array(value.utf8)) }
    mutating func message(_ field: UInt64, _ body: (inout ProtoWriter) -> Void) {
        var inner = ProtoWriter()
        body(&inner)
        data(field, inner.bytes)
    }
}

/// An ONNX model with one initializer of raw bytes and one beside the file.
func onnx(rawBytes: Int = 24, location: String = "weights.bin", dimension: UInt64 = 3) -> [UInt8] {
    var model = ProtoWriter()
    model.number(1, 8)
    model.text(2, "acme")
    model.text(3, "1.2")
    model.message(7) { graph in
        graph.message(1) { node in
            node.text(4, "If")
            node.message(5) { attribute in
                attribute.message(6) { inner in
                    inner.message(5) { tensor in
                        tensor.data(1, ProtoWriter.varint(2) + ProtoWriter.varint(2))
                        tensor.number(2, 7)
                        tensor.data(9, [UInt8](repeating: 1, count: 32))
                    }
                }
            }
        }
        graph.text(2, "main")
        graph.message(5) { tensor in
            tensor.number(1, 2)
            tensor.number(1, dimension)
            tensor.number(2, 1)
            tensor.text(8, "w")
            tensor.data(9, [UInt8](repeating: 5, count: rawBytes))
        }
        graph.message(5) { tensor in
            tensor.number(1, 10)
            tensor.number(2, 10)
            tensor.message(13) {
                $0.text(1, "location")
                $0.text(2, location)
            }
            tensor.number(14, 1)
        }
    }
    model.message(8) { $0.number(2, 17) }
    return model.bytes
}
