internal import JSONReading
internal import Variants

/// The header of a safetensors file: eight bytes of length, then JSON that names every tensor with type, shape and place.
///
/// Checked as strictly as the reference reader does (huggingface/safetensors, "Format"): the tensors fill the file without holes and
/// without overlap. A file that breaks this is refused, for it could mean different things to different readers.
struct SafetensorsHeader {
    /// The reference reader refuses longer headers, too.
    static let lengthLimit: Int64 = 100_000_000
    /// Eight bytes of length and one brace say what it is.
    static let probe = 9

    private(set) var metadata: [String: String] = [:]
    private(set) var tally = TensorTally()
    private(set) var tensors = 0

    static func matches(_ first: some Collection<UInt8>, size: Int64) -> Bool {
        guard first.count >= probe, first.dropFirst(8).first == UInt8(ascii: "{") else { return false }
        return length(first) <= UInt64(lengthLimit)
    }

    private static func length(_ first: some Collection<UInt8>) -> UInt64 {
        first.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    static func read(_ reader: RangeReader) async throws(ScanError) -> SafetensorsHeader {
        let announced = length(try await reader.bytes(at: 0, count: 8))
        guard announced <= UInt64(lengthLimit) else {
            throw .tooMuch(file: reader.name, reason: "a header of \(announced) bytes, where \(lengthLimit) are allowed")
        }
        let text = Array(try await reader.bytes(at: 8, count: Int(announced), ahead: Int(announced)))
        do throws(HeaderFault) {
            return try SafetensorsHeader(text, dataSize: reader.size - 8 - Int64(announced))
        } catch {
            throw error.error(in: reader.name)
        }
    }

    init(_ text: [UInt8], dataSize: Int64) throws(HeaderFault) {
        let document: JSONDocument
        do {
            // Three levels are all the format has; the rest is for what its metadata may grow into.
            document = try JSONDocument(parsing: text, limits: .init(size: Int(Self.lengthLimit), depth: 8))
        } catch {
            throw .malformed("its header is \(error)")
        }
        guard let members = document.root.object else { throw .malformed("its header is not an object") }
        var names: Set<String> = []
        var places: [(begin: Int64, end: Int64)] = []
        for (key, value) in members {
            let name = key.string ?? ""
            guard names.insert(name).inserted else { throw .malformed("'\(name.shortened)' occurs twice") }
            if name == "__metadata__" { try readMetadata(value) } else { places.append(try readTensor(name, value)) }
        }
        tensors = places.count
        try Self.check(places, dataSize: dataSize)
    }

    private mutating func readMetadata(_ value: JSONValue) throws(HeaderFault) {
        guard let members = value.object else { throw .malformed("'__metadata__' is not an object") }
        for (key, value) in members {
            guard let key = key.string, let value = value.string else { throw .malformed("'__metadata__' holds more than texts") }
            metadata[key] = value
        }
    }

    private mutating func readTensor(_ name: String, _ value: JSONValue) throws(HeaderFault) -> (begin: Int64, end: Int64) {
        guard let type = value["dtype"]?.string, let bits = Self.bits[type] else {
            throw .malformed("'\(name.shortened)' has no type that is known")
        }
        guard let shape = value["shape"]?.array?.map({ $0.int64 }), let offsets = value["data_offsets"]?.array?.map({ $0.int64 }),
            offsets.count == 2, let begin = offsets[0], let end = offsets[1], begin >= 0, end >= begin
        else { throw .malformed("'\(name.shortened)' has no shape or no place") }
        var dimensions: [Int64] = []
        for dimension in shape {
            guard let dimension else { throw .malformed("'\(name.shortened)' has a dimension that is no whole number") }
            dimensions.append(dimension)
        }
        let elements = try TensorTally.elements(dimensions, of: name)
        let bytes = try TensorTally.bytes(elements, bits: bits, of: name)
        guard bytes == end - begin else {
            throw .malformed("'\(name.shortened)' has \(end - begin) bytes where its shape takes \(bytes)")
        }
        try tally.add(type.lowercased(), elements: elements, bytes: bytes)
        return (begin, end)
    }

    /// No hole, no overlap, nothing behind the end, nothing left over.
    private static func check(_ places: [(begin: Int64, end: Int64)], dataSize: Int64) throws(HeaderFault) {
        var position: Int64 = 0
        for place in places.sorted(by: { ($0.begin, $0.end) < ($1.begin, $1.end) }) {
            guard place.begin == position else {
                throw .malformed(place.begin < position ? "tensors overlap at \(place.begin)" : "there is a hole at \(position)")
            }
            position = place.end
        }
        guard position == dataSize else {
            throw .malformed("its tensors take \(position) bytes and the file has \(dataSize) behind the header")
        }
    }

    /// Bits of an element (huggingface/safetensors, `Dtype`).
    private static let bits: [String: Int64] = [
        "BOOL": 8, "U8": 8, "I8": 8, "F8_E5M2": 8, "F8_E4M3": 8, "F8_E8M0": 8, "F8_E4M3FNUZ": 8, "F8_E5M2FNUZ": 8,
        "I16": 16, "U16": 16, "F16": 16, "BF16": 16, "I32": 32, "U32": 32, "F32": 32, "I64": 64, "U64": 64, "F64": 64, "C64": 64,
        "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6,
    ]
}

extension SafetensorsHeader {
    /// Names in `__metadata__` are free; these are what the widespread writers use (modelspec, kohya-ss, mergekit, transformers).
    var facts: WeightFacts {
        var facts = WeightFacts(format: .safetensors, tensors: tally.totals)
        facts.name = first(["modelspec.title", "name"])
        facts.architecture = first(["modelspec.architecture", "architecture"])
        facts.license = first(["modelspec.license", "license"])
        facts.baseModels = first(["base_model", "ss_sd_model_name"]).map { [$0] } ?? []
        return facts
    }

    private func first(_ keys: [String]) -> String? {
        keys.lazy.compactMap { metadata[$0] }.first { !$0.isEmpty && $0.utf8.count <= 1_000 }
    }
}
