public import Blobs
internal import Hubs
internal import ModelCards
public import Radar
public import Shelves
public import Vocabulary

/// Finds out what changed upstream of what is held. It asks and takes notes, and never touches the shelf or the blobs: a model that is
/// gone upstream stays here as it is. A hub that does not answer is no news about any model.
public struct UpstreamRadar: Sendable {
    /// How a run goes about its work.
    public struct Options: Sendable {
        /// Models that are asked about at the same time; the transport may allow fewer.
        public var concurrency = 8

        public init() {}
    }

    /// What a run did.
    public struct Report: Sendable {
        public let asked: Int
        /// Models that nothing was learnt of, with the reason.
        public let notAsked: [RefusedItem]
        public let open: [RadarEvent]
        /// What began or ended in this run.
        public let news: [RadarRecord]
    }

    private static let longestCard = 4 << 20

    private let blobs: any BlobStore
    private let shelf: Shelf
    private let sources: [HubID: MirrorSource]
    private let log: RadarLog
    private let options: Options
    private let now: @Sendable () -> Timestamp
    private let progress: @Sendable (_ done: Int, _ total: Int) -> Void

    public init(
        blobs: any BlobStore, shelf: Shelf, sources: [HubID: MirrorSource], log: RadarLog, options: Options = Options(),
        now: @escaping @Sendable () -> Timestamp, progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) {
        self.blobs = blobs
        self.shelf = shelf
        self.sources = sources
        self.log = log
        self.options = options
        self.now = now
        self.progress = progress
    }

    /// Asks about `models`, or about everything that is held. Stopped before its end it leaves its notes as they were.
    public func run(_ models: [ModelID]? = nil) async throws(RadarError) -> Report {
        let state = try await noted { log throws(RadarLog.Fault) in try await log.state() }
        let all = try held()
        let chosen = models ?? all
        let views = try await look(at: chosen)
        let time = now()
        let sightings = Dictionary(state.sightings.map { ($0.model, $0) }) { first, _ in first }
        let known = Dictionary(grouping: state.open, by: \.model)
        var merge = RadarMerge(now: time)
        var kept = sightings
        var notAsked: [RefusedItem] = []
        for (held, view) in views {
            let judgement = RadarJudge(held: held, now: time).judge(view, sightings[held.model])
            merge.take(known[held.model] ?? [], judgement, refs: held.refs)
            if let judgement { kept[held.model] = judgement.sighting }
            if case .notAsked(let reason) = view { notAsked.append(RefusedItem(name: held.model.description, reason: reason)) }
        }
        let looked = Set(views.map(\.0.model))
        let onShelf = Set(all)
        // What is not held any more concerns nobody.
        for model in known.keys.sorted(by: { $0.description < $1.description }) where !looked.contains(model) && onShelf.contains(model) {
            merge.take(known[model] ?? [], nil)
        }
        var next = RadarState()
        next.ranAt = time
        next.notAsked = Array(notAsked.prefix(10_000))
        next.sightings = kept.values.filter { onShelf.contains($0.model) }.sorted { $0.model.description < $1.model.description }
        next.open = merge.open.sorted { Self.order($0) < Self.order($1) }
        let (settled, records) = (next, merge.records)
        try await noted { log throws(RadarLog.Fault) in try await log.save(settled, records) }
        return Report(asked: views.count - notAsked.count, notAsked: notAsked, open: next.open, news: records)
    }

    private static func order(_ event: RadarEvent) -> (String, String, String) {
        (event.model.description, event.kind.rawValue, event.subject)
    }

    // MARK: Asking

    private func look(at models: [ModelID]) async throws(RadarError) -> [(HeldModel, UpstreamView)] {
        var views: [(HeldModel, UpstreamView)] = []
        var failure: RadarError?
        await withTaskGroup(of: Result<(HeldModel, UpstreamView), RadarError>.self) { group in
            var rest = models[...]
            func begin() {
                guard let model = rest.popFirst() else { return }
                group.addTask {
                    do throws(RadarError) { return .success(try await look(at: model)) } catch { return .failure(error) }
                }
            }
            for _ in 0..<max(1, options.concurrency) { begin() }
            for await result in group {
                switch result {
                case .success(let view): views.append(view)
                case .failure(let error):
                    failure = failure ?? error
                    rest = []
                }
                progress(views.count, models.count)
                if Task.isCancelled { rest = [] }
                begin()
            }
        }
        if let failure { throw failure }
        if Task.isCancelled { throw .mirror(.cancelled) }
        return try await doubting(views).sorted { $0.0.model.description < $1.0.model.description }
    }

