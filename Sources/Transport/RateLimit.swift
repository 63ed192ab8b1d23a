import HTTPTypes
import Vocabulary

/// What the Hub's `RateLimit` header says of one of its windows: `"api";r=0;t=55`
/// (draft-ietf-httpapi-ratelimit-headers, as the Hub and huggingface_hub use it).
struct RateLimit: Hashable, Sendable {
    /// Requests left in the window.
    let remaining: Int
    /// Until the window starts anew.
    let reset: Duration

    /// How long `headers` ask us not to come back: the longest of the windows that are used up; nil where none is.
    static func pause(in headers: HTTPFields) -> Duration? {
        guard let name = HTTPField.Name("RateLimit") else { return nil }
        return headers[values: name].prefix(8).flatMap { parse($0) }.filter { $0.remaining == 0 }.map(\.reset).max()
    }

    /// The windows of one header; what can't be read is left out.
    static func parse(_ header: String) -> [RateLimit] {
        pieces(of: header, at: ",").prefix(16).compactMap { item in
            var remaining: Int?
            var reset: Int?
            for parameter in pieces(of: item, at: ";").dropFirst() {
                let pair = parameter.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " && $0 != "\t" } }
                guard pair.count == 2, let number = count(pair[1]) else { continue }
                if pair[0] == "r" { remaining = number }
                if pair[0] == "t" { reset = number }
            }
            guard let remaining, let reset else { return nil }
            return RateLimit(remaining: remaining, reset: .seconds(reset))
        }
    }

    /// `Retry-After` (RFC 9110 section 10.2.3): seconds, or a date. nil where it is neither; never negative.
    static func retryAfter(in headers: HTTPFields, now: Timestamp) -> Duration? {
        guard let name = HTTPField.Name("Retry-After"), let value = headers[values: name].first else { return nil }
        if let seconds = count(value) { return .seconds(seconds) }
        guard let date = Timestamp(httpDate: value) else { return nil }
        return .milliseconds(max(0, date.milliseconds - now.milliseconds))
    }

    /// A whole number of seconds or requests; what is beyond a billion is that.
    private static func count(_ text: String) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return text.utf8.count > 9 ? 1_000_000_000 : Int(text)
    }

    /// Parts between `separator`s outside of quotes.
    private static func pieces(of text: String, at separator: Character) -> [String] {
        var all: [String] = [""]
        var isQuoted = false
        for character in text {
            if character == "\"" { isQuoted.toggle() }
            if character == separator, !isQuoted { all.append("") } else { all[all.count - 1].append(character) }
        }
        return all
    }
}
