import Mirroring
import Serving
import Shelves
import Vocabulary

/// Fetching what clients of `serve` ask for and is not held.
struct FillJob {
    let site: Site
    let access: HubAccess

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
        let fills = site.fills()
        let declared = try FollowedDeclaration(site)
        let quotas = FillQuotas(shelf: try site.shelf(), fills: fills) { declared.current.quotas }
        let filler = Filler(
            blobs: try site.blobs(), published: published, fills: fills, sources: sources, rules: try rules(sources, declared),
            options: options, quotas: quotas, now: site.now)
        site.console.note("what is not held is fetched from \(settings.hubs.map(\.description).joined(separator: ", "))")
        return FillPullThrough(filler: filler, shelf: fills, log: site.log)
    }

    /// The same that is asked of what is declared: `policy` of mirror.yaml, and the scanning gate.
    private func rules(_ sources: [HubID: MirrorSource], _ declared: FollowedDeclaration) throws -> FillRules {
        let site = site
        let judge = LicenseScale { try site.weigher(site.standards()) }
        let memo = LicenseMemo(judge)
        let tokens = Set(sources.keys.filter { (access.tokenFile ?? site.configuration.hubs[$0]?.tokenFile) != nil })
        let gate = try site.scanGate()
        return FillRules(
            admission: { model, _ async throws(MirrorError) in
                let policy = declared.current.policy
                if let block = try await LicenseGate(policy.licenses, judge: judge).block(model) { throw .blocked(model, block) }
                try await OpenModels(sources, tokens: policy.refusesGated ? [] : tokens).check(model)
            },
            standing: { model async throws(MirrorError) in try await memo.check(model, under: declared.current.policy.licenses) },
            verdict: { file, model in
                Self.verdict(on: file, of: model, try await gate.pass([file], of: model, declared.current.policy.scan))
            })
    }

    private static func verdict(on file: ManifestFile, of model: ModelID, _ report: GateReport) -> FillVerdict {
        if let refusal = report.refusals.first { return .refuse(refusal.description) }
        guard let held = report.heldBack.first(where: { $0.blob == file.blob }) else { return .serve }
        return .quarantine("\(file.path) of \(model.path) is held back by this mirror (\(held.reason.prefix(160)))")
    }
}
