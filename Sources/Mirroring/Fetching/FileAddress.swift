internal import Hubs
internal import Transport
internal import Vocabulary

/// Where a file's bytes are, asked for once and again whenever an address has expired.
actor FileAddress {
    private let hub: any Hub
    private let file: FileClaim
    private let commit: CommitID
    private let model: ModelID
    private var current: FileLocation?
    private var pending: Task<FileLocation, any Error>?
    private var generation = 0

    init(_ file: FileClaim, at commit: CommitID, of model: ModelID, from hub: any Hub) {
        self.file = file
        self.commit = commit
        self.model = model
        self.hub = hub
    }

    /// The address, and its number: to be named when it turns out to be no good any more.
    func location() async throws -> (location: FileLocation, number: Int) {
        if let current { return (current, generation) }
        let asking = pending ?? Task { [hub, file, commit, model] in try await hub.location(of: file.path, at: commit, in: model) }
        pending = asking
        defer { pending = nil }
        let found = try await asking.value
        if current == nil {
            // The hub must still mean the content that its list promised.
            if let content = found.content, content != file.content {
                throw HubError(
                    .malformed, subject: "\(model)@\(commit) \(file.path)",
                    detail: "the hub now names content \(content.hex), its list \(file.content.hex)")
            }
            if let size = found.size, size != file.size {
                throw HubError(
                    .malformed, subject: "\(model)@\(commit) \(file.path)",
                    detail: "the hub now says \(size) bytes, its list \(file.size)")
            }
            current = found
            generation += 1
        }
        return (found, generation)
    }

    func expire(_ number: Int) {
        if number == generation { current = nil }
    }
}
