import Scanning
import Testing
import Variants

@Suite struct ONNXOutlineTests {
    @Test("initializers are counted, those of branches too, and files beside it are named")
    func plain() async throws {
        let outline = try await WeightScanner().onnx(of: "m.onnx", MemorySource(onnx()))
        #expect(outline.irVersion == 8)
        #expect(outline.producer == "acme 1.2")
        #expect(outline.opset == 17)
        #expect(outline.externalFiles == ["weights.bin"])
        #expect(outline.facts.name == "main")
        #expect(
            outline.facts.tensors == [
                "f32": TensorTotal(elements: 6, bytes: 24), "i64": TensorTotal(elements: 4, bytes: 32),
                "f16": TensorTotal(elements: 10, bytes: 20),
            ])
    }

    @Test("bytes that don't fit the shape, and shapes beyond 2^63, are refused")
    func broken() async throws {
        #expect(await refusal(onnx(rawBytes: 20), name: "m.onnx") == "malformed: 'w' has 20 bytes where its shape takes 24")
        #expect(await refusal(onnx(dimension: 1 << 63), name: "m.onnx")?.contains("has a dimension of") == true)
        #expect(await refusal(onnx(dimension: 1 << 62), name: "m.onnx")?.contains("more than 2^63") == true)
    }

    @Test("lengths beyond the file and numbers without end are refused")
    func lengths() async throws {
        let head: [UInt8] = [0x08, 8]
        for tail: [UInt8] in [
            [0x3A] + [UInt8](repeating: 0xFF, count: 9) + [1], [0x3A, 0xFF, 0xFF, 0x7F], [0x3A] + [UInt8](repeating: 0x80, count: 40),
            [0x00, 0x00],
            [0x3F, 0x01],
        ] {
            #expect(await refusal(head + tail, name: "m.onnx")?.hasPrefix("malformed") == true)
        }
    }

    @Test("graphs within graphs are bounded")
    func deep() async throws {
        var graph: [UInt8] = []
        for _ in 0..<200 {
            var attribute = ProtoWriter()
            attribute.data(6, graph)
            var node = ProtoWriter()
            node.data(5, attribute.bytes)
            var outer = ProtoWriter()
            outer.data(1, node.bytes)
            graph = outer.bytes
        }
        var model = ProtoWriter()
        model.number(1, 8)
        model.data(7, graph)
        #expect(await refusal(model.bytes, name: "m.onnx") == "too much: graphs are nested too deep")
    }

    @Test("weights are passed over, and what the budget does not reach is said to be missing")
    func budget() async throws {
        let elements: Int64 = 24 << 20
        var model = ProtoWriter()
        model.number(1, 8)
        model.message(7) { graph in
            for _ in 0..<8 {
                graph.message(5) { tensor in
                    tensor.number(1, 3 << 20)
                    tensor.number(2, 2)
                    tensor.data(9, [UInt8](repeating: 0, count: 3 << 20))
                }
            }
        }
        let counted = CountedSource(MemorySource(model.bytes))
        let all = try await WeightScanner(budget: ReadBudget(requests: 20, bytes: 8 << 20)).facts(of: "m.onnx", counted)
        #expect(all.tensors["u8"]?.elements == elements)
        #expect(all.isWhole)
        #expect(await counted.bytes <= 8 << 20)
        let part = try await facts(model.bytes, name: "m.onnx", budget: ReadBudget(requests: 2, bytes: 1 << 20))
        #expect(!part.isWhole)
        #expect((part.tensors["u8"]?.elements ?? 0) < elements)
    }
}
