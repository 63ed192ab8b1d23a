import Foundation
public import Transport

/// A server on a loopback port that does exactly what a test says, byte by byte: the place for answers that no real server gives.
///
/// The handler is called on a thread of its own for each request, one after the other on each connection. When it throws
/// (the peer has gone) or the request can't be read, the connection is closed.
public final class RawServer: Sendable {
    /// `http://127.0.0.1:port`.
    public let url: WebURL
    private let listener: Int32
    private let state: RawServerState

    /// Listens until it is released.
    public init(_ handler: @escaping @Sendable (_ request: RawRequest, _ peer: RawConnection) throws -> Void) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw RawServerError(what: "socket") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 256) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound, let url = WebURL("http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))") else {
            close(descriptor)
            throw RawServerError(what: "bind")
        }
        listener = descriptor
        self.url = url
        let state = RawServerState()
        self.state = state
        Thread {
            while true {
                let peer = accept(descriptor, nil, nil)
                guard peer >= 0 else { break }
                let connection = RawConnection(peer)
                guard state.add(connection) else { break }
                Thread {
                    while let request = connection.readRequest() {
                        state.note(request)
                        do { try handler(request, connection) } catch { break }
                        if connection.isClosed { break }
                    }
                    connection.close()
                    state.remove(connection)
                }.start()
            }
            close(descriptor)
        }.start()
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        state.stop()
    }

    /// Every request so far, in the order of arrival.
    public var requests: [RawRequest] { state.requests }
    /// Connections accepted so far.
    public var connectionCount: Int { state.connectionCount }
    /// Connections open now.
    public var openCount: Int { state.openCount }
}

/// A request as it came over the wire.
public struct RawRequest: Sendable {
    /// The request line: `GET /path HTTP/1.1`.
    public let line: String
    /// Header lines, as written.
    public let headers: [String]
    public let body: [UInt8]

    public var method: String { line.split(separator: " ").first.map(String.init) ?? "" }
    /// As in the request line: a path, or a whole address where we are the proxy.
    public var target: String { line.split(separator: " ").dropFirst().first.map(String.init) ?? "" }

    /// The value of the first header of that name, in any case.
    public func header(_ name: String) -> String? {
        let prefix = name.lowercased() + ":"
        return headers.first { $0.lowercased().hasPrefix(prefix) }
            .map { $0.dropFirst(prefix.count).trimmingCharacters(in: .whitespaces) }
    }
}

/// The peer has gone, or a socket call failed.
public struct RawServerError: Error, Sendable {
    public let what: String
}

/// The server's end of a connection.
public final class RawConnection: Sendable {
    private let descriptor: Int32
    private let closing = NSLock()
    private let closed = ManagedFlag()

    fileprivate init(_ descriptor: Int32) { self.descriptor = descriptor }

    public var isClosed: Bool { closing.withLock { closed.isSet } }

    /// Sends text as it is; line ends are the caller's.
    public func send(_ text: String) throws { try send(Array(text.utf8)) }

    /// Blocks while the peer does not read; throws when it has gone.
    public func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw RawServerError(what: "send") }
            sent += count
        }
    }

    /// A whole answer with its length.
    public func answer(_ status: Int = 200, headers: [String] = [], _ body: String = "") throws {
        let head = ["HTTP/1.1 \(status) Some", "Content-Length: \(body.utf8.count)"] + headers
        try send(head.joined(separator: "\r\n") + "\r\n\r\n" + body)
    }

    /// Sends nothing until the peer has gone or the server ends.
    public func stall() {
        var byte: UInt8 = 0
        while recv(descriptor, &byte, 1, 0) > 0 {}
    }

    public func close() { end(abruptly: false) }

    /// Closes with a RST, as a crashed peer or a firewall does.
    public func reset() { end(abruptly: true) }

    private func end(abruptly: Bool) {
        closing.withLock {
            guard !closed.isSet else { return }
            closed.isSet = true
            if abruptly {
                var option = linger(l_onoff: 1, l_linger: 0)
                setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
            }
            Foundation.close(descriptor)
        }
    }

    /// Wakes a thread that is blocked on this connection, without giving its descriptor away under it.
    fileprivate func interrupt() {
        closing.withLock { if !closed.isSet { shutdown(descriptor, Int32(SHUT_RDWR)) } }
    }

    /// One request with the body its length promises; nil at the end of the connection.
    fileprivate func readRequest() -> RawRequest? {
        var head: [UInt8] = []
        var byte: UInt8 = 0
        while !head.suffix(4).elementsEqual([13, 10, 13, 10]) {
            guard head.count < 65_536, recv(descriptor, &byte, 1, 0) == 1 else { return nil }
            head.append(byte)
        }
        let lines = String(decoding: head, as: UTF8.self).components(separatedBy: "\r\n").filter { !$0.isEmpty }
        guard let line = lines.first else { return nil }
        let request = RawRequest(line: line, headers: Array(lines.dropFirst()), body: [])
        var body = [UInt8](repeating: 0, count: request.header("Content-Length").flatMap { Int($0) } ?? 0)
        var read = 0
        while read < body.count {
            let count = body.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress?.advanced(by: read), $0.count - read, 0) }
            guard count > 0 else { return nil }
            read += count
        }
        return RawRequest(line: line, headers: request.headers, body: body)
    }
}

private final class ManagedFlag: @unchecked Sendable {  // Safety: only touched with its connection's lock held.
    var isSet = false
}

private final class RawServerState: @unchecked Sendable {  // Safety: all fields are only touched with `lock` held.
    private let lock = NSLock()
    private var open: [ObjectIdentifier: RawConnection] = [:]
    private var all: [RawRequest] = []
    private var accepted = 0
    private var isStopped = false

    var requests: [RawRequest] { lock.withLock { all } }
    var connectionCount: Int { lock.withLock { accepted } }
    var openCount: Int { lock.withLock { open.count } }

    func note(_ request: RawRequest) { lock.withLock { all.append(request) } }

    /// false: too late, the connection was closed.
    func add(_ connection: RawConnection) -> Bool {
        lock.withLock {
            guard !isStopped else {
                connection.close()
                return false
            }
            accepted += 1
            open[ObjectIdentifier(connection)] = connection
            return true
        }
    }

    func remove(_ connection: RawConnection) { lock.withLock { _ = open.removeValue(forKey: ObjectIdentifier(connection)) } }

    func stop() {
        lock.withLock {
            isStopped = true
            for connection in open.values { connection.interrupt() }
        }
    }
}
