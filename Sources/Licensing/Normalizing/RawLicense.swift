/// A claim about a licence as a hub, a card or a person states it, before anything is understood of it.
public indirect enum RawLicense: Hashable, Sendable {
    /// The field is absent, or JSON `null`.
    case null
    case text(String)
    /// In the notation it had.
    case number(String)
    case bool(Bool)
    case list([RawLicense])
    case object([Field])

    /// One member of an object, in the order written.
    public struct Field: Hashable, Sendable {
        public let key: String
        public let value: RawLicense

        public init(_ key: String, _ value: RawLicense) {
            self.key = key
            self.value = value
        }
    }

    /// One claim a line: JSON where the line is JSON (`["mit","gpl"]`, `{"name": …}`, `"MIT"`, `null`, `4.0`), else text as it is.
    ///
    /// Never fails: what is broken, nested more than 32 deep or longer than a megabyte is text.
    public init(line: String) {
        let trimmed = line.utf8.drop { $0 == 0x20 || $0 == 0x09 }
        guard let first = trimmed.first else {
            self = .text(line)
            return
        }
        switch first {
        case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "\""), UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "f"),
            UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            self = ClaimJSON.parse(line) ?? .text(line)
        default:
            self = .text(line)
        }
    }

    /// A card's three fields, of which any may be absent.
    public init(license: RawLicense, name: String?, link: String?) {
        guard name != nil || link != nil else {
            self = license
            return
        }
        var fields = [Field("license", license)]
        if let name { fields.append(Field("license_name", .text(name))) }
        if let link { fields.append(Field("license_link", .text(link))) }
        self = .object(fields)
    }
}
