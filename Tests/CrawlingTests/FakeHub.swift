import Foundation
import Hubs
import Vocabulary

/// A hub in memory, newest change first, that can be told to fail. Whatever a test did not prepare is missing.
final class FakeHub: Hub, @unchecked Sendable {  // Safety: everything that changes is only touched with `lock` held.
    let id = HubID.huggingFace
    private let lock = NSLock()
    private var models: [ModelClaim]
    private var pageRequests = 0
    private var visits: [String] = []

    /// Asked before each page with its number, counted from 0 over the hub's life: an error or page takes the page's place.
    private let onPage: @Sendable (_ number: Int, _ hub: FakeHub) throws(HubError) -> ListingPage?
    private let pageSize: Int
    private let refused: [Int: [RefusedItem]]
    private let revisions: [ModelID: Result<RevisionClaim, HubError>]
    private let cards: [ModelID: Result<[UInt8], HubError>]

    init(
        _ models: [ModelClaim], pageSize: Int = 10, refused: [Int: [RefusedItem]] = [:],
        revisions: [ModelID: Result<RevisionClaim, HubError>] = [:], cards: [ModelID: Result<[UInt8], HubError>] = [:],
        onPage: @escaping @Sendable (_ number: Int, _ hub: FakeHub) throws(HubError) -> ListingPage? = { _, _ throws(HubError) in nil }
    ) {
        self.models = models
        self.pageSize = pageSize
        self.refused = refused
        self.revisions = revisions
        self.cards = cards
        self.onPage = onPage
    }

    var pagesAsked: Int { lock.withLock { pageRequests } }
    var modelsVisited: [String] { lock.withLock { visits } }

    func set(_ models: [ModelClaim]) { lock.withLock { self.models = models } }

    func page(after cursor: PageCursor?, limit: Int) async throws(HubError) -> ListingPage {
        let number = lock.withLock {
            pageRequests += 1
            return pageRequests - 1
        }
        if let other = try onPage(number, self) { return other }
        let start = cursor.flatMap { Int($0.rawValue) } ?? 0
        let claims = lock.withLock { models.dropFirst(start).prefix(min(limit, pageSize)) }
        let end = start + claims.count
        let isLast = lock.withLock { end >= models.count }
        return ListingPage(claims: Array(claims), refused: refused[start] ?? [], next: isLast ? nil : PageCursor(rawValue: String(end)))
    }

    func claim(for model: ModelID) async throws(HubError) -> ModelClaim {
        guard let claim = lock.withLock({ models.first { $0.id == model } }) else { throw missing(model) }
        return claim
    }

    func revision(_ revision: Revision, of model: ModelID) async throws(HubError) -> RevisionClaim {
        lock.withLock { visits.append(model.path) }
        guard let prepared = revisions[model] else { throw missing(model) }
        return try prepared.get()
    }

    func refs(of model: ModelID) async throws(HubError) -> [RefClaim] {
        guard let commit = try revisions[model]?.get().commit else { throw missing(model) }
        return [RefClaim(kind: .branch, name: "main", ref: "refs/heads/main", commit: commit)]
    }

    func location(of path: RepoPath, at commit: CommitID, in model: ModelID) async throws(HubError) -> FileLocation { throw missing(model) }

    func bytes(_ range: Range<Int64>, of path: RepoPath, at revision: Revision, in model: ModelID) async throws(HubError) -> [UInt8] {
        let all = try await contents(of: path, at: revision, in: model, limit: .max)
        return Array(all[Int(range.clamped(to: 0..<Int64(all.count)).lowerBound)..<Int(range.clamped(to: 0..<Int64(all.count)).upperBound)])
    }

    func contents(of path: RepoPath, at revision: Revision, in model: ModelID, limit: Int) async throws(HubError) -> [UInt8] {
        guard let prepared = cards[model] else { throw missing(model) }
        return try prepared.get()
    }

    private func missing(_ model: ModelID) -> HubError { HubError(.modelNotFound, subject: "\(model)", detail: "no such model") }
}
