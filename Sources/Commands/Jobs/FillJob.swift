import Mirroring
import Serving
import Shelves
import Vocabulary

/// Fetching what clients of `serve` ask for and is not held.
struct FillJob {
    let site: Site
    let access: HubAccess
    /// What becomes of files by what a scan says of them.
    var scanPolicy = ScanPolicy()

    /// - Parameter published: what is served without it.
    func pullThrough(beside published: any ShelfView) async throws -> FillPullThrough {
        let settings = site.configuration.fill
        let sources = try await site.sources(of: Set(settings.hubs), access)
        if let unknown = settings.hubs.first(where: { sources[$0] == nil }) {
            throw CommandFailure(.usage, "'\(unknown)' of 'fill.hubs' is not a hub that can be fetched from")
        }
        var options = FillOptions()
        (options.allowed, options.denied, options.largest) = (settings.allowed, settings.denied, settings.largest)
        (options.freshness, options.concurrent) = (.seconds(settings.freshness), settings.concurrent)
        options.connections = site.configuration.connections
        options.schedule = site.configuration.transfers
        options.minute = { TransferSettings.now() }
        let tokens = settings.hubs.filter { (access.tokenFile ?? site.configuration.hubs[$0]?.tokenFile) != nil }
        let open = OpenModels(sources, tokens: Set(tokens))
        let gate = try site.scanGate()
        let policy = scanPolicy
        let rules = FillRules(
            admission: { model, _ async throws(MirrorError) in try await open.check(model) },
            verdict: { file, model in Self.verdict(on: file, of: model, try await gate.pass([file], of: model, policy)) })
        let fills = site.fills()
        let filler = Filler(
            blobs: try site.blobs(), published: published, fills: fills, sources: sources, rules: rules, options: options, now: site.now)
        site.console.note("what is not held is fetched from \(settings.hubs.map(\.description).joined(separator: ", "))")
        return FillPullThrough(filler: filler, shelf: fills, log: site.log)
    }

    private static func verdict(on file: ManifestFile, of model: ModelID, _ report: GateReport) -> FillVerdict {
        if let refusal = report.refusals.first { return .refuse(refusal.description) }
        guard let held = report.heldBack.first(where: { $0.blob == file.blob }) else { return .serve }
        return .quarantine("\(file.path) of \(model.path) is held back by this mirror (\(held.reason.prefix(160)))")
    }
}
