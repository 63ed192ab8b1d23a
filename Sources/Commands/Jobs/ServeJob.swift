import CMalloc
import Serving
import Shelves

/// Serving the mirror, for `serve` and `demo`.
struct ServeJob {
    let site: Site
    /// nil: as configured.
    let listen: String?
    let publicURL: String?
    /// nil: what is not held can't be had.
    var fill: FillJob?

    /// Serves until the task is cancelled. `onReady` is told the address clients can use.
    func run(onReady: @escaping @Sendable (_ url: String) -> Void = { _ in }) async throws {
        // glibc keeps freed buffers in its arenas: measured with 32 readers of a 91 MB file, 540 MB for the 24 MB in use. Beyond 64 KiB
        // they go back to the system at once: 100 MB then.
        wb_return_blocks_from(65_536)
        let address: ListenAddress
        var settings: ServerConfiguration
        (address, settings) = try Self.settings(listen, publicURL, site)
        settings.savedSearches = site.configuration.savedSearches
        let quarantine = try await site.followedQuarantine()
        let catalog = try site.catalog()
        let pulls = site.pulls()
        defer { pulls.flush() }
        let published = try site.published()
        let pull = try await fill?.pullThrough(beside: published)
        let library = StoreLibrary(
            catalog: catalog, index: site.search(catalog), shelf: pull.map { OverlaidShelf(published, over: $0.shelf) } ?? published,
            blobs: try site.blobs(), weigher: try site.weigher(site.standards()), names: try site.spokenNames(), pulls: pulls,
            quarantine: quarantine, documents: site.documents, pullThrough: pull)
        let console = site.console
        let result: Result<Void, any Error>
        do {
            try await Server(settings, library: library, log: site.log).run { port in
                console.warn("listening on \(address.url(port: port))")
                onReady(address.url(port: port))
            }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await pull?.stop()
        try result.get()
    }

    /// Where to listen, and what a server is told of it.
    static func settings(
        _ listen: String?, _ publicURL: String?, _ site: Site
    ) throws(CommandFailure) -> (ListenAddress, ServerConfiguration) {
        let address = try address(listen, site)
        var settings = ServerConfiguration()
        (settings.host, settings.port) = (address.host, address.port)
        if let text = publicURL ?? site.configuration.publicURL {
            guard let url = PublicURL(text) else { throw CommandFailure(.usage, "'\(text)' is not an http or https address") }
            settings.publicURL = url
        }
        return (address, settings)
    }

    static func address(_ listen: String?, _ site: Site) throws(CommandFailure) -> ListenAddress {
        let text = listen ?? site.configuration.listen
        guard let address = ListenAddress(text) else {
            throw CommandFailure(.usage, "'\(text)' is not an address to listen on (host:port)")
        }
        return address
    }
}
