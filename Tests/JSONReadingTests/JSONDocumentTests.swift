import JSONReading
import Testing

@Suite struct JSONDocumentTests {
    private func parse(_ text: String, depth: Int = 128) throws -> JSONDocument {
        try JSONDocument(parsing: Array(text.utf8), limits: .init(size: 1 << 20, depth: depth))
    }

    private func fault(_ bytes: [UInt8], size: Int = 1 << 20, depth: Int = 128) -> JSONError? {
        do throws(JSONError) {
            _ = try JSONDocument(parsing: bytes, limits: .init(size: size, depth: depth))
            return nil
        } catch {
            return error
        }
    }

    private func fault(_ text: String, depth: Int = 128) -> JSONError? { fault(Array(text.utf8), depth: depth) }

    @Test("every kind of value comes back as what it is")
    func kinds() throws {
        let root = try parse(#"{"n":null,"t":true,"i":-7,"u":18446744073709551615,"d":2.5,"s":"a\u0000b","a":[1,[]],"o":{}}"#).root
        #expect(root["n"]?.isNull == true)
        #expect(root["t"]?.bool == true)
        #expect(root["i"]?.int64 == -7)
        #expect(root["u"]?.int64 == nil)
        #expect(root["u"]?.double == 0x1p64)
        #expect(root["d"]?.double == 2.5)
        #expect(root["d"]?.int64 == nil)
        #expect(root["s"]?.string == "a\u{0}b")
        #expect(root["a"]?.array?.map(\.kind) == [.integer, .array])
        #expect(root["o"]?.object?.count == 0)
        #expect(root["missing"] == nil)
        #expect(root["t"]?["x"] == nil)
        #expect(root.array == nil)
    }

    @Test("a value asked for as another kind is nil, not a guess")
    func wrongKinds() throws {
        let root = try parse(#"["1", 1, true, null]"#).root
        let values = Array(try #require(root.array))
        #expect(values[0].int64 == nil)
        #expect(values[1].string == nil)
        #expect(values[1].bool == nil)
        #expect(values[2].int64 == nil)
        #expect(values[3].double == nil)
    }

    @Test("whole numbers written with a point or an exponent are whole")
    func wholeDoubles() throws {
        let values = try #require(try parse("[12.0, 1e3, 1e300]").root.array).map(\.int64)
        #expect(values == [12, 1_000, nil])
    }

    @Test("lookup takes the last of repeated keys, iteration shows all of them")
    func repeatedKeys() throws {
        let root = try parse(#"{"a":1,"b":2,"a":3}"#).root
        #expect(root["a"]?.int64 == 3)
        let members = try #require(root.object)
        #expect(members.map { $0.key.string } == ["a", "b", "a"])
        #expect(members.map { $0.value.int64 } == [1, 2, 3])
        #expect(members.first { $0.key.equals("b") }?.value.int64 == 2)
    }

    @Test("a value outlives the name of its document")
    func lifetime() throws {
        func inner() throws -> JSONValue? { try parse(#"{"a":{"b":"long enough not to be a small string"}}"#).root["a"]?["b"] }
        #expect(try inner()?.string == "long enough not to be a small string")
    }

    @Test("a value is written back as compact text in its order")
    func serialized() throws {
        let root = try parse(#" { "z" : [ 1 , 2.5 , "\u0001\"é" ] , "a" : null } "#).root
        #expect(root.serialized == #"{"z":[1,2.5,"\u0001\"é"],"a":null}"#)
        #expect(root["z"]?.serialized == #"[1,2.5,"\u0001\"é"]"#)
    }

    @Test("no prefix of a document is taken for the document, and none crashes")
    func truncation() throws {
        let text = Array(#"{"id":"org/naïve \ud83d\ude00","n":[-1.5e-3,0,true,null,{"k":[]}],"s":"\\\"","u":"é"}"#.utf8)
        #expect(fault(text) == nil)
        for length in 0..<text.count {
            let error = try #require(fault(Array(text[..<length])), "\(length) bytes were taken")
            #expect((error.offset ?? 0) <= length)
        }
    }

    @Test("flipping any byte of a document gives a document or an error")
    func flips() {
        let text = Array(#"{"a":[1,2,{"b":"x\u00e9\n"}],"c":-0.5e+2,"d":null}"#.utf8)
        var refused = 0
        for index in text.indices {
            for bit in 0..<8 {
                var changed = text
                changed[index] ^= 1 << bit
                if fault(changed) != nil { refused += 1 }
            }
        }
        #expect(refused > text.count * 2)
    }

    @Test("nesting is taken up to the limit and refused beyond it")
    func depth() {
        #expect(fault(String(repeating: "[", count: 60) + String(repeating: "]", count: 60), depth: 64) == nil)
        #expect(fault(String(repeating: "[", count: 65) + String(repeating: "]", count: 65), depth: 64)?.cause == .tooDeep)
        #expect(fault(String(repeating: "[", count: 500_000))?.cause == .tooDeep)
        #expect(fault(String(repeating: #"{"a":"#, count: 100_000))?.cause == .tooDeep)
    }

    @Test("a text over the size limit is not even read")
    func size() {
        #expect(fault(Array("[1,2,3]".utf8), size: 6)?.cause == .tooLarge)
        #expect(fault(Array("[1,2,3]".utf8), size: 7) == nil)
    }

    @Test(
        "what is not JSON is refused with the place and the reason",
        arguments: [
            ("", JSONError.Cause.empty, Optional<Int>.some(0)), ("  ", .empty, 2), ("{", .grammar, 1), ("[1,]", .grammar, 3),
            ("[1 2]", .grammar, 3), (#"{"a" 1}"#, .grammar, 5), ("{a:1}", .grammar, 1), ("[1] x", .grammar, 4), ("nul", .grammar, 0),
            ("\"a\nb\"", .string, 2), (#"["\x"]"#, .string, 2), (#"["\ud800"]"#, .string, 2), (#"["\ud800\u0041"]"#, .string, 2),
            (#"["\udc00"]"#, .string, 2), (#"["\u12g4"]"#, .string, 2), ("[01]", .number, 1), ("[1.]", .number, 1), ("[+1]", .grammar, 1),
            ("[1e999]", .number, 1), ("[123456789012345678901234567890]", .number, 1), ("[NaN]", .grammar, 1), ("\u{FEFF}[]", .grammar, 0),
            ("[1]\u{0}", .grammar, 3), ("[\"a\u{0}b\"]", .string, 3),
        ])
    func faults(text: String, cause: JSONError.Cause, offset: Int?) throws {
        let error = try #require(fault(text))
        #expect(error.cause == cause, "\(error)")
        #expect(error.offset == offset, "\(error)")
    }

    @Test("bytes that are not UTF-8 are refused where they are")
    func encoding() {
        for bad in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82]] as [[UInt8]] {
            let error = fault(Array("[\"é".utf8) + bad + Array("\"]".utf8))
            #expect(error?.cause == .encoding)
            #expect(error?.offset == 4)
        }
    }

    @Test("a document with a million elements is counted and walked")
    func long() throws {
        let document = try JSONDocument(
            parsing: Array(("[" + String(repeating: "1,", count: 999_999) + "1]").utf8), limit: 4 << 20)
        let array = try #require(document.root.array)
        #expect(array.count == 1_000_000)
        #expect(array.reduce(0) { $0 + ($1.int64 ?? 0) } == 1_000_000)
    }

    @Test(
        "what is only badly encoded or too long a number can be mended, and nothing else is",
        arguments: [
            (#"["\ud83d","\ud83d\ude00","\\ud83d","\udc00x"]"#, "[\"\u{FFFD}\",\"😀\",\"\\\\ud83d\",\"\u{FFFD}x\"]"),
            (#"[123456789012345678901234567890,-1e999,1.5,"1e999"]"#, #"["123456789012345678901234567890","-1e999",1.5,"1e999"]"#),
            ("[1]", "[1]"), (#"{"a":"\ud800","n":12}"#, "{\"a\":\"\u{FFFD}\",\"n\":12}"),
        ])
    func mending(text: String, expected: String) throws {
        let limits = JSONDocument.Limits(size: 1_000)
        #expect(try JSONDocument(repairing: Array(text.utf8), limits: limits).root.serialized == expected)
        #expect(throws: JSONError.self) { try JSONDocument(repairing: Array((text + "]").utf8), limits: limits) }
        #expect(throws: JSONError.self) { try JSONDocument(repairing: Array(text.utf8.dropLast()), limits: limits) }
    }

    @Test("bytes that are not UTF-8 are mended too, and a fault of grammar is still one")
    func mendingBytes() throws {
        let limits = JSONDocument.Limits(size: 1_000)
        let bytes = Array("[\"a".utf8) + [0xFF] + Array("b\"]".utf8)
        #expect(try JSONDocument(repairing: bytes, limits: limits).root.serialized == "[\"a\u{FFFD}b\"]")
        #expect(throws: JSONError.self) { try JSONDocument(repairing: Array(bytes.dropLast(2)), limits: limits) }
        #expect(throws: JSONError.self) { try JSONDocument(repairing: Array("[\"\u{1}\", 1e999]".utf8), limits: limits) }
    }
}
