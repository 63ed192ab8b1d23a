/// Which licence an address stands for: known addresses first, then the pages of sites that name licences in their paths.
struct LinkReader: Sendable {
    let catalogue: LicenseCatalogue

    /// Sites whose paths are names of licences: the last parts are read as text.
    private static let namingSites: Set<String> = [
        "apache.org", "gnu.org", "fsf.org", "opensource.org", "opensource.dev", "spdx.org", "choosealicense.com", "mozilla.org",
        "eclipse.org", "opendatacommons.org", "unlicense.org",
        "joinup.ec.europa.eu", "eupl.eu", "wtfpl.net", "wtfpl.org", "sam.zoy.org", "licenses.nuget.org", "tldrlegal.com", "boost.org",
        "mit-license.org",
        "rem.mit-license.org",
        "opensource.google", "cdla.dev", "cdla.io", "openmdw.ai", "sil.org", "scripts.sil.org", "openfontlicense.org", "cecill.info",
        "zlib.net", "postgresql.org", "isc.org",
        "polyformproject.org", "mariadb.com", "elastic.co", "mongodb.com", "blueoakcouncil.org", "nationalarchives.gov.uk",
        "etalab.gouv.fr", "govdata.de",
        "perlfoundation.org", "dev.perl.org", "scancode-licensedb.aboutcode.org", "latex-project.org", "oss.oracle.com",
        "glassfish.java.net", "license.coscl.org.cn", "glassfish.dev.java.net",
        "data.gov.uk", "opencontent.org", "cygwin.com", "jquery.org", "opensource.apple.com", "ngrok.com", "python.org", "docs.python.org",
        "php.net", "scala-lang.org", "bouncycastle.org", "java.net",
    ]

    struct Reading {
        let id: LicenseID
        let rule: String
        let confidence: Confidence
        var findings: [NormalizedLicense.Finding] = []
    }

    func read(_ link: String) -> Reading? {
        let folded = LicenseLink.fold(link)
        guard !folded.isEmpty else { return nil }
        // Our own addresses first; Creative Commons by its elements, for they need no list.
        let parts = folded.split(separator: "/")
        let host = String(parts[0])
        if host == "creativecommons.org" || host == "creativecommons.net", let reading = creativeCommons(parts) { return reading }
        if let id = catalogue.link(link) { return Reading(id: id, rule: folded, confidence: .high) }
        if let id = wellKnown(folded) { return Reading(id: id, rule: folded, confidence: .high) }
        if host == "huggingface.co" || host == "github.com" || host == "modelscope.cn", let id = VendorRepositories.license(parts) {
            return Reading(id: id, rule: "\(parts[1])/\(parts[2])", confidence: .medium, findings: [.readText(folded)])
        }
        // The copies of choosealicense.com on the hub: `…/licenses/…/apache-2.0.md`.
        if parts.contains("choosealicense"), let last = parts.last, let id = catalogue.alias(Alias.fold(String(last)), hub: "huggingface") {
            return Reading(id: id, rule: folded, confidence: .high)
        }
        return naming(host, parts)
    }

    private func creativeCommons(_ parts: [Substring]) -> Reading? {
        guard parts.count >= 3 else { return nil }
        // `/licenses/by/3.0/de/deed.en`, `/publicdomain/zero/1.0/`, `/share-your-work/public-domain/cc0`.
        if parts[1] == "publicdomain" || parts[1] == "public-domain" || parts[2] == "public-domain" {
            let kind = parts.dropFirst(2).first { ["zero", "mark", "cc0", "pdm"].contains($0) }
            switch kind {
            case "zero", "cc0": return Reading(id: "CC0-1.0", rule: "creativecommons.org/publicdomain", confidence: .high)
            case "mark", "pdm": return Reading(id: "CC-PDM-1.0", rule: "creativecommons.org/publicdomain", confidence: .high)
            default: return nil
            }
        }
        guard parts[1] == "licenses" || parts[1] == "license" else { return nil }
        let tail = parts.dropFirst(2).prefix(3).filter { !$0.hasPrefix("deed") && !$0.hasPrefix("legalcode") && $0 != "rdf" }
        if tail.first == "publicdomain" { return Reading(id: "CC-PDDC", rule: "creativecommons.org/licenses", confidence: .high) }
        let text = ClaimText("cc-" + tail.joined(separator: "-"))
        guard let mention = CreativeCommonsGrammar.match(text, at: 0, catalogue: catalogue), case .license(let id, _) = mention.expression
        else { return nil }
        return Reading(id: id, rule: "creativecommons.org/licenses", confidence: mention.confidence, findings: mention.findings)
    }

    /// Pages without a name or version in their path.
    private func wellKnown(_ folded: String) -> LicenseID? { Self.pages[folded] }

