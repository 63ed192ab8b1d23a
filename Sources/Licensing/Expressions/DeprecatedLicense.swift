/// What the deprecated ids of the SPDX list are written as today (SPDX licence list 3.x, "deprecated licenses").
///
/// `GPL-3.0` without "or later" is read as `-only`: the strict reading, for nobody stated more.
enum DeprecatedLicense {
    /// nil: not deprecated, or deprecated without a successor.
    static func successor(of id: LicenseID, orLater: Bool) -> LicenseExpression? {
        if let gnu = GNUName(id.text) {
            return .license(gnu.id(orLater: orLater))
        }
        guard let entry = renamed[id.text.lowercased()] else { return nil }
        if let exception = entry.exception { return .with(entry.id, orLater: false, exception: exception) }
        return .license(entry.id, orLater: orLater)
    }

    /// `GPL-2.0`, `LGPL-2.1+`, `AGPL-3.0-only`, … : the families whose ids say `-only` or `-or-later`.
    private struct GNUName {
        let stem: String
        let isOrLater: Bool

        init?(_ text: String) {
            let lowered = text.lowercased()
            guard let family = ["gpl-", "lgpl-", "agpl-", "gfdl-"].first(where: lowered.hasPrefix) else { return nil }
            var rest = lowered.dropFirst(family.count)
            var later = false
            if rest.hasSuffix("+") {
                rest.removeLast()
                later = true
            } else if rest.hasSuffix("-or-later") {
                rest.removeLast(9)
                later = true
            } else if rest.hasSuffix("-only") {
                rest.removeLast(5)
            }
            guard DeprecatedLicense.versions.contains(String(rest)) else { return nil }
            stem = family.uppercased() + rest
            isOrLater = later
        }

        func id(orLater: Bool) -> LicenseID {
            LicenseID(stem + (isOrLater || orLater ? "-or-later" : "-only"))
        }
    }

    private static let versions: Set<String> = ["1.0", "1.1", "1.2", "1.3", "2.0", "2.1", "3.0"]

    private static let renamed: [String: (id: LicenseID, exception: String?)] = [
        "gpl-2.0-with-autoconf-exception": ("GPL-2.0-only", "Autoconf-exception-2.0"),
        "gpl-2.0-with-bison-exception": ("GPL-2.0-only", "Bison-exception-2.2"),
        "gpl-2.0-with-classpath-exception": ("GPL-2.0-only", "Classpath-exception-2.0"),
        "gpl-2.0-with-font-exception": ("GPL-2.0-only", "Font-exception-2.0"),
        "gpl-2.0-with-gcc-exception": ("GPL-2.0-only", "GCC-exception-2.0"),
        "gpl-3.0-with-autoconf-exception": ("GPL-3.0-only", "Autoconf-exception-3.0"),
        "gpl-3.0-with-gcc-exception": ("GPL-3.0-only", "GCC-exception-3.1"),
        "ecos-2.0": ("GPL-2.0-or-later", "eCos-exception-2.0"),
        "wxwindows": ("LGPL-2.0-or-later", "WxWindows-exception-3.1"),
        "bsd-2-clause-freebsd": ("BSD-2-Clause", nil),
        "bsd-2-clause-netbsd": ("BSD-2-Clause", nil),
        "bzip2-1.0.5": ("bzip2-1.0.6", nil),
        "nunit": ("zlib-acknowledgement", nil),
        "standardml-nj": ("SMLNJ", nil),
    ]
}
