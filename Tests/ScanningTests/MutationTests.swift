import Scanning
import Testing

/// Files with some bytes changed: nothing may trap, and nothing may take long.
@Suite struct MutationTests {
    private static let files: [(String, [UInt8])] = [
        ("m.safetensors", plainSafetensors), ("m.gguf", small(GGUFWriter.plain())), ("m1.gguf", small(GGUFWriter.plain(version: 1))),
        ("mb.gguf", small(GGUFWriter.plain(isBigEndian: true))), ("m.onnx", onnx()), ("m.tflite", FlatWriter.model()),
        ("m.npy", plainNumPy),
        ("m.pt", PickleWriter.torchZip().file), ("legacy.pt", PickleWriter.legacyTorch()), ("a.pkl", PickleWriter.stateDict()),
        ("m.npz", npz), ("m.gz", deflated(PickleWriter.stateDict(), bits: 31)),
        ("m.keras", ZipWriter([("metadata.json", bytes("{}")), ("config.json", bytes(#"{"class_name":"Lambda","config":[]}"#))]).file),
        ("m.h5", [0x89] + bytes("HDF\r\n\u{1A}\n\0{\"class_name\": \"Lambda\"}\0")),
    ]

    private static let npz: [UInt8] = {
        var zip = ZipWriter([("a.npy", plainNumPy)])
        zip.entries[0].isDeflated = true
        return zip.file
    }()

    /// Without the padding, most changes hit something.
    private static func small(_ writer: GGUFWriter) -> [UInt8] {
        var writer = writer
        writer.dataSize = 600
        return Array(writer.file.prefix(400)) + writer.file.suffix(1_000)
    }

    @Test("no change of bytes makes a reader trap or run away", arguments: files.indices)
    func mutations(index: Int) async throws {
        let (name, original) = Self.files[index]
        var numbers = SeededNumbers(state: UInt64(index) + 1)
        for _ in 0..<2_000 {
            var file = original
            for _ in 0..<Int.random(in: 1...4, using: &numbers) { Self.change(&file, &numbers) }
            do { _ = try await facts(file, name: name, budget: .header) } catch {}
            _ = try await scan(file, name: name)
        }
    }

    private static func change(_ file: inout [UInt8], _ numbers: inout SeededNumbers) {
        guard !file.isEmpty else { return }
        let place = Int.random(in: 0..<file.count, using: &numbers)
        switch Int.random(in: 0..<7, using: &numbers) {
        case 0: file[place] = UInt8.random(in: 0...255, using: &numbers)
        case 1: file[place] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
        case 2: file.remove(at: place)
        case 3: file.insert(UInt8.random(in: 0...255, using: &numbers), at: place)
        case 4: file.removeSubrange(place...)
        case 5:
            let extremes: [UInt64] = [0, 1, .max, 1 << 63, (1 << 63) - 1, 0xFFFF_FFFF, 0x8000_0000, 0x7FFF_FFFF]
            let value = extremes[Int.random(in: 0..<extremes.count, using: &numbers)]
            for step in 0..<8 where place + step < file.count { file[place + step] = UInt8(truncatingIfNeeded: value >> UInt64(8 * step)) }
        default:
            let end = min(file.count, place + Int.random(in: 1...64, using: &numbers))
            file.insert(contentsOf: file[place..<end], at: Int.random(in: 0...file.count, using: &numbers))
        }
    }
}
