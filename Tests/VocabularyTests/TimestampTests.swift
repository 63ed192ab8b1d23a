import Foundation
import Testing
import Vocabulary

@Suite struct TimestampTests {
    @Test("the Hub's form reads to the millisecond and prints as it was")
    func hubForm() throws {
        let moment = try #require(Timestamp("2022-03-02T23:29:04.123Z"))
        #expect(moment.milliseconds == 1_646_263_744_123)
        #expect(moment.description == "2022-03-02T23:29:04.123Z")
    }

    @Test("agrees with Foundation from the year 1590 to the year 3990, and reads what it prints back to year 5")
    func agreesWithFoundation() {
        let formatter = ISO8601DateFormatter()
        formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
        for seconds in stride(from: -62_000_000_000, to: 64_000_000_000, by: 123_456_789) {
            let moment = Timestamp(milliseconds: Int64(seconds) * 1_000)
            if seconds > -12_000_000_000 {  // Foundation changes calendars in 1582.
                #expect(moment.description == formatter.string(from: Date(timeIntervalSince1970: Double(seconds))))
            }
            #expect(Timestamp(moment.description) == moment)
        }
    }

    @Test("offsets and fractions of any length are understood")
    func variants() {
        let base = Timestamp("2026-01-01T00:00:00Z")
        #expect(Timestamp("2026-01-01T01:30:00+01:30") == base)
        #expect(Timestamp("2025-12-31T19:00:00-05:00") == base)
        #expect(Timestamp("2026-01-01T00:00:00.5Z")?.milliseconds == base.map { $0.milliseconds + 500 })
        #expect(Timestamp("2026-01-01T00:00:00.123456789Z")?.milliseconds == base.map { $0.milliseconds + 123 })
    }

    @Test(
        "what is not a time is nil",
        arguments: [
            "", "yesterday", "2026-13-01T00:00:00Z", "2026-01-01", "2026-01-01T00:00:00", "2026-01-01T00:00:00.Z", "2026-01-01T25:00:00Z",
            "2026-01-01T00:00:00Zx",
        ])
    func refusals(text: String) {
        #expect(Timestamp(text) == nil)
    }
}
