public import Licensing

/// How well copies of known texts are told.
public struct CopyScore: Sendable {
    public var count = 0
    /// The right id, or one whose text is word for word the same.
    public var right = 0
    public var confident = 0
    /// Another id than the right one.
    public var wrong = 0
    public var wrongWithConfidence = 0
    /// Files that were not told right, with what was answered.
    public var misses: [String] = []

    /// Which ids have one and the same text, by id.
    public static func groups(_ prints: LicenseFingerprints) -> [LicenseID: Set<LicenseID>] {
        var groups: [LicenseID: Set<LicenseID>] = [:]
        for text in prints.texts {
            let ids = Set([text.id] + text.kin)
            for id in ids { groups[id, default: []].formUnion(ids) }
        }
        return groups
    }

    /// Identifies one dressed copy of each text. The seed of a copy is its place.
    public init(_ identifier: TextIdentifier, _ texts: [TextFolder.Text], _ dressing: Dressing, groups: [LicenseID: Set<LicenseID>]) {
        for (place, text) in texts.enumerated() {
            let answer = identifier.identify(dressing.apply(to: text.bytes, seed: UInt64(place + 1)))
            count += 1
            if case .license(let id, _) = answer.expression, (groups[text.id] ?? [text.id]).contains(id) {
                right += 1
                if answer.confident { confident += 1 }
                continue
            }
            if answer.expression != .noAssertion { wrong += 1 }
            if answer.confident { wrongWithConfidence += 1 }
            misses.append(
                "\(text.file): \(text.id) is read as \(answer.expression.description) (\(answer.kind.rawValue)\(answer.confident ? ", confident" : ""))"
            )
        }
    }
}
