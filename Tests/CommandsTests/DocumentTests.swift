import Foundation
import Testing

@testable import Commands

@Suite struct DocumentTests {
    @Test("JSON keeps the order of its keys and escapes what it must")
    func json() throws {
        let datum = Datum.object([
            ("b", .text("a\"\\\n\u{1}é")), ("a", .list([.int(1 as Int64), .null, .bool(true), .real(0.5)])), ("raw", .json(#"{"x":1}"#)),
            ("none", .list([])),
        ])
        let text = datum.jsonText()
        let parsed = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(parsed["b"] as? String == "a\"\\\n\u{1}é")
        #expect((parsed["raw"] as? [String: Int]) == ["x": 1])
        let keys = text.split(separator: "\n").compactMap { $0.split(separator: "\"").dropFirst().first }
        #expect(keys == ["b", "a", "raw", "none"])
    }

    @Test("a table lines its columns up and shows no control characters")
    func table() {
        let table = Table(["name", "size"], rightAligned: ["size"], rows: [["a", "1.0 KiB"], ["evil\u{1B}[2J", "9 B"]])
        #expect(table.text() == "NAME         SIZE\na         1.0 KiB\nevil\u{FFFD}[2J      9 B")
    }

    @Test("CSV quotes by RFC 4180 and disarms formulas")
    func csv() {
        let table = Table(["first name", "n"], rows: [["a,\"b\"", "-1"], ["=1+1", "+x"]])
        #expect(table.csv() == "first_name,n\r\n\"a,\"\"b\"\"\",-1\r\n'=1+1,'+x")
    }
}
