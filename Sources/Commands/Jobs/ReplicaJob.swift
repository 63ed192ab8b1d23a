import CMalloc
import Catalog
import Logging
import ObjectStore
import Search
import Serving
import Shelves
import Vocabulary

/// Serving what is published in a bucket, with nothing but a cache on this machine.
struct ReplicaJob {
    let site: Site
    /// nil: as configured.
    let listen: String?
    let publicURL: String?

    /// Serves until the task is cancelled. Goes on with what it saw last while the store is not reached.
    func run() async throws {
        // For what `ServeJob` says of it.
        wb_return_blocks_from(65_536)
        Server.allowWaitingReads()
        let address: ListenAddress
        var settings: ServerConfiguration
        (address, settings) = try ServeJob.settings(listen, publicURL, site)
        // They would go with the replica, and be unknown to the others.
        settings.savedSearches = .off
        let (client, cache, log) = (try site.objectStore(isPatient: false), try site.objectCache(), site.log)
        let documents = FollowedDocuments(
            S3DocumentStore(client), cache: cache,
            following: [.init(Publication.key, limit: Publication.limit), .init(Quarantine.key, limit: Quarantine.limit)],
            report: { log.warning("\($0)") })
        // What is followed is in memory: it can be looked at each time, and so is never behind the publication.
        let quarantine = FollowedQuarantine(QuarantineStore(documents, lockPath: nil), interval: .zero) { log.error("\($0)") }
        let shelf = PublishedShelf(live: EmptyShelf(), snapshots: SnapshotStore(documents, lockPath: nil)) { log.error("\($0)") }
        // A replica has no catalog: what is asked of it is answered as by a server whose catalog is empty.
        let catalog = try CatalogDatabase(path: nil, data: site.data())
        let library = StoreLibrary(
            catalog: catalog, index: SearchCatalog(catalog, path: nil), shelf: shelf, blobs: S3BlobStore(client, cache: cache),
            names: try site.spokenNames(), quarantine: quarantine)
        let (console, server) = (site.console, Server(settings, library: library, log: log))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await documents.follow() }
            group.addTask { try await server.run { port in console.warn("listening on \(address.url(port: port))") } }
            // The server ends when it is told to, or can't begin; following never does.
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}
