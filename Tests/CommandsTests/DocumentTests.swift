import Testing

@testable import Commands

@Suite struct DocumentTests {
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
