import Testing

@testable import Commands

@Suite struct ShownLicenseTests {
    @Test(
        "what is not known of a licence stands behind what is",
        arguments: [
            ("Apache-2.0 AND NOASSERTION", true, "Apache-2.0 (base unknown)"), ("MIT AND NOASSERTION", false, "MIT (part unknown)"),
            ("NOASSERTION", true, "NOASSERTION"), ("MIT", true, "MIT"),
            ("MIT AND Apache-2.0 AND NOASSERTION", true, "MIT AND Apache-2.0 (base unknown)"),
        ])
    func shown(row: (String, Bool, String)) {
        #expect(ShownLicense.text(row.0, hasBase: row.1) == row.2)
    }
}
