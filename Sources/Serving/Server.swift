import Foundation
import HummingbirdCore
public import Logging
import NIOCore
import NIOPosix

/// Serves a library to clients over HTTP/1.1. Saved searches are all that it ever writes; it keeps nothing between requests.
public struct Server: Sendable {
    private let configuration: ServerConfiguration
    private let responder: Responder
    private let log: Logger

    public init(_ configuration: ServerConfiguration, library: any Library, log: Logger) {
        self.configuration = configuration
        self.log = log
        responder = Responder(configuration, library: library, log: log)
    }

    /// Serves until the task is cancelled; then takes no more connections, gives downloads that are under way
    /// `shutdownGrace`, and returns. `onReady` is told the bound port once connections are accepted.
    public func run(onReady: @escaping @Sendable (_ port: Int) async -> Void = { _ in }) async throws(ServerError) {
        let core = HummingbirdCore.Server(
            childChannelSetup: child, configuration: listening,
            onServerRunning: { await onReady($0.localAddress?.port ?? 0) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: quiet)
        let grace = configuration.shutdownGrace
        // Unstructured, so that our cancellation is a request to come to an end and not an order to drop every download.
        let running = Task { try await core.run() }
        let result = await withTaskCancellationHandler {
            await running.result
        } onCancel: {
            Task {
                let cut = Task {
                    try await Task.sleep(for: grace)
                    running.cancel()
                }
                try? await core.shutdownGracefully()
                cut.cancel()
            }
        }
        if case .failure(let error) = result, !Task.isCancelled {
            throw ServerError(host: configuration.host, port: configuration.port, reason: ServerError.reason(error))
        }
    }

    private var child: HTTP1Channel {
        let stall = configuration.stallTimeout
        let bytes = configuration.maximumHeaderBytes
        let responder = responder
        return HTTP1Channel(
            responder: { request, writer, channel in try await responder.respond(to: request, writer, channel) },
            configuration: .init(
                additionalChannelHandlers: [ConnectionGuard(stallTimeout: stall)],
                idleTimeout: TimeAmount(configuration.idleTimeout),
                httpDecoderConfiguration: .init(maxHeaderFieldSize: bytes, maxHeaderListSize: bytes, maxHeaderFieldCount: 200)))
    }

    private var listening: HummingbirdCore.ServerConfiguration {
        .init(
            address: .hostname(configuration.host, port: configuration.port), backlog: 512,
            availableConnectionsDelegate: .maximum(configuration.maximumConnections, logger: quiet))
    }

    /// Hummingbird tells of its start and of every broken connection; the first is `onReady`'s business, the others nobody's.
    private var quiet: Logger {
        var quiet = log
        quiet.logLevel = max(log.logLevel, .error)
        return quiet
    }
}

/// The server could not listen, or had to stop.
public struct ServerError: Error, Sendable, CustomStringConvertible {
    public let host: String
    public let port: Int
    public let reason: String

    public var description: String { "can't serve on \(host):\(port): \(reason)" }

    static func reason(_ error: any Error) -> String {
        guard let error = error as? IOError else { return "\(error)" }
        return String(cString: strerror(error.errnoCode))
    }
}
