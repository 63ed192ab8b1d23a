extension LicenseCatalogue {
    /// The licence that a name means on this hub: the hub's own meaning first (`bsl-1.0` on Hugging Face is Boost), then what it means
    /// everywhere, then the ids and the names of the SPDX list themselves.
    ///
    /// - Parameters:
    ///   - folded: by `Alias.fold`.
    ///   - hub: `huggingface`, `kaggle`, `civitai`…; nil: no hub's own meaning.
    /// - Returns: nil for a name that nobody gave a meaning: never a guess.
    public func alias(_ folded: String, hub: String?) -> LicenseID? {
        if let hub, let own = aliases[hub]?[folded] { return own }
        return aliases["any"]?[folded] ?? byFoldedID[folded]
    }

    /// The licence kept at an address, in any of the spellings that `LicenseLink.fold` takes as one.
    ///
    /// Knows the addresses of our facts, the national ports of Creative Commons licences (answered by the unported one where SPDX lists no
    /// id for the port), and the pages of spdx.org, opensource.org and choosealicense.com by their last part.
    public func link(_ url: String) -> LicenseID? {
        let folded = LicenseLink.fold(url)
        guard !folded.isEmpty else { return nil }
        if let known = links[folded] { return known }
        let parts = folded.split(separator: "/")
        switch parts[0] {
        case "creativecommons.org":
            guard parts.count == 5, parts[1] == "licenses" else { return nil }
            return canonical("CC-\(parts[2])-\(parts[3])-\(parts[4])") ?? links[parts.dropLast().joined(separator: "/")]
        case "spdx.org", "opensource.org", "choosealicense.com":
            guard parts.count == 3, parts[1] == "licenses" || parts[1] == "license" else { return nil }
            return alias(Alias.fold(String(parts[2])), hub: nil)
        default:
            return nil
        }
    }
}