    private func look(at model: ModelID) async throws(RadarError) -> (HeldModel, UpstreamView) {
        let held = try await papers(of: model)
        guard let source = sources[model.hub] else { return (held, .notAsked(reason: "there is no hub \(model.hub) here")) }
        return (held, await UpstreamLook(hub: source.hub).look(at: held))
    }

    /// An address where no hub is answers 404 to everything: before models count as gone, the hub has to show that it is one.
    private func doubting(_ views: [(HeldModel, UpstreamView)]) async throws(RadarError) -> [(HeldModel, UpstreamView)] {
        var faults: [HubID: String] = [:]
        for (held, view) in views {
            guard case .absent = view, let source = sources[held.model.hub], faults[held.model.hub] == nil else { continue }
            do throws(HubError) {
                faults[held.model.hub] = try await source.hub.page(after: nil, limit: 1).claims.isEmpty ? "its listing is empty" : ""
            } catch {
                faults[held.model.hub] = error.detail
            }
        }
        let settled = views.map { held, view -> (HeldModel, UpstreamView) in
            guard case .absent = view, let fault = faults[held.model.hub], !fault.isEmpty else { return (held, view) }
            return (held, .notAsked(reason: "not found, at an address that does not answer as a hub does: \(fault)"))
        }
        return settled
    }

    // MARK: What is held

    private func held() throws(RadarError) -> [ModelID] { try onShelf { () throws(ShelfError) in try shelf.models() } }

    private func papers(of model: ModelID) async throws(RadarError) -> HeldModel {
        let (refs, commits) = try onShelf { () throws(ShelfError) in (try shelf.refs(of: model), try shelf.commits(of: model)) }
        guard !commits.isEmpty else { throw .notHeld(model) }
        var files: [CommitID: [PaperFile]] = [:]
        var licenses: [String]?
        for commit in Set(refs.map(\.commit)) {
            guard let manifest = try onShelf({ () throws(ShelfError) in try shelf.manifest(of: model, at: commit) }) else { continue }
            files[commit] = manifest.files.map { PaperFile(path: $0.path, content: $0.content) }
            if refs.contains(where: { $0.ref == "refs/heads/main" && $0.commit == commit }) { licenses = await card(of: manifest) }
        }
        return HeldModel(model: model, refs: refs, commits: commits, files: files, licenses: licenses)
    }

    /// What the held card says of the licence; nil: none is held, or it can't be read now.
    private func card(of manifest: RevisionManifest) async -> [String]? {
        guard let file = manifest.files.first(where: { $0.path.description == "README.md" }), let blob = file.blob,
            file.size <= Self.longestCard, let reader = try? await blobs.reader(of: blob), reader.size == file.size
        else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(file.size))
        guard let count = try? bytes.withUnsafeMutableBytes({ try reader.read(into: $0, at: 0) }), count == bytes.count else { return nil }
        return RadarJudge.words(ModelCard(parsing: bytes).licenses)
    }

    private func onShelf<Value>(_ question: () throws(ShelfError) -> Value) throws(RadarError) -> Value {
        do throws(ShelfError) { return try question() } catch { throw .mirror(.shelf(error)) }
    }

    private func noted<Value>(_ work: (RadarLog) async throws(RadarLog.Fault) -> Value) async throws(RadarError) -> Value {
        do throws(RadarLog.Fault) { return try await work(log) } catch { throw .log(error) }
    }
}

/// Why the radar could not run.
public enum RadarError: Error, Sendable, CustomStringConvertible {
    /// The named model is not on the shelf.
    case notHeld(ModelID)
    case mirror(MirrorError)
    case log(RadarLog.Fault)

    public var description: String {
        switch self {
        case .notHeld(let model): "\(model) is not held here"
        case .mirror(let error): error.description
        case .log(let error): error.description
        }
    }
}
