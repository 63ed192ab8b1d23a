/// Single names that mean several licences.
enum CompoundNames {
    static func expression(_ folded: String) -> LicenseExpression? { table[folded] }

    /// Addresses, folded by `LicenseLink.fold`, of such texts.
    static func link(_ address: String) -> LicenseExpression? {
        address.hasPrefix("scala-lang.org/license") || address == "scala-lang.org/node/146" || address == "scala-lang.org/downloads/license"
            ? scala : nil
    }

    private static let cddlOrGPL: LicenseExpression = .or([.license("CDDL-1.0"), .license("GPL-2.0-or-later")])
    private static let scala: LicenseExpression = .and([.license("Apache-2.0"), .license("BSD-3-Clause"), .license("MIT")])
    private static let perl: LicenseExpression = .or([.license("Artistic-1.0-Perl"), .license("GPL-1.0-or-later")])
    private static let openDatabase: LicenseExpression = .and([.license("ODbL-1.0"), .license("LicenseRef-Weighbridge-dbcl-1.0")])
    private static let cohere: LicenseExpression = .and([.license("CC-BY-NC-4.0"), .license("LicenseRef-Weighbridge-cohere-labs-aup")])

    private static let table: [String: LicenseExpression] = [
        // The licence of the Scala library before 2.12: three notices in one file.
        "scala-license": scala,
        // What npm prescribes for "no rights are granted"; never the Unlicense.
        "unlicensed": .license("LicenseRef-Weighbridge-all-rights-reserved"),
        "cddl+gpl-license": cddlOrGPL, "cddl+gpl": cddlOrGPL, "cddl-gpl": cddlOrGPL, "cddl-or-gpl": cddlOrGPL,
        // "The same terms as Perl 5 itself" (perldoc perlartistic, perlgpl).
        "perl": perl, "perl-5": perl, "perl_5": perl, "same-as-perl": perl, "same-terms-as-perl": perl,
        "the-same-terms-as-perl-itself": perl, "artistic-gpl": perl,
        "same-terms-as-perl-5": perl, "same-as-perl-5": perl, "perl-license": perl,
        "database-open-database-contents-database-contents": openDatabase,
        "database-open-database-contents-original-authors": .and([
            .license("ODbL-1.0"), .license("LicenseRef-Weighbridge-copyright-authors"),
        ]),
        "cohere-cc-by-nc": cohere, "cc-by-nc-4.0-with-acceptable-use-addendum": cohere, "cc-by-nc-with-acceptable-use-addendum": cohere,
        "cc-by-nc-4.0-c4ai-aup": cohere,
    ]
}
