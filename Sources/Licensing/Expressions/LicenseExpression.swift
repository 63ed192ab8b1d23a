/// An SPDX licence expression (SPDX 2.3, annex D).
public indirect enum LicenseExpression: Hashable, Sendable {
    /// One licence, with `+` where it stands for "or any later version" of a licence that has no own id for that.
    case license(LicenseID, orLater: Bool)
    /// `LICENSE WITH EXCEPTION`.
    case with(LicenseID, orLater: Bool, exception: String)
    /// At least two, in the order written.
    case and([LicenseExpression])
    /// At least two, in the order written.
    case or([LicenseExpression])
    /// Nothing can be concluded (SPDX `NOASSERTION`).
    case noAssertion
    /// There is no licence (SPDX `NONE`): no grant.
    case none

    public static func license(_ id: LicenseID) -> LicenseExpression { .license(id, orLater: false) }
}
