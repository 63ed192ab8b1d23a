import Testing

@testable import Serving

@Suite struct ByteRangeTests {
    @Test(
        "a range of a body of ten bytes is what RFC 9110 says",
        arguments: [
            (nil, .whole),
            ("bytes=0-0", .part(0..<1)),
            ("bytes=0-9", .part(0..<10)),
            ("bytes=0-99", .part(0..<10)),
            ("bytes=3-", .part(3..<10)),
            ("bytes=9-", .part(9..<10)),
            ("bytes=-3", .part(7..<10)),
            ("bytes=-99", .part(0..<10)),
            ("BYTES=1-2", .part(1..<3)),
            ("bytes= 1 - 2 ", .part(1..<3)),
            ("bytes=0-99999999999999999999999", .part(0..<10)),
            ("bytes=10-", .unsatisfiable),
            ("bytes=10-12", .unsatisfiable),
            ("bytes=-0", .unsatisfiable),
            ("bytes=99999999999999999999999-", .unsatisfiable),
            ("bytes=0-1,4-5", .whole),
            ("bytes=5-2", .whole),
            ("bytes=", .whole),
            ("bytes=-", .whole),
            ("bytes=a-b", .whole),
            ("bytes=+1-2", .whole),
            ("bytes=1--2", .whole),
            ("lines=1-2", .whole),
            ("bytes", .whole),
            ("", .whole),
            ("=", .whole),
        ] as [(String?, ByteRange)])
    func ranges(_ header: String?, _ expected: ByteRange) {
        #expect(ByteRange(header, size: 10) == expected)
    }

    @Test("no range of an empty body can be satisfied")
    func empty() {
        #expect(ByteRange("bytes=0-0", size: 0) == .unsatisfiable)
        #expect(ByteRange("bytes=-1", size: 0) == .unsatisfiable)
        #expect(ByteRange(nil, size: 0) == .whole)
    }

    @Test("ranges of the largest file do not overflow")
    func largest() {
        #expect(ByteRange("bytes=0-", size: .max) == .part(0..<(.max)))
        #expect(ByteRange("bytes=-\(Int64.max)", size: .max) == .part(1..<(.max)))
    }

    @Test(
        "If-None-Match compares weakly, takes lists, stars and tags without quotes",
        arguments: [
            ("\"abc\"", true), ("W/\"abc\"", true), ("\"x\", \"abc\"", true), ("*", true), ("abc", true), ("\"ab\"", false), ("", false),
            ("\"x\"", false),
        ])
    func noneMatch(_ header: String, _ matches: Bool) {
        #expect(EntityTag.matchesAny(header, hex: "abc") == matches)
    }

    @Test("If-Range lets a range through for the same strong tag only")
    func ifRange() {
        #expect(EntityTag.allowsRange(nil, hex: "abc"))
        #expect(EntityTag.allowsRange("\"abc\"", hex: "abc"))
        #expect(!EntityTag.allowsRange("W/\"abc\"", hex: "abc"))
        #expect(!EntityTag.allowsRange("\"abd\"", hex: "abc"))
        #expect(!EntityTag.allowsRange("Wed, 21 Oct 2015 07:28:00 GMT", hex: "abc"))
    }
}
