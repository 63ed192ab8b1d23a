internal import Variants

/// What a TFLite model holds: the tensors of its subgraphs that have bytes of their own (tensorflow/lite, `schema.fbs`).
struct TFLiteHeader {
    /// "TFL3" after the root's offset.
    static let magic: [UInt8] = Array("TFL3".utf8)
    /// Tables and bytes of weights are mixed in the file, so the whole of it may have to be seen.
    static let sizeLimit = 256 << 20
    /// All tables together: tables may be named many times over, and each time counts.
    static let tableLimit = 1_000_000

    private(set) var tally = TensorTally()

    static func matches(_ first: some Collection<UInt8>) -> Bool { first.dropFirst(4).starts(with: magic) }

    static func read(_ reader: RangeReader) async throws(ScanError) -> TFLiteHeader {
        try await reader.growing(upTo: sizeLimit) { (bytes) throws(HeaderFault) in try TFLiteHeader(bytes) }
    }

    init(_ bytes: [UInt8]) throws(HeaderFault) {
        let model = try FlatTable(root: bytes)
        guard let graphs = try model.vector(2), let buffers = try model.vector(4) else { return }
        var visits = 0
        var counted: Set<UInt32> = []
        for graphIndex in 0..<graphs.count {
            try Self.count(&visits)
            guard let tensors = try model.table(graphIndex, of: graphs).vector(0) else { continue }
            let graph = try model.table(graphIndex, of: graphs)
            for index in 0..<tensors.count {
                try Self.count(&visits)
                let tensor = try graph.table(index, of: tensors)
                // Buffer 0 is empty by agreement: tensors that only exist while the model runs.
                guard let buffer = try tensor.number(2, UInt32.self), buffer > 0, !counted.contains(buffer) else { continue }
                guard let size = try Self.size(of: try model.table(Int(buffer), of: buffers)), size > 0 else { continue }
                counted.insert(buffer)
                let type = Int(try tensor.number(1, Int8.self) ?? 0)
                let shape = try tensor.integers(0, limit: 64)
                let elements = try TensorTally.elements(shape.map { Int64($0) }, of: "tensor \(index)")
                try tally.add(Self.types.indices.contains(type) ? Self.types[type] : "type_\(type)", elements: elements, bytes: size)
            }
        }
    }

    /// Bytes in the buffer, or beside the tables for files over 2 GB.
    private static func size(of buffer: FlatTable) throws(HeaderFault) -> Int64? {
        if let data = try buffer.vector(0) { return Int64(data.count) }
        return try buffer.number(2, UInt64.self).map { Int64(clamping: $0) }
    }

    private static func count(_ visits: inout Int) throws(HeaderFault) {
        visits += 1
        guard visits <= tableLimit else { throw .tooMuch("more than \(tableLimit) tables") }
    }

    /// `TensorType`, in its order.
    private static let types = [
        "f32", "f16", "i32", "u8", "i64", "string", "bool", "i16", "c64", "i8", "f64", "c128", "u64", "resource", "variant", "u32", "u16",
        "i4", "bf16",
    ]
}
