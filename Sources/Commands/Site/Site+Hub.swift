import Catalog
import Foundation
import Hubs
import Mirroring
import Transport
import Vocabulary

extension Site {
    /// A hub, ready to be asked, and the way to it.
    struct ReachableHub {
        let hub: any Hub
        let transport: any HTTPTransport
        let endpoint: String
    }

    /// The hub at the address of the flag, the environment or configuration, the last crawl, or its own, in this order.
    func hub(_ id: HubID, _ access: HubAccess) async throws -> ReachableHub {
        let registry = try HubRegistry(data: data())
        guard let description = registry.description(of: id) else {
            let known = HubRegistry.kinds.map(\.id.description).joined(separator: ", ")
            throw CommandFailure(.usage, "'\(id)' is not a hub that can be crawled (known: \(known))")
        }
        let settings = configuration.hubs[id]
        let crawled = access.endpoint == nil && settings?.endpoint == nil ? try await catalog().endpoint(of: id) : nil
        let text = access.endpoint ?? settings?.endpoint ?? crawled ?? description.endpoint.description
        guard let endpoint = WebURL(text) else { throw CommandFailure(.usage, "'\(text)' is not an http or https address") }
        let token = try (access.tokenFile ?? settings?.tokenFile).map(Self.token)
        let transport = try transport(description)
        guard let hub = registry.hub(id, endpoint: endpoint, token: token, transport: transport) else {
            throw CommandFailure(.usage, "'\(id)' is not a hub that can be crawled")
        }
        return ReachableHub(hub: hub, transport: transport, endpoint: endpoint.description)
    }

    /// Those of the hubs that can be reached from here.
    func sources(of hubs: Set<HubID>, _ access: HubAccess) async throws -> [HubID: MirrorSource] {
        var sources: [HubID: MirrorSource] = [:]
        for hub in hubs where HubRegistry.kinds.contains(where: { $0.id == hub }) {
            let reachable = try await self.hub(hub, access)
            sources[hub] = MirrorSource(hub: reachable.hub, transport: reachable.transport)
        }
        return sources
    }

    /// The one door to the network, polite to the hub's public address; other addresses are the site's own.
    private func transport(_ description: HubDescription) throws -> any HTTPTransport {
        let curl = CurlSettings(
            userAgent: "\(description.userAgent)/\(Version.current)", connectTimeout: .seconds(configuration.connectTimeout),
            stallTimeout: .seconds(configuration.stallTimeout), network: try network())
        var settings = TransportConfiguration(curl: curl)
        settings.politeness.concurrency = max(settings.politeness.concurrency, configuration.connections)
        settings.politenessPerOrigin[description.endpoint.origin] = description.politeness
        return settings.makeTransport(log: log)
    }

    /// Proxies and certificate authorities, as the environment has them.
    func network() throws(CommandFailure) -> NetworkEnvironment {
        do throws(NetworkEnvironment.Fault) {
            return try NetworkEnvironment(variables: environment) { path in
                var isDirectory: ObjCBool = false
                return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
            }
        } catch {
            throw CommandFailure(.usage, "\(error)")
        }
    }

    private static func token(_ file: String) throws(CommandFailure) -> HubToken {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw CommandFailure(.usage, "the token file \(file) can't be read")
        }
        guard let token = HubToken(text) else { throw CommandFailure(.usage, "the token file \(file) does not hold a token") }
        return token
    }
}
