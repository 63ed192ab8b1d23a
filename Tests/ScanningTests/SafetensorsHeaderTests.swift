import Scanning
import Testing
import Variants

@Suite struct SafetensorsHeaderTests {
    @Test("tensors are added up by type, and the metadata's title is the name")
    func plain() async throws {
        let facts = try await facts(plainSafetensors)
        #expect(facts.format == .safetensors)
        #expect(facts.tensors == ["f32": TensorTotal(elements: 6, bytes: 24), "bf16": TensorTotal(elements: 4, bytes: 8)])
        #expect(facts.name == "Little")
        #expect(facts.isWhole)
    }

    @Test(
        "a header that breaks the format's rules is refused and says why",
        arguments: [
            (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#, 12, "malformed: there is a hole at 0"),
            (
                #"{"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},"b":{"dtype":"U8","shape":[8],"data_offsets":[4,12]}}"#, 12,
                "malformed: tensors overlap at 4"
            ),
            (
                #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 12,
                "malformed: its tensors take 8 bytes and the file has 12 behind the header"
            ),
            (
                #"{"a":{"dtype":"F32","shape":[9],"data_offsets":[0,36]}}"#, 12,
                "malformed: its tensors take 36 bytes and the file has 12 behind the header"
            ),
            (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,12]}}"#, 12, "malformed: 'a' has 12 bytes where its shape takes 8"),
            (#"{"a":{"dtype":"F33","shape":[2],"data_offsets":[0,8]}}"#, 8, "malformed: 'a' has no type that is known"),
            (#"{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#, 8, "malformed: 'a' has a dimension of -2"),
            (
                #"{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}"#, 8,
                "malformed: 'a' has more than 2^63 elements"
            ),
            (#"{"a":{"dtype":"F64","shape":[1152921504606846976],"data_offsets":[0,8]}}"#, 8, "malformed: 'a' has more than 2^60 bytes"),
            (#"{"a":{"dtype":"U8","shape":[8],"data_offsets":[8,0]}}"#, 8, "malformed: 'a' has no shape or no place"),
            (
                #"{"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},"a":{"dtype":"U8","shape":[0],"data_offsets":[8,8]}}"#, 8,
                "malformed: 'a' occurs twice"
            ),
            (#"{"__metadata__":{"a":1}}"#, 0, "malformed: '__metadata__' holds more than texts"),
            (#"{"a":[]}"#, 0, "malformed: 'a' has no type that is known"),
        ])
    func broken(header: String, data: Int, expected: String) async throws {
        #expect(await refusal(safetensors(header, data: data)) == expected)
    }

    @Test("a length that no memory could hold is refused before anything is read")
    func hugeLength() async throws {
        for length in [UInt64.max, 1 << 62, 100_000_001] {
            let counted = CountedSource(MemorySource(safetensors("{}", data: 8, length: length)))
            await #expect(throws: ScanError.self) { try await WeightScanner().facts(of: "model.safetensors", counted) }
            #expect(await counted.requests == 1)
        }
        #expect(await refusal(safetensors("{}", data: 8, length: 5_000), name: "model.safetensors")?.hasPrefix("truncated") == true)
    }

    @Test("a header nested a hundred thousand deep is refused")
    func deep() async throws {
        let text = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        #expect(await refusal(safetensors(#"{"a":"# + text + "}", data: 0))?.hasPrefix("malformed: its header is not JSON") == true)
    }

    @Test("types of less than a byte fill whole bytes")
    func packed() async throws {
        let file = safetensors(#"{"a":{"dtype":"F4","shape":[6],"data_offsets":[0,3]}}"#, data: 3)
        #expect(try await facts(file).tensors == ["f4": TensorTotal(elements: 6, bytes: 3)])
    }

    @Test("cut off anywhere, it is refused")
    func truncated() async throws {
        for count in 0..<plainSafetensors.count {
            #expect(await refusal(Array(plainSafetensors.prefix(count)), name: "m.safetensors") != nil, "\(count) bytes")
        }
    }
}
