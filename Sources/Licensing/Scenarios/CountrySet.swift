/// Countries by ISO 3166-1 alpha-2 code, and `EU` for all members of the European Union.
public struct CountrySet: Hashable, Sendable {
    /// Members of the European Union since 2020-02-01 (Treaty on European Union, article 52, as amended).
    public static let europeanUnion: Set<String> = [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL",
        "PT", "RO", "SE", "SI", "SK",
    ]

    /// Without `EU`: its members instead.
    public let codes: Set<String>

    public init(_ texts: [String]) {
        var codes: Set<String> = []
        for text in texts {
            let code = Self.code(text)
            if code == "EU" { codes.formUnion(Self.europeanUnion) } else { codes.insert(code) }
        }
        self.codes = codes
    }

    /// Upper case, with the spellings that are in common use for ISO's own: `UK` is `GB`, `EL` is `GR`.
    public static func code(_ text: String) -> String {
        let upper = text.uppercased()
        return switch upper {
        case "UK": "GB"
        case "EL": "GR"
        default: upper
        }
    }

    /// Those of the given places, as they were written, that overlap this set. `EU` overlaps if any member does.
    public func overlapping(_ places: [String]) -> [String] {
        places.filter { !codes.isDisjoint(with: CountrySet([$0]).codes) }
    }
}
