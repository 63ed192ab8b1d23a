internal import JSONReading
internal import Vocabulary

/// What tags and card data claim of licences and origins, as written.
enum HuggingFaceClaims {
    private static let maxBytes = 65_536
    private static let maxBases = 256

    static func licenses(tags: [String], card: JSONValue?) -> [LicenseClaim] {
        var claims: [LicenseClaim] = []
        for tag in tags where tag.hasPrefix("license:") { claims.append(LicenseClaim(.tag, raw: String(tag.dropFirst(8)))) }
        for field in [LicenseClaim.Field.license, .licenseName, .licenseLink] {
            guard let value = card?[field.rawValue] else { continue }
            let text = value.string
            let raw = text ?? value.serialized
            if raw.utf8.count <= maxBytes { claims.append(LicenseClaim(field, raw: raw, isJSON: text == nil)) }
        }
        return claims
    }

    /// From `base_model:quantized:ORG/X`, else from `base_model:ORG/X` and the card's `base_model` (text or a list of text) with its
    /// `base_model_relation`. Each model once for each relation.
    static func baseModels(tags: [String], card: JSONValue?) -> [BaseModelClaim] {
        var claims: [BaseModelClaim] = []
        var plain: [String] = []
        for tag in tags where tag.hasPrefix("base_model:") {
            let rest = tag.dropFirst("base_model:".count)
            guard let colon = rest.firstIndex(of: ":") else {
                plain.append(String(rest))
                continue
            }
            add(BaseModelClaim(path: String(rest[rest.index(after: colon)...]), relation: String(rest[..<colon])), to: &claims)
        }
        let relation = card?["base_model_relation"]?.string
        if let base = card?["base_model"] {
            for path in base.array?.compactMap(\.string) ?? [base.string].compactMap({ $0 }) where !isKnown(path, claims) {
                add(BaseModelClaim(path: path, relation: relation), to: &claims)
            }
        }
        for path in plain where !isKnown(path, claims) { add(BaseModelClaim(path: path, relation: nil), to: &claims) }
        return claims
    }

    private static func isKnown(_ path: String, _ claims: [BaseModelClaim]) -> Bool { claims.contains { $0.path == path } }

    private static func add(_ claim: BaseModelClaim, to claims: inout [BaseModelClaim]) {
        guard claims.count < maxBases, !claim.path.isEmpty, claim.path.utf8.count <= 1_024, !claims.contains(claim) else { return }
        claims.append(claim)
    }
}