    private static let pages: [String: LicenseID] = [
        "gnu.org/copyleft/gpl": "LicenseRef-Weighbridge-gpl-unspecified", "gnu.org/licenses/gpl": "LicenseRef-Weighbridge-gpl-unspecified",
        "gnu.org/copyleft/lesser": "LicenseRef-Weighbridge-lgpl-unspecified",
        "gnu.org/licenses/lgpl": "LicenseRef-Weighbridge-lgpl-unspecified",
        "gnu.org/licenses/agpl": "LicenseRef-Weighbridge-agpl-unspecified",
        "gnu.org/licenses/fdl": "LicenseRef-Weighbridge-gfdl-unspecified",
        "gnu.org/copyleft/fdl": "LicenseRef-Weighbridge-gfdl-unspecified", "gnu.org/licenses": "LicenseRef-Weighbridge-gpl-unspecified",
        "opensource.org/licenses/bsd-license": "BSD-2-Clause", "opensource.org/licenses/mit-license": "MIT", "mit-license.org": "MIT",
        "rem.mit-license.org": "MIT",
        "unlicense.org": "Unlicense", "wtfpl.net": "WTFPL", "wtfpl.net/about": "WTFPL", "wtfpl.org": "WTFPL", "sam.zoy.org/wtfpl": "WTFPL",
        "wtfpl.net/txt/copying": "WTFPL",
        "boost.org/users/license": "BSL-1.0", "boost.org/license_1_0": "BSL-1.0", "jquery.org/license": "MIT",
        "zlib.net/zlib_license": "Zlib",
        "python.org/psf/license": "PSF-2.0", "apache.org/licenses": "Apache-2.0", "apache.org/license": "Apache-2.0",
        "opensource.org/licenses/bsd": "LicenseRef-Weighbridge-bsd-unspecified",
        "eclipse.org/org/documents/edl-v10": "BSD-3-Clause", "eclipse.org/legal/epl": "LicenseRef-Weighbridge-epl-unspecified",
        "glassfish.java.net/public/cddl+gpl_1_1": "CDDL-1.1", "opendatacommons.org/licenses/odbl": "ODbL-1.0",
        "opendatacommons.org/licenses/by": "ODC-By-1.0",
        "opendatacommons.org/licenses/pddl": "PDDL-1.0", "opendatacommons.org/licenses/dbcl": "LicenseRef-Weighbridge-dbcl-1.0",
        "openfontlicense.org": "OFL-1.1",
        "scripts.sil.org/ofl": "OFL-1.1", "creativecommons.org/licenses": "LicenseRef-Weighbridge-cc-unspecified",
        "creativecommons.org": "LicenseRef-Weighbridge-cc-unspecified",
        "bouncycastle.org/licence": "MIT", "mozilla.org/mpl": "LicenseRef-Weighbridge-mpl-unspecified",
    ]

    /// The path of a site that names licences, read as text: `eclipse.org/legal/epl-v10`, `gnu.org/licenses/old-licenses/lgpl-2.1`.
    private func naming(_ host: String, _ parts: [Substring]) -> Reading? {
        let site = Self.namingSites.contains(host) || Self.namingSites.contains { host.hasSuffix("." + $0) }
        guard site else { return nil }
        var path = parts.dropFirst().filter {
            !["licenses", "license", "legal", "about", "legalcode", "old-licenses", "standalone", "txt", "en", "docs", "documents", "org"]
                .contains($0)
        }
        if host == "opendatacommons.org", let first = path.first { path[0] = "odc-" + first }
        guard path.count <= 6 else { return nil }
        let joined = path.joined(separator: " ").replacingPercentEscapes()
        let domain = host.split(separator: ".").first.map(String.init) ?? ""
        // `apache.org/licenses/LICENSE-2.0`: the site is the name.
        for candidate in [joined, "\(domain) \(joined)"] {
            let text = ClaimText(candidate)
            guard !text.tokens.isEmpty else { continue }
            for start in text.tokens.indices.prefix(6) {
                guard let mention = one(text, start), !mention.isWeak, case .license(let id, false) = mention.expression else { continue }
                return Reading(id: id, rule: "\(host): \(mention.rule)", confidence: mention.confidence, findings: mention.findings)
            }
        }
        return nil
    }

    private func one(_ text: ClaimText, _ start: Int) -> Mention? {
        GNUGrammar.match(text, at: start) ?? BSDGrammar.match(text, at: start) ?? FamilyGrammar.match(text, at: start, catalogue: catalogue)
            ?? CreativeCommonsGrammar.match(text, at: start, catalogue: catalogue)
            ?? whole(text, start) ?? PhraseGrammar.match(text, at: start)
    }

    private func whole(_ text: ClaimText, _ start: Int) -> Mention? {
        for end in stride(from: min(text.tokens.count, start + 6), to: start, by: -1) {
            if let id = catalogue.alias(text.key(start..<end), hub: nil) { return Mention(id, start..<end, rule: text.key(start..<end)) }
        }
        return nil
    }
}

extension String {
    /// `%20` and the like as spaces: paths of licence pages need no more.
    fileprivate func replacingPercentEscapes() -> String {
        guard utf8.contains(UInt8(ascii: "%")) else { return self }
        var result = ""
        var skip = 0
        for character in self {
            if skip > 0 {
                skip -= 1
            } else if character == "%" {
                result.append(" ")
                skip = 2
            } else {
                result.append(character)
            }
        }
        return result
    }
}
