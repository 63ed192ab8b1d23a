/// Writes pickles opcode by opcode.
struct PickleWriter {
    private(set) var bytes: [UInt8] = []

    init(protocol version: UInt8? = 2) { if let version { bytes = [0x80, version] } }

    mutating func op(_ text: String) { bytes.text(text) }
    mutating func raw(_ more: [UInt8]) { bytes += more }
    mutating func short(_ text: String) { bytes += [0x8C, UInt8(text.utf8.count)] + Array(text.utf8) }
    mutating func global(_ module: String, _ name: String) { bytes.text("c\(module)\n\(name)\n") }
    mutating func stackGlobal(_ module: String, _ name: String) {
        short(module)
        short(name)
        bytes.append(0x93)
    }
    mutating func binary(_ data: [UInt8]) {
        bytes.text("B")
        bytes.little(UInt32(data.count))
        bytes += data
    }
    mutating func int(_ value: Int32) {
        bytes.text("J")
        bytes.little(value)
    }

    /// A tensor as `torch.save` writes it.
    mutating func tensor(_ type: String, key: String, count: Int32, isLegacy: Bool = false) {
        global("torch._utils", "_rebuild_tensor_v2")
        op("((")
        unicode("storage")
        global("torch", type)
        unicode(key)
        unicode("cpu")
        int(count)
        op(isLegacy ? "NtQ" : "tQ")
        int(0)
        int(count)
        raw([0x85])
        int(1)
        raw([0x85, 0x89])
        global("collections", "OrderedDict")
        op(")RtR")
    }

    mutating func unicode(_ text: String) {
        bytes.text("X")
        bytes.little(UInt32(text.utf8.count))
        bytes.text(text)
    }

    /// A call of a function with one text.
    static func call(_ module: String, _ name: String, protocol version: UInt8? = 2) -> [UInt8] {
        var writer = PickleWriter(protocol: version)
        writer.global(module, name)
        writer.op("(S'x'\ntR.")
        return writer.bytes
    }

    /// A state dict of two tensors: 6 and 4 elements.
    static func stateDict(_ type: String = "FloatStorage", isLegacy: Bool = false) -> [UInt8] {
        var writer = PickleWriter()
        writer.global("collections", "OrderedDict")
        writer.op(")R(")
        writer.unicode("a")
        writer.tensor(type, key: "0", count: 6, isLegacy: isLegacy)
        writer.unicode("b")
        writer.tensor(type, key: "1", count: 4, isLegacy: isLegacy)
        writer.op("u.")
        return writer.bytes
    }

    static func torchZip(_ pickle: [UInt8]? = nil) -> ZipWriter {
        ZipWriter([
            ("m/data.pkl", pickle ?? stateDict()), ("m/data/0", [UInt8](repeating: 3, count: 24)),
            ("m/data/1", [UInt8](repeating: 4, count: 16)), ("m/version", Array("3\n".utf8)),
        ])
    }

    static func legacyTorch(_ pickle: [UInt8]? = nil, isWhole: Bool = true) -> [UInt8] {
        var file: [UInt8] = [0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E]
        file += [0x80, 2, 0x4D, 0xE9, 3, 0x2E]
        file += [0x80, 2] + Array("}.".utf8)
        file += pickle ?? stateDict(isLegacy: true)
        file += [0x80, 2] + Array("](X".utf8) + [1, 0, 0, 0, 0x30, 0x58, 1, 0, 0, 0, 0x31] + Array("e.".utf8)
        guard isWhole else { return file }
        for count in [6, 4] {
            file.little(Int64(count))
            file += [UInt8](repeating: 9, count: 4 * count)
        }
        return file
    }
}
