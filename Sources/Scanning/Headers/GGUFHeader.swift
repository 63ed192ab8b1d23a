/// The header of a GGUF file, versions 1 to 3, of either byte order: key-values and the places of tensors (ggml, "GGUF").
struct GGUFHeader {
    static let magic: [UInt8] = Array("GGUF".utf8)
    /// Headers with the largest vocabularies have about 20 MB.
    static let sizeLimit = 64 << 20
    /// Known files have some hundred keys at most, and 2,500 tensors.
    static let keyLimit: UInt64 = 100_000
    static let tensorLimit: UInt64 = 1_000_000
    /// ggml's own bound is 64.
    static let nameLimit = 4_096
    /// ggml's `GGML_MAX_DIMS` is 4.
    static let dimensionLimit: UInt32 = 8

    private(set) var version: UInt32 = 0
    private(set) var values: [String: GGUFValue] = [:]
    private(set) var tally = TensorTally()

    static func read(_ reader: RangeReader) async throws(ScanError) -> GGUFHeader {
        let size = reader.size
        return try await reader.growing(upTo: sizeLimit) { (bytes) throws(HeaderFault) in try GGUFHeader(bytes, fileSize: size) }
    }

    init(_ bytes: [UInt8], fileSize: Int64) throws(HeaderFault) {
        var cursor = ByteCursor(bytes)
        guard bytes[try cursor.take(4)].elementsEqual(Self.magic) else { throw .malformed("it does not begin with GGUF") }
        version = try cursor.integer(UInt32.self)
        // Only versions below 2^16 exist, so the half that is empty tells the byte order.
        if version & 0xFFFF == 0 {
            version = version.byteSwapped
            cursor.isBigEndian = true
        }
        guard (1...3).contains(version) else { throw .malformed("it is of version \(version), where 1 to 3 are known") }
        let tensors = try cursor.ggufLength(version: version)
        let keys = try cursor.ggufLength(version: version)
        guard tensors <= Self.tensorLimit else { throw .tooMuch("\(tensors) tensors, where \(Self.tensorLimit) are allowed") }
        guard keys <= Self.keyLimit else { throw .tooMuch("\(keys) keys, where \(Self.keyLimit) are allowed") }
        for _ in 0..<keys {
            let key = try cursor.text(try cursor.ggufLength(version: version), limit: 65_535)
            let value = try cursor.ggufValue(try cursor.ggufType(), version: version)
            guard values.updateValue(value, forKey: key) == nil else { throw .malformed("the key '\(key.shortened)' occurs twice") }
        }
        try readTensors(&cursor, count: tensors, fileSize: fileSize)
    }

    private mutating func readTensors(_ cursor: inout ByteCursor, count: UInt64, fileSize: Int64) throws(HeaderFault) {
        var names: Set<String> = []
        var places: [Place] = []
        for _ in 0..<count {
            let name = try cursor.text(try cursor.ggufLength(version: version), limit: Self.nameLimit)
            guard names.insert(name).inserted else { throw .malformed("the tensor '\(name.shortened)' occurs twice") }
            let rank = try cursor.integer(UInt32.self)
            guard rank <= Self.dimensionLimit else { throw .tooMuch("'\(name.shortened)' has \(rank) dimensions") }
            var shape: [Int64] = []
            for _ in 0..<rank { shape.append(Int64(clamping: try cursor.ggufLength(version: version))) }
            let type = try cursor.integer(UInt32.self)
            let offset = try cursor.integer(UInt64.self)
            guard let offset = Int64(exactly: offset) else { throw .malformed("'\(name.shortened)' lies beyond 2^63") }
            let elements = try TensorTally.elements(shape, of: name)
            places.append(Place(name: name, type: type, offset: offset, elements: elements, rows: shape.first ?? 1))
        }
        let alignment = integer("general.alignment") ?? 32
        guard alignment > 0, alignment <= 1 << 20, alignment % 8 == 0 else { throw .malformed("its alignment is \(alignment)") }
        let headerEnd = Int64(cursor.position)
        let dataSize = max(0, fileSize - (headerEnd + alignment - 1) / alignment * alignment)
        try place(places.sorted { $0.offset < $1.offset }, alignment: alignment, dataSize: dataSize)
    }

    /// Where a tensor says it lies, from the start of the data.
    private struct Place {
        let name: String
        let type: UInt32
        let offset: Int64
        let elements: Int64
        let rows: Int64
    }

    /// Tensors lie within the file, aligned, and not on one another.
    private mutating func place(_ places: [Place], alignment: Int64, dataSize: Int64) throws(HeaderFault) {
        var free: Int64 = 0
        for (index, place) in places.enumerated() {
            guard place.offset % alignment == 0 else { throw .malformed("'\(place.name.shortened)' is not aligned") }
            guard place.offset >= free else { throw .malformed("'\(place.name.shortened)' overlaps the tensor before it") }
            let size: Int64
            if let type = GGMLType.all[place.type] {
                guard place.rows % type.blockElements == 0 else {
                    throw .malformed("rows of '\(place.name.shortened)' don't fill blocks of \(type.name)")
                }
                let (bytes, overflow) = (place.elements / type.blockElements).multipliedReportingOverflow(by: type.blockBytes)
                guard !overflow else { throw .malformed("'\(place.name.shortened)' has more than 2^63 bytes") }
                size = bytes
                try tally.add(type.name, elements: place.elements, bytes: size)
            } else {
                // A packing that is newer than this list: it takes what is left to the next tensor.
                size = (index + 1 < places.count ? places[index + 1].offset : dataSize) - place.offset
                guard size >= 0 else { throw .malformed("'\(place.name.shortened)' lies beyond the end of the file") }
                try tally.add("type_\(place.type)", elements: place.elements, bytes: size)
            }
            let (end, overflow) = place.offset.addingReportingOverflow(size)
            guard !overflow, end <= dataSize else { throw .malformed("'\(place.name.shortened)' lies beyond the end of the file") }
            free = end
        }
    }

    func integer(_ key: String) -> Int64? {
        switch values[key] {
        case .integer(let number): number
        // Layers that differ: the largest decides what memory is needed.
        case .integers(let numbers): numbers.max()
        default: nil
        }
    }

    func text(_ key: String) -> String? {
        guard case .text(let text) = values[key], !text.isEmpty else { return nil }
        return text
    }
}
