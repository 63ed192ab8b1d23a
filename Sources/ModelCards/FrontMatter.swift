public import Vocabulary

/// The YAML block at the head of a card.
public struct FrontMatter: Sendable, Hashable {
    /// In the author's order, each key once.
    public let members: [CardMember]
    /// Whether the Hub's own clients would read it. If not (a byte order mark, blanks behind a fence, a wrong terminator, bytes that are
    /// not UTF-8), a finding says why.
    public let isStandard: Bool

    init(members: [CardMember], isStandard: Bool) {
        self.members = members
        self.isStandard = isStandard
    }

    /// JSON text of the whole block, an object.
    public var json: String { CardValue.map(members).json }

    public subscript(key: String) -> CardValue? { members.first { $0.key == key }?.value }

    /// What `license`, `license_name` and `license_link` say, as written.
    public var licenses: [LicenseClaim] {
        let fields: [LicenseClaim.Field] = [.license, .licenseName, .licenseLink]
        return fields.compactMap { field in
            guard let value = self[field.rawValue] else { return nil }
            if let text = value.string { return LicenseClaim(field, raw: text) }
            return LicenseClaim(field, raw: value.json, isJSON: true)
        }
    }

    /// The Hub does not know these keys, so they are no claims; but their author meant something.
    func noteMisspeltLicense(in findings: inout CardFindings) {
        for key in members.map(\.key) where key != "license" {
            let bare = key.lowercased().drop { $0 == "-" || $0 == " " }
            if bare == "license" || bare == "licence" || bare == "licenses" {
                findings.add(.cardFrontMatter, "'\(key)' is not a key the Hub knows; 'license' is")
            }
        }
    }

    static func read(
        _ yaml: ArraySlice<UInt8>, firstLine: Int, limits: ModelCard.Limits, findings: inout CardFindings
    ) -> Result<[CardMember], YAMLFault> {
        guard yaml.count <= limits.frontMatter else {
            return .failure(
                YAMLFault(.cardTooLarge, line: firstLine, "the front matter has \(yaml.count) bytes, the limit is \(limits.frontMatter)"))
        }
        var builder = YAMLTreeBuilder(firstLine: firstLine, maxDepth: limits.depth, maxValues: limits.values)
        do throws(YAMLFault) {
            let root: CardValue
            do throws(YAMLFault) {
                root = try builder.build(yaml)
            } catch {
                guard let joined = SurrogateEscapes.joined(yaml) else { throw error }
                builder = YAMLTreeBuilder(firstLine: firstLine, maxDepth: limits.depth, maxValues: limits.values)
                root = try builder.build(joined[...])
            }
            for note in builder.notes { findings.add(note.code, note.reason, line: note.line) }
            switch root {
            case .map(let members): return .success(members)
            case .null: return .success([])
            case .list: return .failure(YAMLFault(.cardFrontMatter, line: firstLine, "the front matter is a list, not keys and values"))
            default: return .failure(YAMLFault(.cardFrontMatter, line: firstLine, "the front matter is plain text, not keys and values"))
            }
        } catch {
            return .failure(error)
        }
    }
}
