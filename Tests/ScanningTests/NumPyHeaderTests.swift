import Scanning
import Testing
import Variants

@Suite struct NumPyHeaderTests {
    @Test(
        "type and shape are read in every version and spelling",
        arguments: [
            ("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", 1, "f32", 6),
            ("{'descr': '|b1', 'fortran_order': True, 'shape': (7,)}", 2, "bool", 7),
            ("{\"descr\":\"<i8\",\"fortran_order\":False,\"shape\":()}", 3, "i64", 1),
            ("{'shape': (0, 5), 'descr': '>c8', 'fortran_order': False}", 1, "c64", 0),
            ("{'descr': [('a', '<f4'), ('b', '<i2')], 'fortran_order': False, 'shape': (3,)}", 1, "record", 3),
            ("{'descr': '|O', 'fortran_order': False, 'shape': (3,)}", 1, "object", 3),
            ("{'descr': [('a', '|O')], 'fortran_order': False, 'shape': (3,)}", 1, "object", 3),
        ] as [(String, UInt8, String, Int64)])
    func plain(header: String, version: UInt8, type: String, elements: Int64) async throws {
        #expect(try await facts(numpy(header, version: version)).tensors[type]?.elements == elements)
    }

    @Test(
        "a header without type or shape, or with one beyond all bounds, is refused",
        arguments: [
            "", "{}", "{'descr': '<f4'}", "{'descr': '<f4', 'shape': (2, -3)}", "{'descr': '<f4', 'shape': (2",
            "{'descr': '<f4', 'shape': 7}",
            "{'descr': '<f8', 'shape': (4294967296, 4294967296)}", "{'descr': '<f8', 'shape': (99999999999999999999,)}",
        ])
    func broken(header: String) async throws {
        #expect(await refusal(numpy(header))?.hasPrefix("malformed") == true)
    }

    @Test("a header longer than the file or than any header is refused")
    func lengths() async throws {
        #expect(await refusal(Array(plainNumPy.prefix(30)))?.hasPrefix("truncated") == true)
        let huge: [UInt8] = [0x93] + Array("NUMPY".utf8) + [2, 0, 0xFF, 0xFF, 0xFF, 0xFF]
        #expect(await refusal(huge)?.hasPrefix("too much") == true)
    }

    @Test("archives of arrays are added up, packed or not")
    func archive() async throws {
        var writer = ZipWriter([("a.npy", plainNumPy), ("b.npy", plainNumPy)])
        writer.entries[1].isDeflated = true
        #expect(
            try await facts(writer.file)
                == {
                    var sum = WeightFacts(format: .numpy); sum.tensors["f32"] = TensorTotal(elements: 12, bytes: 48); return sum
                }())
    }
}
