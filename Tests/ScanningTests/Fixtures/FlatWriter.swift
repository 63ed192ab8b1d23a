/// A TFLite model of one subgraph, written front to back with offsets that are set afterwards.
struct FlatWriter {
    private(set) var bytes: [UInt8] = []

    private mutating func set(_ place: Int, to target: Int) {
        var offset: [UInt8] = []
        offset.little(UInt32(truncatingIfNeeded: target - place))
        bytes.replaceSubrange(place..<(place + 4), with: offset)
    }

    /// A table with fields of four bytes; nil: absent. Returns where each field is.
    private mutating func table(_ fields: [UInt32?]) -> (start: Int, fields: [Int]) {
        let vtable = bytes.count
        bytes.little(UInt16(4 + 2 * fields.count))
        bytes.little(UInt16(4 + 4 * fields.count))
        for (index, field) in fields.enumerated() { bytes.little(UInt16(field == nil ? 0 : 4 + 4 * index)) }
        if bytes.count % 4 != 0 { bytes.little(UInt16(0)) }
        let start = bytes.count
        bytes.little(Int32(start - vtable))
        for field in fields { bytes.little(field ?? 0) }
        return (start, fields.indices.map { start + 4 + 4 * $0 })
    }

    private mutating func vector(_ values: [UInt32]) -> Int {
        let start = bytes.count
        bytes.little(UInt32(values.count))
        for value in values { bytes.little(value) }
        return start
    }

    /// `isCyclic`: the subgraph's list of tensors leads back to the subgraph. `repeats`: how often each list names its only table.
    static func model(shape: [UInt32] = [2, 3], isCyclic: Bool = false, repeats: Int = 1) -> [UInt8] {
        var writer = FlatWriter()
        writer.bytes = [0, 0, 0, 0] + Array("TFL3".utf8)
        let model = writer.table([3, nil, 0, nil, 0])
        writer.set(0, to: model.start)
        let graphs = writer.vector([UInt32](repeating: 0, count: repeats))
        writer.set(model.fields[2], to: graphs)
        let graph = writer.table([0])
        for index in 0..<repeats { writer.set(graphs + 4 + 4 * index, to: graph.start) }
        let tensors = writer.vector([UInt32](repeating: 0, count: repeats))
        writer.set(graph.fields[0], to: tensors)
        let tensor = writer.table([0, 0, 1])
        for index in 0..<repeats { writer.set(tensors + 4 + 4 * index, to: isCyclic ? graph.start : tensor.start) }
        let sides = writer.vector(shape)
        writer.set(tensor.fields[0], to: sides)
        let buffers = writer.vector([0, 0])
        writer.set(model.fields[4], to: buffers)
        let empty = writer.table([nil])
        writer.set(buffers + 4, to: empty.start)
        let full = writer.table([0])
        writer.set(buffers + 8, to: full.start)
        let data = writer.bytes.count
        writer.bytes.little(UInt32(24))
        writer.bytes += [UInt8](repeating: 6, count: 24)
        writer.set(full.fields[0], to: data)
        return writer.bytes
    }
}

/// A NumPy array with any header.
func numpy(_ header: String, data: [UInt8] = [], version: UInt8 = 1) -> [UInt8] {
    var file: [UInt8] = [0x93] + Array("NUMPY".utf8) + [version, 0]
    if version == 1 { file.little(UInt16(header.utf8.count)) } else { file.little(UInt32(header.utf8.count)) }
    file.text(header)
    return file + data
}

let plainNumPy = numpy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }\n", data: [UInt8](repeating: 1, count: 24))
