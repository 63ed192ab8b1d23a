/// A part of a card's prose: a heading and what stands below it, up to the next heading of any level.
public struct CardSection: Sendable, Hashable {
    /// What a section speaks of. The raw values are stored and shown; they never change.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case description
        /// Intended use in general, or direct and downstream use under one heading.
        case intendedUse = "intended-use"
        case directUse = "direct-use"
        case downstreamUse = "downstream-use"
        case outOfScopeUse = "out-of-scope-use"
        /// With bias, risks, safety and what to mind.
        case limitations
        case trainingData = "training-data"
        /// With preprocessing and hyperparameters.
        case trainingProcedure = "training-procedure"
        /// With the data and the metrics of the tests.
        case evaluation
        /// How to run it: code, prompts, installation.
        case usage
        /// Inputs, outputs, architecture, files, hardware.
        case specifications
        /// Energy and emissions.
        case environment
        case license
        case citation
        /// Authors, and where to ask.
        case contact
        case other
    }

    /// Whether somebody wrote something there.
    public enum State: String, Sendable, Hashable {
        case filled
        /// Only what the template has there: "[More Information Needed]".
        case leftover
        case empty
    }

    public let kind: Kind
    /// Its words as they read, without marks, at most `CardOutline.Limits.heading` bytes; empty for what stands in front of the first
    /// heading.
    public let heading: String
    /// 1…6 as in HTML; 7 for a bold line or a `<summary>` that serves as a heading; 0 in front of the first heading.
    public let level: Int
    /// UTF-8 offsets in `ModelCard.body`, from the line of the heading to the next heading.
    public let bytes: Range<Int>
    /// Lines of the body, from 1, as `bytes`. Never empty.
    public let lines: ClosedRange<Int>
    /// Markdown below the heading, as written, at most `CardOutline.Limits.text` bytes, cut between two characters.
    public let text: String
    public let isTextCut: Bool
    public let state: State

    /// The text with every run of blanks as one space, at most `limit` bytes, cut between two characters.
    public func words(limit: Int) -> String {
        var words: [UInt8] = []
        for word in text.utf8.split(whereSeparator: { $0 == 0x20 || (0x09...0x0D).contains($0) }) {
            if words.count >= limit { break }
            if !words.isEmpty { words.append(0x20) }
            words += word
        }
        return String(decoding: words[..<words.characterBoundary(atMost: limit)], as: UTF8.self)
    }
}

extension Array where Element == UInt8 {
    /// The largest offset up to `limit` at which no character of this UTF-8 is torn.
    func characterBoundary(atMost limit: Int) -> Int {
        guard limit < count else { return count }
        var end = Swift.max(0, limit)
        while end > 0, self[end] & 0xC0 == 0x80 { end -= 1 }
        return end
    }
}
