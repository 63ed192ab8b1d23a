import ArgumentParser

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the mirror to unmodified clients.",
        discussion:
            "Clients need one variable: HF_ENDPOINT=http://this-machine:8090. Serves until it is stopped. A replica needs nothing but its "
            + "configuration: it follows what `mirror push` publishes in the bucket, and keeps what was read in a bounded cache.")

    @OptionGroup var global: GlobalOptions
    @Option(help: ArgumentHelp("Where to listen (default: 127.0.0.1:8090; port 0: any free one).", valueName: "host:port")) var listen:
        String?
    @Option(help: ArgumentHelp("How clients reach the server, where a proxy stands before it.", valueName: "url")) var publicURL: String?
    @Flag(help: "Serve what is published in the object store of the configuration, and not this machine's mirror.") var replica = false

    @Flag(help: "Fetch what clients ask for and is not held, from the hubs of the configuration's 'fill' section.") var fill = false
    @OptionGroup var hub: HubOptions

    func run() async throws {
        let site = try global.site()
        if replica || site.configuration.servesBucket {
            guard !fill else { throw CommandFailure(.usage, "a replica serves what is published, and fetches nothing: not with --fill") }
            return try await ReplicaJob(site: site, listen: listen, publicURL: publicURL).run()
        }
        let fill = fill || site.configuration.fill.isEnabled ? FillJob(site: site, access: hub.access) : nil
        try await ServeJob(site: site, listen: listen, publicURL: publicURL, fill: fill).run()
    }
}
