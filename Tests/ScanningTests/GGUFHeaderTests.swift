import Scanning
import Testing
import Variants

@Suite struct GGUFHeaderTests {
    @Test(
        "every version says the same, in both byte orders",
        arguments: [(1, false), (2, false), (3, false), (3, true)] as [(UInt32, Bool)])
    func plain(version: UInt32, isBigEndian: Bool) async throws {
        let facts = try await facts(GGUFWriter.plain(version: version, isBigEndian: isBigEndian).file)
        #expect(facts.format == .gguf)
        #expect(facts.tensors == ["q4_k": TensorTotal(elements: 512, bytes: 288), "f32": TensorTotal(elements: 64, bytes: 256)])
        #expect(facts.architecture == "llama")
        #expect(facts.name == "Little Llama")
        #expect(facts.sizeLabel == "1K")
        #expect(facts.license == "mit")
        #expect(facts.quantizationLabel == "Q4_K_M")
        #expect(facts.baseModels == ["acme/big-llama"])
        #expect(facts.contextLength == 8_192)
        #expect(facts.attention == AttentionShape(layers: 2, keyValueHeads: 2, keyLength: 16, valueLength: 16))
        #expect(facts.isWhole)
    }

    @Test("a part of a split file says that it is not the whole")
    func split() async throws {
        var writer = GGUFWriter.plain()
        writer.raw("split.count", type: 2, writer.number(UInt16(3)))
        #expect(try await !facts(writer.file).isWhole)
    }

    @Test("a packing that is newer than this program is counted by its place")
    func unknownType() async throws {
        var writer = GGUFWriter()
        writer.tensor("a", [64], type: 999, offset: 0)
        writer.tensor("b", [64], type: 0, offset: 32)
        #expect(try await facts(writer.file).tensors["type_999"] == TensorTotal(elements: 64, bytes: 32))
    }

    @Test("tensors beyond the file, on one another, unaligned or twice are refused")
    func places() async throws {
        let cases: [(shape: [UInt64], offset: UInt64, reason: String)] = [
            ([1 << 20], 256, "malformed: 'b' lies beyond the end of the file"),
            ([64], 1 << 40, "malformed: 'b' lies beyond the end of the file"),
            ([64], UInt64.max - 63, "malformed: 'b' lies beyond 2^63"),
            ([64], (1 << 63) - 32, "malformed: 'b' lies beyond the end of the file"),
            ([64], 3, "malformed: 'b' is not aligned"),
            ([64], 32, "malformed: 'b' overlaps the tensor before it"),
            ([1 << 40, 1 << 40], 256, "malformed: 'b' has more than 2^63 elements"),
            ([1 << 62], 256, "malformed: 'b' has more than 2^63 bytes"),
        ]
        for place in cases {
            var writer = GGUFWriter()
            writer.tensor("a", [64], type: 0, offset: 0)
            writer.tensor("b", place.shape, type: 0, offset: place.offset)
            let refusal = await refusal(writer.file)
            #expect(refusal == place.reason)
        }
        var twice = GGUFWriter()
        twice.tensor("a", [8], type: 0, offset: 0)
        twice.tensor("a", [8], type: 0, offset: 32)
        #expect(await refusal(twice.file) == "malformed: the tensor 'a' occurs twice")
        var rows = GGUFWriter()
        rows.tensor("a", [100, 256], type: 12, offset: 0)
        #expect(await refusal(rows.file) == "malformed: rows of 'a' don't fill blocks of q4_k")
    }

    @Test("counts and lengths of 2^63 are refused at once")
    func hugeCounts() async throws {
        var keys = GGUFWriter()
        keys.announcedKeys = 1 << 63
        #expect(await refusal(keys.file)?.hasPrefix("too much") == true)
        var tensors = GGUFWriter()
        tensors.announcedTensors = .max
        #expect(await refusal(tensors.file)?.hasPrefix("too much") == true)
        for value in [1 << 63, UInt64.max, 1 << 40] {
            var text = GGUFWriter()
            text.raw("a", type: 8, text.number(value))
            #expect(await refusal(text.file)?.hasPrefix("truncated") == true)
            for element: UInt32 in [0, 7, 8, 9, 12] {
                var list = GGUFWriter()
                list.raw("a", type: 9, list.number(element) + list.number(value))
                #expect(await refusal(list.file) != nil, "list of \(value) of type \(element)")
            }
        }
    }

    @Test("lists in lists are bounded, and a key that occurs twice is refused")
    func nesting() async throws {
        var deep = GGUFWriter()
        deep.raw("a", type: 9, (0..<10_000).flatMap { _ in deep.number(UInt32(9)) + deep.number(UInt64(1)) })
        #expect(await refusal(deep.file) == "too much: lists are nested more than 4 deep")
        var twice = GGUFWriter()
        twice.integer("a", 1)
        twice.integer("a", 2)
        #expect(await refusal(twice.file) == "malformed: the key 'a' occurs twice")
        var type = GGUFWriter()
        type.raw("a", type: 99, [])
        #expect(await refusal(type.file) == "malformed: a value is of type 99, which there is not")
    }

    @Test("cut off anywhere in its header, it is refused")
    func truncated() async throws {
        let file = GGUFWriter.plain().file
        for count in stride(from: 4, to: file.count - 4_096, by: 211) {
            #expect(await refusal(Array(file.prefix(count))) != nil, "\(count) bytes")
        }
    }

    @Test("a header of megabytes takes a handful of requests, and no more bytes than four times its length")
    func requests() async throws {
        var writer = GGUFWriter.plain()
        writer.dataSize = 64 << 20
        writer.texts("tokenizer.ggml.merges", (0..<150_000).map { "merge number \($0)" })
        let counted = CountedSource(MemorySource(writer.file))
        _ = try await WeightScanner().facts(of: "m.gguf", counted)
        #expect(await counted.requests <= 4)
        #expect(await counted.bytes <= 16 << 20)
    }
}
