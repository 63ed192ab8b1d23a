import Testing
import Vocabulary

@Suite struct QuantityTests {
    @Test(
        "bytes are read in the units people type",
        arguments: [("0", 0), ("1024", 1_024), ("24GiB", 25_769_803_776), ("1.5 G", 1_610_612_736), ("500MB", 500_000_000), ("3k", 3_072)])
    func bytes(text: String, expected: Int64) {
        #expect(Quantity.parseBytes(text) == expected)
    }

    @Test(
        "weights are counted in thousands",
        arguments: [("3B", 3_000_000_000), ("350M", 350_000_000), ("1.5b", 1_500_000_000), ("22700000", 22_700_000)])
    func counts(text: String, expected: Int64) {
        #expect(Quantity.parseCount(text) == expected)
    }

    @Test("what is no quantity is refused", arguments: ["", "GiB", "12x", "-5", "1e99", "99999999999999T", "1..2"])
    func refusals(text: String) {
        #expect(Quantity.parseBytes(text) == nil)
        #expect(Quantity.parseCount(text) == nil)
    }

    @Test("numbers are printed with three figures")
    func printing() {
        #expect(Quantity.bytes(0) == "0 B")
        #expect(Quantity.bytes(999) == "999 B")
        #expect(Quantity.bytes(1_024) == "1.0 KiB")
        #expect(Quantity.bytes(90_868_376) == "86.7 MiB")
        #expect(Quantity.bytes(1_073_741_824) == "1.0 GiB")
        #expect(Quantity.count(22_713_216) == "22.7M")
        #expect(Quantity.duration(seconds: 42) == "42s")
        #expect(Quantity.duration(seconds: 185) == "3m05s")
        #expect(Quantity.duration(seconds: 7_620) == "2h07m")
        #expect(Quantity.duration(seconds: .infinity) == "–")
    }
}
