internal import Foundation
internal import Hubs
internal import Shelves
internal import Vocabulary

/// Asks hubs what revisions are: once for everybody who waits for the same one, and not again for as long as the answer is believed.
actor AdmissionDesk {
    private struct Key: Hashable {
        let model: ModelID
        let revision: Revision
    }

    /// Answers that are remembered at most.
    private static let most = 10_000

    private let sources: [HubID: MirrorSource]
    private let shelf: FillShelf
    private let rules: FillRules
    private let options: FillOptions
    private let counter: FillCounter
    private let line: FillLine
    private var asking: [Key: Task<FillError?, Never>] = [:]
    /// Until when an answer is believed, and what it was: nil is a yes.
    private var known: [Key: (until: ContinuousClock.Instant, fault: FillError?)] = [:]

    init(_ sources: [HubID: MirrorSource], _ shelf: FillShelf, _ rules: FillRules, _ options: FillOptions, _ counter: FillCounter) {
        self.sources = sources
        self.shelf = shelf
        self.rules = rules
        self.options = options
        self.counter = counter
        line = FillLine(most: options.admissions, waiting: options.waiting)
    }

    /// Returns when the revision is on the shelf of what was filled, as its hub has it now or had it a moment ago. Where the hub can't
    /// be asked, or says no, and a commit of that name is held, that one stands.
    func admit(_ model: ModelID, _ revision: Revision) async throws(FillError) {
        let held = try await commit(model, revision)
        if held != nil { try await stand(model) }
        // A commit never changes; a name is asked for again.
        if let held, held == revision.commit || Self.isPart(revision, of: held) { return }
        let key = Key(model: model, revision: revision)
        if let (until, fault) = known[key], until > options.clock() {
            // A yes that is no longer on the shelf was retired meanwhile: the hub is asked again.
            if held != nil { return }
            if let fault { throw fault }
        }
        counter.note { $0.misses += held == nil ? 1 : 0 }
        let task = asking[key] ?? ask(key, held)
        asking[key] = task
        let fault = await Self.value(of: task, within: held == nil ? options.patience : options.refreshPatience)
        guard held == nil, let fault else { return }
        throw fault
    }

    /// Throws what is against a filled model by now.
    func stand(_ model: ModelID) async throws(FillError) {
        do throws(MirrorError) {
            try await rules.standing(model)
        } catch {
            let fault = FillError(error)
            if case .refused = fault { counter.note { $0.refused += 1 } }
            throw fault
        }
    }

    func stop() {
        for task in asking.values { task.cancel() }
    }

    private func ask(_ key: Key, _ held: CommitID?) -> Task<FillError?, Never> {
        Task {
            var fault: FillError?
            do throws(FillError) {
                fault = try await line.with { await question(key, held) }
                note(key, fault)
            } catch {
                // Nothing was asked: nothing is to be remembered.
                fault = error
            }
            asking[key] = nil
            return fault
        }
    }

    private func note(_ key: Key, _ fault: FillError?) {
        let now = options.clock()
        if known.count >= Self.most { known = known.filter { $0.value.until > now } }
        if known.count >= Self.most { known = [:] }
        let span =
            switch fault {
            case nil: options.freshness
            // A hub that is down for a moment must not be down for us for longer.
            case .unavailable: min(options.memory, .seconds(5))
            default: options.memory
            }
        known[key] = (now + span, fault)
        switch fault {
        case .refused: counter.note { $0.refused += 1 }
        case .unavailable, .full: counter.note { $0.failed += 1 }
        case .notFound, .noRevision, nil: break
        }
    }

    private func question(_ key: Key, _ held: CommitID?) async -> FillError? {
        do {
            guard let source = sources[key.model.hub] else { throw MirrorError.unknownHub(key.model) }
            if let held, try await source.hub.commit(for: key.revision, of: key.model) == held { return nil }
            let claim = try await source.hub.revision(key.revision, of: key.model)
            try await rules.admission(key.model, claim)
            try await shelf.admit(claim, refs: await refs(claim, source))
            return nil
        } catch let error as HubError {
            return FillError(error)
        } catch let error as MirrorError {
            return FillError(error)
        } catch let error as ShelfError {
            return FillError(MirrorError.shelf(error))
        } catch {
            return .unavailable("interrupted", retryAfter: 5)
        }
    }

    /// The names that stand for the commit: what was asked for, and whatever else the hub calls by it.
    private func refs(_ claim: RevisionClaim, _ source: MirrorSource) async -> [RefClaim] {
        let revision = claim.revision
        var refs = ((try? await source.hub.refs(of: claim.model)) ?? []).filter { $0.commit == claim.commit }
        if !Self.isPart(revision, of: claim.commit),
            !refs.contains(where: { $0.name == revision.description || $0.ref == revision.description })
        {
            refs.append(RefClaim(naming: revision, claim.commit))
        }
        return refs.filter { $0.ref.hasPrefix("refs/") && Revision($0.ref) != nil }
    }

    private func commit(_ model: ModelID, _ revision: Revision) async throws(FillError) -> CommitID? {
        do throws(ShelfError) {
            return try shelf.shelf.commit(for: revision, of: model)
        } catch {
            // Damaged: it is written anew from what the hub says.
            if case .damaged = error { return nil }
            throw FillError(.shelf(error))
        }
    }

    /// Whether a revision is a commit's id, or begins it.
    private static func isPart(_ revision: Revision, of commit: CommitID) -> Bool {
        revision.description.utf8.count >= 7 && commit.description.hasPrefix(revision.description.lowercased())
    }

    private static func value(of task: Task<FillError?, Never>, within patience: Duration) async -> FillError? {
        let late = FillError.unavailable("the hub has not answered yet", retryAfter: 5)
        let (answers, answer) = AsyncStream.makeStream(of: FillError?.self, bufferingPolicy: .bufferingOldest(1))
        let waiter = Task { answer.yield(await task.value) }
        let timer = Task {
            try? await Task.sleep(for: patience)
            answer.yield(late)
        }
        defer {
            waiter.cancel()
            timer.cancel()
        }
        for await first in answers { return first }
        return late
    }
}
