internal import Foundation
public import Licensing

/// What a licence text was recognised as, in the form that is kept beside the text.
public struct TextReading: Hashable, Sendable, Codable {
    /// A run of bytes of the text that the known licence does not have.
    public struct Passage: Hashable, Sendable, Codable {
        public var from: Int
        public var to: Int
        public var changesTerms: Bool
    }

    /// More passages than a person would read are counted, not listed.
    private static let passageLimit = 20

    public var expression: String
    public var kind: TextIdentification.Kind
    /// 0…1: how like the nearest known text it is.
    public var score: Double
    public var isConfident: Bool
    public var candidates: [TextIdentification.Candidate]
    public var inserted: [Passage]
    public var insertedCount: Int
    public var missingCount: Int
    public var notes: [TextIdentification.Note]

    public init(_ identification: TextIdentification) {
        expression = identification.expression.description
        kind = identification.kind
        score = identification.score
        isConfident = identification.confident
        candidates = identification.candidates
        inserted = identification.inserted.prefix(Self.passageLimit).map {
            Passage(from: $0.bytes.lowerBound, to: $0.bytes.upperBound, changesTerms: $0.changesTerms)
        }
        insertedCount = identification.inserted.count
        missingCount = identification.missing.count
        notes = identification.notes
    }

    /// nil for what an older version wrote otherwise: it is read again when the licence data changes.
    init?(json: String) {
        guard let reading = try? JSONDecoder().decode(TextReading.self, from: Data(json.utf8)) else { return nil }
        self = reading
    }

    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    /// How far the expression may be relied on.
    var confidence: Confidence {
        switch kind {
        case .license, .policy: isConfident ? .high : .low
        case .tag: .medium
        case .name, .link: .low
        case .variant, .unknown, .empty, .binary: .none
        }
    }

    /// One sentence for a person, where the text is not simply the licence.
    var remark: String? {
        guard let nearest = candidates.first, !isConfident || kind == .variant else { return nil }
        let likeness = (nearest.score * 1_000).rounded() / 10
        switch kind {
        case .variant:
            return "\(likeness) % like \(nearest.id), with \(insertedCount) passages added and \(missingCount) missing: other terms"
        case .unknown: return "no text we know; the nearest is \(nearest.id) with \(likeness) %"
        case .license, .policy, .tag, .name, .link, .empty, .binary: return "\(likeness) % like \(nearest.id)"
        }
    }
}
