import Scanning
import Testing
import Variants

@Suite struct TorchFactsTests {
    private let expected = ["f32": TensorTotal(elements: 10, bytes: 40)]

    @Test("an archive's tensors are counted by the memory they share, from its directory and its pickle")
    func zip() async throws {
        let counted = CountedSource(MemorySource(PickleWriter.torchZip().file))
        let facts = try await WeightScanner().facts(of: "pytorch_model.bin", counted)
        #expect(facts.format == .pytorch)
        #expect(facts.tensors == expected)
        #expect(await counted.requests == 1)
    }

    @Test("a large archive is told from its ends")
    func largeZip() async throws {
        var pickle = PickleWriter()
        pickle.tensor("FloatStorage", key: "0", count: 4 << 20)
        pickle.op(".")
        var zip = ZipWriter([("m/data/0", [UInt8](repeating: 0, count: 16 << 20)), ("m/data.pkl", pickle.bytes)])
        zip.entries.append(.init(name: "m/version", data: [0x33]))
        let counted = CountedSource(MemorySource(zip.file))
        let facts = try await WeightScanner().facts(of: "pytorch_model.bin", counted)
        #expect(facts.tensors == ["f32": TensorTotal(elements: 4 << 20, bytes: 16 << 20)])
        #expect(await counted.bytes < 2 << 20)
    }

    @Test("looking for dangers in a large archive of tensors reads little of it")
    func gate() async throws {
        let zip = ZipWriter(
            [("m/data.pkl", [0x80, 2] + bytes("}."))] + (0..<40).map { ("m/data/\($0)", [UInt8](repeating: 1, count: 1 << 20)) })
        let counted = CountedSource(MemorySource(zip.file))
        #expect(try await FileScanner().scan("m.pt", counted).reasons == [])
        #expect(await counted.bytes < 8 << 20)
    }

    @Test("an archive whose data have not the size that its tensors take is refused")
    func wrongSizes() async throws {
        var zip = PickleWriter.torchZip()
        zip.entries[1].data.removeLast()
        #expect(await refusal(zip.file) == "malformed: data/0 has not the bytes that its tensors take")
        zip.entries.remove(at: 1)
        #expect(await refusal(zip.file) == "malformed: data/0 has not the bytes that its tensors take")
    }

    @Test("the form of before 2020 is told from its pickles, without the tensors' bytes")
    func legacy() async throws {
        #expect(try await facts(PickleWriter.legacyTorch()).tensors == expected)
        #expect(await refusal(PickleWriter.legacyTorch(isWhole: false))?.hasPrefix("truncated") == true)
    }

    @Test("counts beyond 2^63 bytes are refused")
    func huge() async throws {
        var pickle = PickleWriter()
        pickle.op("(")
        pickle.unicode("storage")
        pickle.global("torch", "DoubleStorage")
        pickle.unicode("0")
        pickle.unicode("cpu")
        pickle.raw([0x8A, 8] + [UInt8](repeating: 0xFF, count: 7) + [0x7F])
        pickle.op("tQ.")
        #expect(await refusal(PickleWriter.torchZip(pickle.bytes).file)?.hasPrefix("malformed") == true)
        #expect(await refusal(PickleWriter.legacyTorch(pickle.bytes)) != nil)
    }

    @Test("a model of Keras names its class")
    func keras() async throws {
        let zip = ZipWriter([
            ("metadata.json", bytes("{}")), ("config.json", bytes(#"{"class_name":"Functional","config":{"name":"little"}}"#)),
            ("model.weights.h5", []),
        ])
        let facts = try await facts(zip.file)
        #expect(facts.format == .keras)
        #expect(facts.architecture == "Functional")
        #expect(facts.name == "little")
        #expect(!facts.isWhole)
    }
}
