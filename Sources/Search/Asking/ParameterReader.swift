public import Vocabulary

/// Reads the parameters of a question by their table: unknown names, repeated ones that must not be, and values of the wrong kind are
/// refused, each with what is possible.
public struct ParameterReader: Sendable {
    private let known: [String: QueryParameter]
    private var values: [String: [String]] = [:]

    /// Values of one filter beyond this are a mistake: each is looked up on its own.
    public static let mostValues = 64
    /// A query is a line: a longer value is no name of anything.
    public static let longestValue = 4_096

    /// What a client types beside the words to search for is short; those may be of any length, for text is only read to a bound.
    public init(_ pairs: [(name: String, value: String)], table: [QueryParameter]) throws(ParameterError) {
        known = Dictionary(table.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for (name, value) in pairs {
            guard let parameter = known[name] else {
                let near = Suggestion.nearest(to: name.lowercased(), among: table.lazy.map(\.name))
                let shown = Self.shown(name)
                let hint = near.isEmpty ? "known are \(table.map(\.name).joined(separator: ", "))" : "did you mean \(Self.quoted(near))?"
                throw ParameterError(shown, "there is no parameter '\(shown)' here; \(hint)", suggestions: near)
            }
            // An empty field of a form asks for nothing.
            guard !value.isEmpty else { continue }
            guard parameter.kind == .text || value.utf8.count <= Self.longestValue else {
                throw ParameterError(name, "'\(name)' is longer than \(Self.longestValue) bytes")
            }
            values[name, default: []].append(value)
            guard values[name, default: []].count <= (parameter.isList ? Self.mostValues : 1) else {
                throw ParameterError(
                    name, parameter.isList ? "'\(name)' is given more than \(Self.mostValues) times" : "'\(name)' is given more than once")
            }
        }
        for parameter in table where parameter.isRequired && values[parameter.name] == nil {
            throw ParameterError(parameter.name, "'\(parameter.name)' is missing: \(parameter.meaning)")
        }
    }

    public func texts(_ name: String) -> [String] { values[name] ?? [] }

    public func text(_ name: String) -> String? { values[name]?.first }

    /// `true`, `1`, `yes`, and their opposites, in any letter case.
    public func flag(_ name: String) throws(ParameterError) -> Bool? {
        guard let text = text(name) else { return nil }
        switch text.lowercased() {
        case "true", "1", "yes": return true
        case "false", "0", "no": return false
        default: throw ParameterError(name, "'\(name)' is true or false, not '\(Self.shown(text))'", suggestions: ["true", "false"])
        }
    }

    /// Within the bounds of the table.
    public func integer(_ name: String) throws(ParameterError) -> Int64? {
        guard let text = text(name), case .integer(let range) = known[name]?.kind else { return nil }
        guard let value = Int64(text), range.contains(value) else {
            throw ParameterError(
                name, "'\(name)' is a whole number from \(range.lowerBound) to \(range.upperBound), not '\(Self.shown(text))'")
        }
        return value
    }

    /// One of the words of the table, letter case ignored.
    public func choice(_ name: String) throws(ParameterError) -> String? {
        guard let text = text(name), case .choice(let words) = known[name]?.kind else { return nil }
        guard let word = words.first(where: { $0 == text.lowercased() }) else {
            let near = Suggestion.nearest(to: text.lowercased(), among: words)
            throw ParameterError(
                name, "'\(name)' is one of \(words.joined(separator: ", ")), not '\(Self.shown(text))'",
                suggestions: near.isEmpty ? words : near)
        }
        return word
    }

    /// A number of weights or tokens.
    public func count(_ name: String) throws(ParameterError) -> Int64? {
        guard let text = text(name) else { return nil }
        guard let value = Quantity.parseCount(text) else {
            throw ParameterError(name, "'\(name)' is a number such as 350M or 3B, not '\(Self.shown(text))'")
        }
        return value
    }

    public func bytes(_ name: String) throws(ParameterError) -> Int64? {
        guard let text = text(name) else { return nil }
        guard let value = Quantity.parseBytes(text) else {
            throw ParameterError(name, "'\(name)' is a size such as 500MB or 24GiB, not '\(Self.shown(text))'")
        }
        return value
    }

    /// A day means its first moment.
    public func day(_ name: String) throws(ParameterError) -> Timestamp? {
        guard let text = text(name) else { return nil }
        guard let time = Timestamp.day(text) else {
            throw ParameterError(name, "'\(name)' is a day such as 2026-01-31, not '\(Self.shown(text))'")
        }
        return time
    }

    public func models(_ name: String) throws(ParameterError) -> [ModelID] {
        var models: [ModelID] = []
        for text in texts(name) {
            guard let reference = ModelReference(text) else {
                throw ParameterError(name, "'\(Self.shown(text))' is not a model such as google/gemma-2b or huggingface:google/gemma-2b")
            }
            models.append(reference.model)
        }
        return models
    }

    public func evaluation(_ name: String) throws(ParameterError) -> SearchQuery.Evaluation? {
        guard let text = text(name) else { return nil }
        guard let evaluation = SearchQuery.Evaluation(text) else {
            throw ParameterError(
                name, "'\(Self.shown(text))' is not DATASET, DATASET:METRIC or DATASET:METRIC:LEAST, where LEAST is a number")
        }
        return evaluation
    }

    /// A beginning that fits into a sentence.
    static func shown(_ text: String) -> String { String(String.UnicodeScalarView(text.unicodeScalars.prefix(60))) }

    private static func quoted(_ texts: [String]) -> String { texts.map { "'\($0)'" }.joined(separator: ", ") }
}

extension SearchQuery.Evaluation {
    /// `DATASET`, `DATASET:METRIC` or `DATASET:METRIC:LEAST`; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard (1...3).contains(parts.count), !parts[0].isEmpty, text.utf8.count <= 1_024 else { return nil }
        var least: Double?
        if parts.count > 2 {
            guard let number = Double(parts[2]), number.isFinite else { return nil }
            least = number
        }
        self.init(dataset: parts[0], metric: parts.count > 1 && !parts[1].isEmpty ? parts[1] : nil, atLeast: least)
    }
}
