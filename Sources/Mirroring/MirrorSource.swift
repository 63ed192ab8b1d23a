public import Hubs
public import Transport

/// A hub and the way to the bytes it points at.
public struct MirrorSource: Sendable {
    public let hub: any Hub
    public let transport: any HTTPTransport

    public init(hub: any Hub, transport: any HTTPTransport) {
        self.hub = hub
        self.transport = transport
    }
}
