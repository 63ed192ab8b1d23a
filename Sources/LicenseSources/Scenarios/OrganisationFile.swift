public import Licensing

/// The profile of an organisation as a YAML file: `seat`, `countries`, figures, what it accepted.
///
/// ```yaml
/// organisation:
///   seat: DE
///   countries: [EU, US]                      # or `use`
///   mau: {now: 12e6, 2024-07-23: 9_000_000}   # or one number that holds for every day
///   revenue_usd: 80e6                         # a year's; revenue_month_usd: a month's
///   competitor_of: []
/// ```
public enum OrganisationFile {
    /// The profile under `organisation`, or the whole file if there is no such key. Throws for whatever is unknown or can't be meant.
    public static func organisation(_ text: String, file: String) throws(LicenseFault) -> Organisation {
        let root = try YAMLNode.parse(text, file: file)
        let field = SourceField(node: root, file: file, keyLine: 1, name: "")
        if let own = try field.mapping().fields.first(where: { $0.key == "organisation" }) {
            guard try field.mapping().fields.count == 1 else { throw field.fault("beside 'organisation' nothing else may stand") }
            return try profile(own.field)
        }
        return try profile(field)
    }

    private static func profile(_ field: SourceField<YAMLNode>) throws(LicenseFault) -> Organisation {
        var profile = Organisation()
        for (key, value) in try field.mapping().fields {
            switch key {
            case "seat": profile.seat = try country(value)
            case "countries", "use":
                guard profile.countries == nil else { throw value.fault("'countries' and 'use' are the same: give one") }
                profile.countries = try countries(value)
            case "competitor_of": profile.competitorOf = try texts(value)
            case "multimodal": profile.usesMultimodal = try flag(value)
            case "image_generation_business": profile.isImageGenerationBusiness = try flag(value)
            case "purposes": profile.purposes = try texts(value)
            case "accepted": profile.accepted = try texts(value).map { LicenseID($0) }
            case "contracts": profile.contracts = try texts(value).map { LicenseID($0) }
            case "product":
                for (key, value) in try value.mapping().fields { profile.figures += try figures(key, value, isProduct: true) }
            default: profile.figures += try figures(key, value, isProduct: false)
            }
        }
        return profile
    }

    private static func country(_ field: SourceField<YAMLNode>) throws(LicenseFault) -> String {
        let code = CountrySet.code(try field.text())
        guard code.utf8.count == 2, code.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) else {
            throw field.fault("'\(code)' is no country code of two letters, such as DE, nor EU")
        }
        return code
    }

    private static func countries(_ field: SourceField<YAMLNode>) throws(LicenseFault) -> [String] {
        var codes: [String] = []
        for element in try field.list() { codes.append(try country(element)) }
        return codes
    }

    /// An empty list says "none", so it is one.
    private static func texts(_ field: SourceField<YAMLNode>) throws(LicenseFault) -> [String] {
        if field.node.elements?.isEmpty == true { return [] }
        return try field.texts()
    }

    private static func flag(_ field: SourceField<YAMLNode>) throws(LicenseFault) -> Bool {
        switch try field.text() {
        case "yes", "true": return true
        case "no", "false": return false
        default: throw field.fault("'\(field.path)' must be yes or no")
        }
    }

    private static func figures(
        _ key: String, _ field: SourceField<YAMLNode>, isProduct: Bool
    ) throws(LicenseFault) -> [Organisation.Figure] {
        guard let (metric, currency, window) = meaning(of: key) else {
            throw field.fault(
                "unknown key '\(key)' (known: seat, countries, mau, muu, dau, visits, revenue_usd, revenue_month_usd, arr_usd, staff, "
                    + "competitor_of, multimodal, image_generation_business, purposes, accepted, contracts, product)")
        }
        guard field.node.members != nil else {
            return [Organisation.Figure(metric, try number(field), currency: currency, window: window, isProduct: isProduct)]
        }
        var figures: [Organisation.Figure] = []
        for (moment, value) in try field.mapping().fields {
            figures.append(
                Organisation.Figure(
                    metric, try number(value), currency: currency, window: window, asOf: try day(moment, value), isProduct: isProduct))
        }
        return figures
    }

    /// `revenue_month_usd`: revenue, USD, of a month.
    private static func meaning(of key: String) -> (Threshold.Metric, String?, Threshold.Window?)? {
        let parts = key.split(separator: "_").map(String.init)
        guard let first = parts.first, let metric = Threshold.Metric(rawValue: first) else { return nil }
        guard metric == .revenue || metric == .arr else { return parts.count == 1 ? (metric, nil, nil) : nil }
        let isMonth = parts.count == 3 && parts[1] == "month" && metric == .revenue
        guard parts.count == 2 || isMonth, let currency = parts.last, currency.utf8.count == 3 else { return nil }
        return (metric, currency.uppercased(), isMonth ? .month : .year)
    }

    /// nil for `now`.
    private static func day(_ text: String, _ field: SourceField<YAMLNode>) throws(LicenseFault) -> String? {
        if text == "now" { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard [[4, 2], [4, 2, 2]].contains(parts.map(\.utf8.count)), parts.allSatisfy({ Int($0) != nil }) else {
            throw field.fault("'\(text)' is neither 'now' nor a day such as 2024-07-23 nor a month such as 2024-06")
        }
        return text
    }

    /// `12000000`, `12_000_000` or `12e6`.
    private static func number(_ field: SourceField<YAMLNode>) throws(LicenseFault) -> Int64 {
        let text = try field.text()
        let plain = text.replacing("_", with: "")
        if let value = Int64(plain), value >= 0 { return value }
        guard let value = Double(plain), value >= 0, let whole = Int64(exactly: value) else {
            throw field.fault("'\(text)' is no whole number from 0 on")
        }
        return whole
    }
}
