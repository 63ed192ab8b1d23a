public import Vocabulary

/// A file of a hub that an address on a card points at.
public struct LinkedFile: Hashable, Sendable {
    public let model: ModelID
    /// nil: the one of the card that has the link.
    public let revision: Revision?
    public let path: RepoPath

    public init(model: ModelID, revision: Revision?, path: RepoPath) {
        self.model = model
        self.revision = revision
        self.path = path
    }
}

extension Hub {
    /// The name of a file beside the card, which works on every hub: `LICENSE`, `./docs/terms.md`. nil for anything else.
    public func linkedFile(_ address: String, of model: ModelID) -> LinkedFile? { besideCard(address, of: model) }

    func besideCard(_ address: String, of model: ModelID) -> LinkedFile? {
        guard !address.contains(":"), !address.contains("?"), !address.contains("#"), !address.hasPrefix("/") else { return nil }
        let name = address.hasPrefix("./") ? address.dropFirst(2) : address[...]
        return RepoPath(String(name)).map { LinkedFile(model: model, revision: nil, path: $0) }
    }
}
