import Scanning
import Testing
import Variants

@Suite struct SafetensorsIndexTests {
    private let text = #"{"metadata":{"total_size":64},"weight_map":{"a":"m-2.safetensors","b":"m-1.safetensors","c":"m-1.safetensors"}}"#

    @Test("an index names its files once each, in order")
    func plain() throws {
        let index = try SafetensorsIndex(parsing: bytes(text), name: "index")
        #expect(index.shards == ["m-1.safetensors", "m-2.safetensors"])
        #expect(index.totalSize == 64)
        #expect(index.tensors == 3)
    }

    @Test("the facts of its files are added up")
    func sum() async throws {
        let index = try SafetensorsIndex(parsing: bytes(text), name: "index")
        let facts = try await WeightScanner().facts(of: index) { _ in MemorySource(plainSafetensors) }
        #expect(facts.tensors["f32"] == TensorTotal(elements: 12, bytes: 48))
        #expect(facts.isWhole)
    }

    @Test(
        "an index that leads out of the folder is refused",
        arguments: ["../x", "/etc/passwd", "a//b", "a/./b", "", "a\\b"])
    func escape(name: String) {
        let name = name.replacing("\\", with: "\\\\")
        #expect(throws: ScanError.self) {
            try SafetensorsIndex(parsing: bytes(#"{"weight_map":{"a":"\#(name)"}}"#), name: "index")
        }
    }

    @Test("an index without a map is refused, and so is one of more files than there can be")
    func broken() {
        #expect(throws: ScanError.self) { try SafetensorsIndex(parsing: bytes("{}"), name: "index") }
        let many = (0...10_000).map { #""t\#($0)":"s\#($0)""# }.joined(separator: ",")
        #expect(throws: ScanError.tooMuch(file: "index", reason: "more than 10000 files")) {
            try SafetensorsIndex(parsing: bytes(#"{"weight_map":{\#(many)}}"#), name: "index")
        }
    }
}
