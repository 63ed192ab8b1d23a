/// What an SPDX licence exception changes about the licence in front of `WITH`. Every one of these is an additional permission:
/// it takes nothing away, and lets works that merely use the covered one go under other terms.
enum ExceptionFact {
    /// The base licence's profile under this exception; nil where we don't know the exception.
    static func patched(_ profile: RightsProfile, by exception: String) -> RightsProfile? {
        guard let reach = shareAlikeReach[exception] else { return nil }
        var patched = profile
        for index in patched.duties.indices where patched.duties[index].kind == .shareAlike {
            let scope = patched.duties[index].scope
            if scope == .work || scope == .library { patched.duties[index].scope = reach }
        }
        return patched
    }

    /// How far share-alike still reaches, from the texts of the SPDX list of exceptions (3.29.0). `library`: changed copies of the
    /// covered work itself. The others of the list were not read, and count as unknown.
    private static let shareAlikeReach: [String: Duty.Scope] = [
        "Autoconf-exception-2.0": .library, "Autoconf-exception-3.0": .library, "Autoconf-exception-generic": .library,
        "Autoconf-exception-generic-3.0": .library, "Autoconf-exception-macro": .library,
        "Bison-exception-1.24": .library, "Bison-exception-2.2": .library,
        "Classpath-exception-2.0": .library, "Classpath-exception-2.0-short": .library, "eCos-exception-2.0": .library,
        "FLTK-exception": .library, "Font-exception-2.0": .library, "freertos-exception-2.0": .library,
        "GCC-exception-2.0": .library, "GCC-exception-2.0-note": .library, "GCC-exception-3.1": .library,
        "GPL-3.0-linking-exception": .library, "GPL-3.0-linking-source-exception": .library,
        "LGPL-3.0-linking-exception": .library, "Libtool-exception": .library, "Linux-syscall-note": .library,
        "LLVM-exception": .library, "OCaml-LGPL-linking-exception": .library, "Qt-GPL-exception-1.0": .library,
        "Qt-LGPL-exception-1.1": .library, "Swift-exception": .library, "u-boot-exception-2.0": .library,
        "WxWindows-exception-3.1": .library,
        // Only a combination with OpenSSL is excepted: the reach stays.
        "cryptsetup-OpenSSL-exception": .work, "openvpn-openssl-exception": .work, "x11vnc-openssl-exception": .work,
    ]
}
