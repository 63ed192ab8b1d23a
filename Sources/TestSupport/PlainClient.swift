import Foundation

/// The simplest HTTP/1.1 client: one connection a request, everything that arrives until the end. It hides nothing, so a
/// test sees what a server really sent. For tests over loopback only.
public struct PlainClient: Sendable {
    /// What arrived.
    public struct Reply: Sendable {
        /// 0: the connection ended before a status line.
        public let status: Int
        /// Names in lower case.
        public let headers: [String: String]
        public let body: [UInt8]

        public var text: String { String(decoding: body, as: UTF8.self) }
        /// Whether as many bytes came as were announced; nil where no length was announced.
        public var isComplete: Bool? { headers["content-length"].flatMap { Int($0) }.map { $0 == body.count } }
    }

    /// Nobody listens there, or the address is not one of this machine's.
    public struct Unreachable: Error {
        public let address: String
    }

    public init() {}

    /// Sends a request and reads to the end. Redirects are not followed. A body that was sent in chunks is put together.
    public func send(_ method: String = "GET", _ url: String, headers: [String: String] = [:], body: [UInt8] = []) async throws -> Reply {
        guard let parts = URLComponents(string: url), let port = parts.port else { throw Unreachable(address: url) }
        let target = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).dropFirst(3).first.map { "/\($0)" } ?? "/"
        var head = "\(method) \(target) HTTP/1.1\r\nHost: \(parts.host ?? "127.0.0.1"):\(port)\r\nConnection: close\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        if !body.isEmpty { head += "Content-Length: \(body.count)\r\n" }
        let request = Array((head + "\r\n").utf8) + body
        return try await withCheckedThrowingContinuation { continuation in
            let thread = Thread {
                do { continuation.resume(returning: Self.parse(try Self.exchange(request, port: port))) } catch {
                    continuation.resume(throwing: error)
                }
            }
            thread.start()
        }
    }

    private static func exchange(_ request: [UInt8], port: Int) throws -> [UInt8] {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard connected == 0 else { throw Unreachable(address: "127.0.0.1:\(port)") }
        var sent = 0
        while sent < request.count {
            let count = request[sent...].withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { break }
            sent += count
        }
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = recv(descriptor, &buffer, buffer.count, 0), count > 0 { received += buffer[..<count] }
        return received
    }

    private static func parse(_ bytes: [UInt8]) -> Reply {
        let mark = Array("\r\n\r\n".utf8)
        guard let end = bytes.indices.prefix(65_536).first(where: { bytes[$0] == 0x0D && bytes[$0...].starts(with: mark) }) else {
            return Reply(status: 0, headers: [:], body: [])
        }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).components(separatedBy: "\r\n")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        }
        var body = Array(bytes[(end + 4)...])
        if headers["transfer-encoding"]?.lowercased() == "chunked" { body = unchunked(body) }
        let status = lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return Reply(status: status, headers: headers, body: body)
    }

    private static func unchunked(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var rest = bytes[...]
        while let lineEnd = rest.firstIndex(of: 0x0A),
            let size = Int(String(decoding: rest[..<lineEnd], as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines), radix: 16),
            size > 0
        {
            out += rest[(lineEnd + 1)...].prefix(size)
            rest = rest[(lineEnd + 1)...].dropFirst(size + 2)
        }
        return out
    }
}
