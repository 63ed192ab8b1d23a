import Blobs
import Foundation
import ObjectStore
import Shelves
import Transport

extension Site {
    /// The bucket of the configuration, with its keys and the way to it.
    /// - Parameter isPatient: false: clients wait for each answer, so a store that does not give it is given up soon.
    func objectStore(isPatient: Bool = true) throws -> S3Client {
        guard let settings = configuration.objectStore else {
            throw CommandFailure(.usage, "no object_store is configured in weighbridge.yaml")
        }
        guard let endpoint = WebURL(settings.endpoint) else {
            throw CommandFailure(.usage, "object_store.endpoint: '\(settings.endpoint)' is not an http or https address")
        }
        let location = try S3Location(
            endpoint: endpoint, bucket: settings.bucket, region: settings.region, prefix: settings.prefix, style: settings.style)
        let signing = try S3Credentials.signing(environment: environment, file: settings.credentialsFile, region: settings.region)
        let curl = CurlSettings(
            userAgent: "weighbridge/\(Version.current)",
            connectTimeout: .seconds(isPatient ? configuration.connectTimeout : min(5, configuration.connectTimeout)),
            stallTimeout: .seconds(configuration.stallTimeout), network: try network())
        var transport = TransportConfiguration(curl: curl)
        transport.politeness.concurrency = 16
        if !isPatient { transport.retries = RetryPolicy(retries: 2, firstBackoff: .milliseconds(200), longestBackoff: .seconds(1)) }
        return S3Client(location, signing: signing, transport: transport.makeTransport(log: log))
    }

    /// The cache of what was read from the bucket. One process can use it at a time.
    func objectCache() throws -> LeafCache {
        let settings = configuration.objectStore
        return try LeafCache(path: settings?.cachePath ?? home.objectCache.path, limit: settings?.cacheSize ?? 0)
    }
}
