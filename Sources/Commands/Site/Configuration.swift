import Foundation
import Mirroring
import Serving
import Vocabulary
import Yams

/// What a site can set. Order of precedence: flag, environment, `weighbridge.yaml`, the default written here.
struct Configuration: Sendable, Equatable {
    struct HubSettings: Sendable, Equatable {
        var endpoint: String?
        var tokenFile: String?
    }

    var hubs: [HubID: HubSettings] = [:]
    var listen = "127.0.0.1:8090"
    var publicURL: String?
    /// From where searches may be kept with the server.
    var savedSearches = SavedSearchPolicy.loopback
    /// Models whose card and file list a crawl fetches, most downloaded first.
    var details = 1_000
    /// The most requests in flight while a mirror is synced.
    var connections = 16
    /// When a sync may fetch, and how fast.
    var transfers = TransferSchedule()
    /// What `serve` may fetch because a client asks for it.
    var fill = FillSettings()
    /// A file that describes the organisation, for limits of licences; nil: `organisation.yaml` in the data folder, if there is one.
    var organisation: String?
    /// Seconds without a byte after which a transfer is given up and tried again.
    var stallTimeout = 30
    var connectTimeout = 15
    /// A bucket to push to, or to serve from; nil: there is none.
    var objectStore: ObjectStoreSettings?
    /// Whether `serve` serves what is published in the bucket, and not this machine's mirror.
    var servesBucket = false

    /// The file at `url` laid over the defaults; nothing there means the defaults.
    static func load(_ url: URL, mustExist: Bool) throws(CommandFailure) -> Configuration {
        var configuration = Configuration()
        guard FileManager.default.fileExists(atPath: url.path) else {
            guard !mustExist else { throw CommandFailure(.usage, "\(url.path): no such configuration file") }
            return configuration
        }
        do {
            let text = try String(contentsOf: url, encoding: .utf8)
            guard text.utf8.count < 1_048_576 else { throw StrictMapping.Problem(line: nil, reason: "larger than 1 MiB") }
            guard let node = try Yams.compose(yaml: text) else { return configuration }
            try configuration.apply(node)
        } catch {
            throw CommandFailure(.usage, "\(url.path): \(error)")
        }
        return configuration
    }

    private mutating func apply(_ node: Node) throws {
        if node.null != nil { return }
        var root = try StrictMapping(node)
        if var hubs = try root.mapping("hubs") {
            for name in hubs.keys {
                guard let id = HubID(name) else { throw StrictMapping.Problem(line: nil, reason: "'\(name)' is not a hub's name") }
                guard var entry = try hubs.mapping(name) else { continue }
                self.hubs[id] = HubSettings(endpoint: try entry.text("endpoint"), tokenFile: try entry.text("token_file"))
                try entry.finish()
            }
        }
        if var serve = try root.mapping("serve") {
            listen = try serve.text("listen") ?? listen
            publicURL = try serve.text("public_url")
            savedSearches = try serve.choice("saved_searches", of: SavedSearchPolicy.self) ?? savedSearches
            servesBucket = try serve.choice("store", of: ServedStore.self) == .s3
            try serve.finish()
        }
        if var fill = try root.mapping("fill") { self.fill = try FillSettings(&fill) }
        organisation = try root.text("organisation") ?? organisation
        if var crawl = try root.mapping("crawl") {
            details = try crawl.integer("details", in: 0...10_000_000) ?? details
            try crawl.finish()
        }
        if var mirror = try root.mapping("mirror") {
            connections = try mirror.integer("connections", in: 1...64) ?? connections
            transfers = try TransferSettings.schedule(&mirror)
            try mirror.finish()
        }
        if var network = try root.mapping("network") {
            stallTimeout = try network.integer("stall_timeout", in: 1...3_600) ?? stallTimeout
            connectTimeout = try network.integer("connect_timeout", in: 1...600) ?? connectTimeout
            try network.finish()
        }
        if var store = try root.mapping("object_store") {
            objectStore = try ObjectStoreSettings(&store)
            try store.finish()
        }
        guard !servesBucket || objectStore != nil else {
            throw StrictMapping.Problem(line: nil, reason: "'serve.store: s3' needs 'object_store'")
        }
        try root.finish()
    }

    /// The environment laid over the file.
    mutating func apply(environment: [String: String]) {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        listen = value("WEIGHBRIDGE_LISTEN") ?? listen
        publicURL = value("WEIGHBRIDGE_PUBLIC_URL") ?? publicURL
        var hub = hubs[.huggingFace] ?? HubSettings()
        hub.endpoint = value("WEIGHBRIDGE_HF_ENDPOINT") ?? hub.endpoint
        hub.tokenFile = value("WEIGHBRIDGE_HF_TOKEN_FILE") ?? hub.tokenFile
        if hub != HubSettings() { hubs[.huggingFace] = hub }
    }

    /// The same as a file that would be read back as it is.
    func yaml() -> String {
        var lines: [String] = []
        if !hubs.isEmpty {
            lines.append("hubs:")
            for (id, hub) in hubs.sorted(by: { $0.key.description < $1.key.description }) {
                lines.append("  \(id):")
                if let endpoint = hub.endpoint { lines.append("    endpoint: \(Self.quoted(endpoint))") }
                if let file = hub.tokenFile { lines.append("    token_file: \(Self.quoted(file))") }
            }
        }
        lines += ["serve:", "  listen: \(Self.quoted(listen))"]
        if let publicURL { lines.append("  public_url: \(Self.quoted(publicURL))") }
        lines.append("  saved_searches: \(Self.quoted(savedSearches.rawValue))")
        lines.append("  store: \((servesBucket ? ServedStore.s3 : .local).rawValue)")
        lines += fill.yaml
        if let organisation { lines.append("organisation: \(Self.quoted(organisation))") }
        lines += [
            "crawl:", "  details: \(details)", "mirror:", "  connections: \(connections)",
        ]
        lines += TransferSettings.yaml(transfers)
        lines += [
            "network:", "  stall_timeout: \(stallTimeout)", "  connect_timeout: \(connectTimeout)",
        ]
        if let objectStore { lines += objectStore.yaml(Self.quoted) }
        return lines.joined(separator: "\n")
    }

    static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
}
