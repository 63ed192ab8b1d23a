import Scanning
import Testing
import Variants

@Suite struct TFLiteHeaderTests {
    @Test("tensors with bytes of their own are counted")
    func plain() async throws {
        let facts = try await facts(FlatWriter.model())
        #expect(facts.format == .tflite)
        #expect(facts.tensors == ["f32": TensorTotal(elements: 6, bytes: 24)])
    }

    @Test("offsets that lead back or beyond the file are refused")
    func offsets() async throws {
        #expect(await refusal(FlatWriter.model(isCyclic: true))?.hasPrefix("truncated") == true)
        let file = FlatWriter.model()
        for count in 8..<(file.count - 24) { #expect(await refusal(Array(file.prefix(count))) != nil, "\(count) bytes") }
    }

    @Test("tables that are named millions of times over are not all visited")
    func repeated() async throws {
        #expect(await refusal(FlatWriter.model(repeats: 1_001)) == "too much: more than 1000000 tables")
    }

    @Test("a shape beyond 2^63 is refused")
    func shape() async throws {
        #expect(await refusal(FlatWriter.model(shape: [0x7FFF_FFFF, 0x7FFF_FFFF, 0x7FFF_FFFF]))?.hasPrefix("malformed") == true)
        #expect(await refusal(FlatWriter.model(shape: [0xFFFF_FFFF]))?.hasPrefix("malformed") == true)
    }
}
