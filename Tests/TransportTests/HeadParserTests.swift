import HTTPTypes
import Testing

@testable import Transport

@Suite struct HeadParserTests {
    private func parse(_ lines: [String]) -> HeadParser.Step {
        var parser = HeadParser()
        var step = HeadParser.Step.more
        for line in lines {
            step = Array(line.utf8).withUnsafeBytes { parser.feed($0) }
            guard case .more = step else { break }
        }
        return step
    }

    @Test("a folded line goes on with the value before it, and blanks around values go")
    func folded() {
        guard case .complete(let status, let headers) = parse(["HTTP/1.1 200 OK\r\n", "X-A: \t one \r\n", "\ttwo\r\n", "\r\n"]) else {
            Issue.record("no head")
            return
        }
        #expect(status == .ok)
        #expect(headers[name("X-A")] == "one two")
    }

    @Test("a name that is no token is left out; bytes that are no text are kept")
    func odd() {
        guard case .complete(_, let headers) = parse(["HTTP/1.1 200\r\n", "b\u{E9}d: 1\r\n", "X-B: \u{E9}\r\n", "\r\n"]) else {
            Issue.record("no head")
            return
        }
        #expect(headers.count == 1)
        #expect(headers[name("X-B")] == "\u{E9}")
    }

    @Test(
        "what is no head is refused",
        arguments: [
            ["\r\n"], ["HTTP/1.1 20 OK\r\n"], ["HTTP/1.1 099 OK\r\n"], ["HTTP/1.1 2000 OK\r\n"],
            ["HTTP/1.1 200 OK\r\n", " folded: first\r\n"],
            ["HTTP/1.1 200 OK\r\n", "no colon\r\n"], ["HTTP/1.1 200 OK\r\n", "X: " + String(repeating: "x", count: HeadParser.mostBytes)],
            ["HTTP/1.1 200 OK\r\n"] + Array(repeating: "X: y\r\n", count: HeadParser.mostFields),
        ])
    func refused(lines: [String]) {
        guard case .refused = parse(lines) else {
            Issue.record("not refused")
            return
        }
    }
}
