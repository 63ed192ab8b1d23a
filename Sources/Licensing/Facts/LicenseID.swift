/// The canonical name of one licence: an id of the SPDX list, else `LicenseRef-scancode-…`, else `LicenseRef-Weighbridge-…`.
///
/// Case as the list writes it. Whether such a licence is known is the business of `LicenseCatalogue`.
public struct LicenseID: Hashable, Sendable, Comparable, Codable, CustomStringConvertible, ExpressibleByStringLiteral {
    public let text: String

    public init(_ text: String) { self.text = text }
    public init(stringLiteral text: String) { self.text = text }
    public init(from decoder: any Decoder) throws { text = try decoder.singleValueContainer().decode(String.self) }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// Whether it is outside of the SPDX list (SPDX 2.3, annex D: `LicenseRef-` or `DocumentRef-`).
    public var isReference: Bool { text.hasPrefix("LicenseRef-") || text.hasPrefix("DocumentRef-") }

    public var description: String { text }
    public static func < (left: LicenseID, right: LicenseID) -> Bool { left.text < right.text }
}
