import JSONReading
import Testing

@Suite struct JSONWriterTests {
    @Test("commas stand between values and nowhere else")
    func commas() {
        var writer = JSONWriter()
        writer.object {
            $0.member("a", 1)
            $0.key("b")
            $0.array {
                $0.number(1)
                $0.array { _ in }
                $0.object { _ in }
                $0.null()
            }
            $0.member("c", String?.none)
            $0.member("d", strings: ["x", "y"])
            $0.key("e")
            $0.raw(#"{"r":1}"#)
            $0.member("f", true)
        }
        #expect(writer.text == #"{"a":1,"b":[1,[],{},null],"c":null,"d":["x","y"],"e":{"r":1},"f":true}"#)
    }

    @Test("whatever is written is read back the same")
    func roundTrip() throws {
        let every = (0..<0x80).map { String(UnicodeScalar(UInt8($0))) }.joined() + "é\u{2028}😀\u{10FFFF}\u{FEFF}"
        var writer = JSONWriter()
        writer.object {
            $0.member(every, every)
            $0.member("max", Int64.max)
            $0.member("min", Int64.min)
            $0.member("pi", 3.141592653589793)
            $0.member("tiny", 1e-300)
            $0.member("big", 1e300)
        }
        let root = try JSONDocument(parsing: writer.bytes, limit: 10_000).root
        #expect(root[every]?.string == every)
        #expect(root["max"]?.int64 == .max)
        #expect(root["min"]?.int64 == .min)
        #expect(root["pi"]?.double == 3.141592653589793)
        #expect(root["tiny"]?.double == 1e-300)
        #expect(root["big"]?.double == 1e300)
        #expect(root.serialized == writer.text)
    }

    @Test("what JSON has no number for is null")
    func notNumbers() {
        var writer = JSONWriter()
        writer.array {
            $0.number(Double.nan)
            $0.number(-Double.infinity)
            $0.number(-0.0)
        }
        #expect(writer.text == "[null,null,-0.0]")
    }

    @Test("bytes that are not UTF-8 are repaired, so that the text stays JSON")
    func repair() throws {
        var writer = JSONWriter()
        writer.string(repairing: [0x61, 0xFF, 0x62] as [UInt8])
        #expect(try JSONDocument(parsing: writer.bytes, limit: 100).root.string == "a\u{FFFD}b")
    }

    @Test("lines are texts of their own")
    func lines() {
        var writer = JSONWriter()
        writer.object { $0.member("a", 1) }
        writer.newline()
        writer.object { $0.member("a", 2) }
        writer.newline()
        #expect(writer.text == "{\"a\":1}\n{\"a\":2}\n")
        writer.removeAll()
        writer.array { _ in }
        #expect(writer.text == "[]")
    }
}
