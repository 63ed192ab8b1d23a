import HTTPTypes
import Testing
import Vocabulary

@testable import Transport

@Suite struct RateLimitTests {
    @Test(
        "windows are read in every form the draft allows",
        arguments: [
            ("\"api\";r=0;t=55", [[0, 55]]), ("api; r=12; t=300", [[12, 300]]), ("\"a;r=1,b\";t=5;r=2", [[2, 5]]),
            ("\"api\";r=4;t=1, \"pages\";r=0;t=9", [[4, 1], [0, 9]]), ("\"api\";r=99999999999999999999;t=1", [[1_000_000_000, 1]]),
        ])
    func reads(header: String, windows: [[Int]]) {
        #expect(RateLimit.parse(header) == windows.map { RateLimit(remaining: $0[0], reset: .seconds($0[1])) })
    }

    @Test(
        "what can't be read asks for nothing",
        arguments: [
            "", ";", ",,,", "\"api\"", "\"api\";r=0", "\"api\";t=5", "\"api\";r=-1;t=5", "\"api\";r=x;t=5", "\"api;r=0;t=5", "r=0;t=5",
        ])
    func unreadable(header: String) {
        #expect(RateLimit.parse(header) == [])
    }

    @Test("the longest of the windows that are used up counts")
    func pause() {
        #expect(RateLimit.pause(in: fields(["RateLimit": "\"a\";r=0;t=5, \"b\";r=0;t=7, \"c\";r=1;t=99"])) == .seconds(7))
        #expect(RateLimit.pause(in: fields(["RateLimit": "\"a\";r=1;t=5"])) == nil)
        #expect(RateLimit.pause(in: [:]) == nil)
    }

    @Test(
        "the three forms of an HTTP date mean the same moment",
        arguments: ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"])
    func dates(text: String) {
        #expect(Timestamp(httpDate: text)?.description == "1994-11-06T08:49:37.000Z")
    }

    @Test(
        "what is no date is none",
        arguments: [
            "", "soon", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET",
            "-1 -1 -1 -1 -1 GMT",
        ])
    func noDates(text: String) {
        #expect(Timestamp(httpDate: text) == nil)
        #expect(RateLimit.retryAfter(in: fields(["Retry-After": text]), now: Timestamp(milliseconds: 0)) == nil)
    }
}
