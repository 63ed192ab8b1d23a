import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// One listening socket and its connections.
final class Listener: Sendable {
    let port: Int
    private let task: Task<Void, any Error>
    private let responder: Responder

    private init(port: Int, task: Task<Void, any Error>, responder: Responder) {
        self.port = port
        self.task = task
        self.responder = responder
    }

    /// Returns when the socket listens. Requests wait until `serve` names who answers them.
    static func start(host: String, port: Int, isCDN: Bool) async throws -> Listener {
        let responder = Responder(isCDN: isCDN)
        let (ports, announce) = AsyncThrowingStream.makeStream(of: Int.self)
        let application = Application(
            responder: responder,
            configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
            onServerRunning: { channel in announce.yield(channel.localAddress?.port ?? 0) },
            logger: Logger(label: "sample-hub") { _ in SwiftLogNoOpLogHandler() })
        let task = Task {
            do {
                try await application.run()
                announce.finish()
            } catch {
                announce.finish(throwing: error)
                throw error
            }
        }
        for try await bound in ports { return Listener(port: bound, task: task, responder: responder) }
        throw CancellationError()
    }

    func serve(_ server: SampleHubServer) { responder.begin(server) }

    func stop() async {
        task.cancel()
        _ = await task.result
        responder.end()
    }
}

/// Connects Hummingbird to the hub's logic.
struct Responder: HTTPResponder {
    struct Context: RequestContext {
        var coreContext: CoreRequestContextStorage
        let channel: any Channel

        init(source: ApplicationRequestContextSource) {
            coreContext = CoreRequestContextStorage(source: source)
            channel = source.channel
        }
    }

    /// Largest body of a request that is read: a `paths-info` of 2,000 paths.
    private static let bodyLimit = 4 << 20

    private let isCDN: Bool
    private let server = Slot()

    init(isCDN: Bool) { self.isCDN = isCDN }

    func begin(_ server: SampleHubServer) { self.server.value = server }
    func end() { server.value = nil }

    func respond(to request: Request, context: Context) async throws -> Response {
        guard let server = server.value else { return Response(status: .serviceUnavailable) }
        guard [.get, .head, .post].contains(request.method) else { return Response(status: .methodNotAllowed) }
        var body: [UInt8] = []
        if request.method == .post {
            let buffer = try await request.body.collect(upTo: Self.bodyLimit)
            body = Array(buffer.readableBytesView)
        }
        let target = request.head.path ?? "/"
        let path = String(target.prefix { $0 != "?" })
        let inquiry = Inquiry(
            method: request.method, target: target, headers: request.headers, body: body, route: isCDN ? .content : Route(path: path),
            base: "http://\(request.head.authority ?? "localhost")")
        let delivery = await server.deliver(inquiry)
        if let stall = delivery.stall, stall.after == nil { try await Task.sleep(for: stall.time) }
        if delivery.dropsBeforeHead {
            try? await context.channel.close()
            throw Delivery.Dropped()
        }
        return delivery.response(isHead: request.method == .head)
    }
}

/// The server that a listener belongs to, which exists only after the listener.
private final class Slot: @unchecked Sendable {  // Safety: `stored` is only touched under `lock`.
    private let lock = NSLock()
    private var stored: SampleHubServer?

    var value: SampleHubServer? {
        get { lock.withLock { stored } }
        set { lock.withLock { stored = newValue } }
    }
}
