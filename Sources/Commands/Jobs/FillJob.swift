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
        let tokens = settings.hubs.filter { (access.tokenFile ?? site.configuration.hubs[$0]?.tokenFile) != nil }
        let declaration = try site.declaration()
        // Where gated models are refused, a token of the mirror's own changes nothing.
        let open = OpenModels(sources, tokens: declaration.policy.refusesGated ? [] : Set(tokens))
        let licenses = LicenseGate(declaration.policy.licenses, judge: try site.planKnowledge(declaration).judge)
        let rules = FillRules(declaration.policy, open: open, licenses: licenses, scan: try site.scanGate())
        let fills = site.fills()
        let filler = Filler(
            blobs: try site.blobs(), published: published, fills: fills, sources: sources, rules: rules, options: options, now: site.now)
        site.console.note("what is not held is fetched from \(settings.hubs.map(\.description).joined(separator: ", "))")
        return FillPullThrough(filler: filler, shelf: fills, log: site.log)
    }
}
