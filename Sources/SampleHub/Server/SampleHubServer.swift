import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Vocabulary

/// A hub on this machine that speaks the Hub's read protocol over a folder of repositories, on two origins as the real one:
/// its own, and that of its CDN. It can be told to misbehave, and keeps a record of what was asked.
public actor SampleHubServer {
    /// What to serve, where and how.
    public struct Configuration: Sendable {
        /// Repositories, laid out as `RepositoryFolder` reads them; nil: none.
        public var folder: String?
        /// Address to listen on; the second origin takes a free port of the same.
        public var host: String
        /// 0: any free port.
        public var port: Int
        public var faults: Faults
        public var limits: RateLimits
        public var pages: PageSizes
        public var tokens: SampleTokens
        /// Seconds for which an address on the second origin is good. 0: never.
        public var linkLifetime: Int
        /// Models made up for the listing, beside those of the folder.
        public var generatedModels: Int
        public var seed: UInt64
        /// Requests that are kept in the record; older ones are forgotten.
        public var recordLimit: Int

        public init(
            folder: String? = nil, host: String = "127.0.0.1", port: Int = 0, faults: Faults = Faults(), limits: RateLimits = RateLimits(),
            pages: PageSizes = PageSizes(), tokens: SampleTokens = SampleTokens(), linkLifetime: Int = 3_600, generatedModels: Int = 0,
            seed: UInt64 = 1, recordLimit: Int = 20_000
        ) {
            self.folder = folder
            self.host = host
            self.port = port
            self.faults = faults
            self.limits = limits
            self.pages = pages
            self.tokens = tokens
            self.linkLifetime = linkLifetime
            self.generatedModels = generatedModels
            self.seed = seed
            self.recordLimit = recordLimit
        }
    }

    /// `http://127.0.0.1:PORT`.
    public nonisolated let endpoint: String
    /// The second origin, from which large files come.
    public nonisolated let cdn: String
    public nonisolated let configuration: Configuration

    private var logic: HubLogic
    private var faults: FaultInjector
    private var limiter: RateLimiter
    private var record: [RecordedRequest] = []
    private var counts: [RouteKind: Int] = [:]
    private var listeners: [Listener] = []

    private init(_ configuration: Configuration, contents: HubContents, hub: Listener, cdn: Listener) {
        self.configuration = configuration
        endpoint = "http://\(configuration.host):\(hub.port)"
        self.cdn = "http://\(configuration.host):\(cdn.port)"
        logic = HubLogic(
            contents: contents,
            generated: configuration.generatedModels > 0
                ? GeneratedModels(count: configuration.generatedModels, seed: configuration.seed) : nil, tokens: configuration.tokens,
            pageSizes: configuration.pages,
            signed: SignedLinks(lifetime: configuration.linkLifetime), cdn: self.cdn)
        faults = FaultInjector(configuration.faults)
        limiter = RateLimiter(configuration.limits)
        listeners = [hub, cdn]
    }

    /// Reads the folder (hashing its large files), listens, and returns when both origins answer.
    public static func start(_ configuration: Configuration) async throws -> SampleHubServer {
        var digests = DigestCache()
        let repositories = try configuration.folder.map { try RepositoryFolder.read($0, digests: &digests) } ?? []
        let hub = try await Listener.start(host: configuration.host, port: configuration.port, isCDN: false)
        let cdn: Listener
        do { cdn = try await Listener.start(host: configuration.host, port: 0, isCDN: true) } catch {
            await hub.stop()
            throw error
        }
        let server = SampleHubServer(configuration, contents: HubContents(repositories), hub: hub, cdn: cdn)
        hub.serve(server)
        cdn.serve(server)
        return server
    }

    /// Closes both origins and every connection.
    public func stop() async {
        let stopping = listeners
        listeners = []
        for listener in stopping { await listener.stop() }
    }

    /// Changes the repositories while the hub runs.
    public func update(_ change: @Sendable (inout HubContents) throws -> Void) rethrows {
        try change(&logic.contents)
    }

    /// Puts other faults in the place of the present ones; counting starts again.
    public func misbehave(_ faults: Faults) {
        self.faults = FaultInjector(faults)
    }

    /// Requests that came in, oldest first, on both origins: the last `recordLimit` of them.
    public var requests: [RecordedRequest] { record }

    /// How many requests of a kind there were, from the start.
    public func count(of kind: RouteKind) -> Int { counts[kind, default: 0] }

    /// Commit ids of a repository by full ref name.
    public func refs(of id: String) -> [String: String] {
        logic.contents[id]?.refs.mapValues(\.description) ?? [:]
    }

    /// What shall be sent for a request.
    func deliver(_ inquiry: Inquiry) -> Delivery {
        var inquiry = inquiry
        let kind = inquiry.route.kind
        let actions = faults.actions(for: inquiry)
        FaultInjector.disturb(&inquiry, actions)
        var limitHeaders: HTTPFields = [:]
        var isOver = false
        if kind != .content { (limitHeaders, isOver) = limiter.admit(kind) }
        var asked = inquiry
        if FaultInjector.hasMadeUpCursor(actions) {
            asked = inquiry.replacingTarget("\(inquiry.path)?\(inquiry.query.encoded(without: "cursor"))")
        }
        let answer =
            isOver
            ? Answer.error(429, message: "We had to rate limit your IP.") : logic.answer(asked, now: Int(Date().timeIntervalSince1970))
        var delivery = Delivery(answer)
        delivery.answer.headers.append(contentsOf: limitHeaders)
        faults.disturb(&delivery, actions, inquiry)
        counts[kind, default: 0] += 1
        if record.count >= configuration.recordLimit { record.removeFirst(record.count / 2 + 1) }
        record.append(
            RecordedRequest(
                route: kind, method: inquiry.method, target: inquiry.target, headers: inquiry.headers,
                status: delivery.dropsBeforeHead ? 0 : delivery.answer.status))
        return delivery
    }
}

extension Inquiry {
    func replacingTarget(_ target: String) -> Inquiry {
        Inquiry(method: method, target: target, headers: headers, body: body, route: route, base: base)
    }
}

/// Runs `body` with a hub that is stopped afterwards, whatever happens.
public func withSampleHub<Result: Sendable>(
    _ configuration: SampleHubServer.Configuration, _ body: (SampleHubServer) async throws -> Result
) async throws -> Result {
    let hub = try await SampleHubServer.start(configuration)
    do {
        let result = try await body(hub)
        await hub.stop()
        return result
    } catch {
        await hub.stop()
        throw error
    }
}
