internal import Transport
public import Vocabulary

extension HuggingFaceHub {
    /// Names under which the Hub is known besides the configured endpoint: cards are written for the Hub, not for a mirror of it.
    private static let hosts: Set<String> = ["huggingface.co", "www.huggingface.co", "hf.co"]
    /// `OWNER/NAME/VIEW/REVISION/FILE` (protocol reference, 1.3).
    private static let views: Set<Substring> = ["blob", "raw", "resolve"]
    /// Repositories that hold no models.
    private static let otherKinds: Set<Substring> = ["datasets", "spaces", "docs", "blog", "papers", "collections", "api"]

    /// A file beside the card, or in a model of this hub: `https://huggingface.co/OWNER/NAME/blob/main/LICENSE`.
    public func linkedFile(_ address: String, of model: ModelID) -> LinkedFile? {
        guard let url = WebURL(address) else { return besideCard(address, of: model) }
        var path = url.path[...]
        if url.origin == endpoint.origin {
            let base = endpoint.path.hasSuffix("/") ? endpoint.path : endpoint.path + "/"
            guard path.hasPrefix(base) else { return nil }
            path = path.dropFirst(base.count)
        } else {
            guard Self.hosts.contains(url.origin.host) else { return nil }
        }
        // Names with signs that must be written encoded are left alone: no licence has one.
        guard !path.contains("%") else { return nil }
        let parts = path.prefix { $0 != "#" }.split(separator: "/")
        guard let view = parts.firstIndex(where: Self.views.contains), (1...2).contains(view), parts.count > view + 2,
            !Self.otherKinds.contains(parts[0]),
            let named = ModelID(hub: id, path: parts[..<view].joined(separator: "/")),
            let revision = Revision(String(parts[view + 1])),
            let file = RepoPath(parts[(view + 2)...].joined(separator: "/"))
        else { return nil }
        return LinkedFile(model: named, revision: revision, path: file)
    }
}
