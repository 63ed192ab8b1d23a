/// How addresses of licence texts are made comparable.
public enum LicenseLink {
    /// Longer addresses are no links to licences.
    static let lengthLimit = 2048

    /// Endings that say how a page is served, never which licence it holds.
    private static let suffixes = [".txt", ".md", ".html", ".htm", ".php", ".rst", ".pdf"]
    private static let mirrors = [
        "hf.co": "huggingface.co", "hf-mirror.com": "huggingface.co", "raw.githubusercontent.com": "github.com", "spdx.dev": "spdx.org",
    ]
    private static let views: Set<Substring> = ["blob", "raw", "resolve", "tree"]

    /// The form in which links are kept and looked up: `https://huggingface.co/a/b/blob/main/LICENSE.md` becomes
    /// `huggingface.co/a/b/license`. Empty for what is no address.
    ///
    /// Without scheme, `www.`, query, fragment, branch view, file ending, language and trailing slash, in lower case.
    public static func fold(_ url: String) -> String {
        guard url.utf8.count <= lengthLimit else { return "" }
        var text = Substring(url.lowercased())
        text = text.drop { $0.isWhitespace || $0 == "<" || $0 == "\"" || $0 == "(" }
        if let end = text.firstIndex(where: { $0.isWhitespace || $0 == ">" || $0 == "\"" || $0 == "?" || $0 == "#" }) {
            text = text[..<end]
        }
        for scheme in ["https://", "http://", "//"] where text.hasPrefix(scheme) { text = text.dropFirst(scheme.count) }
        if text.hasPrefix("www.") { text = text.dropFirst(4) }
        var parts = text.split(separator: "/").filter { $0 != "." }
        guard var host = parts.first, host.contains(".") else { return "" }
        if host.hasSuffix(":443") { host = host.dropLast(4) }
        let raw = host == "raw.githubusercontent.com"
        parts[0] = mirrors[String(host)].map { Substring($0) } ?? host
        dropView(&parts, raw: raw)
        if let last = parts.last, parts.count > 1 {
            for suffix in suffixes where last.hasSuffix(suffix) && last.count > suffix.count {
                parts[parts.count - 1] = last.dropLast(suffix.count)
                break
            }
        }
        if parts[0] == "gnu.org", let last = parts.last, last.dropLast(2).hasSuffix(".") { parts[parts.count - 1] = last.dropLast(3) }
        if parts[0] == "creativecommons.org", let last = parts.last, last.hasPrefix("legalcode") || last.hasPrefix("deed") {
            parts.removeLast()
        }
        return parts.joined(separator: "/")
    }

    /// `owner/name/blob/BRANCH/file` and `owner/name/file` are the same licence: the branch moves, the text rarely does.
    private static func dropView(_ parts: inout [Substring], raw: Bool) {
        let isCode = parts[0] == "github.com" || parts[0] == "gitlab.com"
        guard isCode || parts[0] == "huggingface.co" || parts[0] == "modelscope.cn" else { return }
        if raw, parts.count > 4 {
            parts.remove(at: 3)
        } else if let view = parts.indices.dropFirst(3).first, views.contains(parts[view]), parts.count > view + 2 {
            parts.removeSubrange(view...(view + 1))
        }
    }
}
