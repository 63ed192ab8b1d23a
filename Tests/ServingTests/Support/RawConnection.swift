import Foundation

/// A socket without manners: sends any bytes, reads as slowly as a test wants.
enum RawConnection {
    struct Unreachable: Error {}

    /// Sends the bytes and reads until the server closes, or nothing comes for ten seconds.
    static func exchange(_ bytes: [UInt8], port: Int) async throws -> String {
        try await onThread {
            let descriptor = try open(port)
            defer { close(descriptor) }
            send(bytes, descriptor)
            var all: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while case let count = recv(descriptor, &buffer, buffer.count, 0), count > 0 { all += buffer[..<count] }
            return String(decoding: all, as: UTF8.self)
        }
    }

    /// How many bytes come back when the reader sleeps `pause` seconds before it reads, and again after each `everyBytes` (0: never).
    static func count(_ bytes: [UInt8], port: Int, pause: Double, everyBytes: Int) async throws -> Int {
        try await onThread {
            let descriptor = try open(port)
            defer { close(descriptor) }
            send(bytes + Array("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".utf8), descriptor)
            var total = 0
            var next = 0
            var buffer = [UInt8](repeating: 0, count: 262_144)
            // The answer is on its way: from here on it is the reader who makes it wait.
            recv(descriptor, &buffer, 1, Int32(MSG_PEEK))
            while true {
                if total >= next {
                    Thread.sleep(forTimeInterval: pause)
                    next = everyBytes == 0 ? .max : total + everyBytes
                }
                let count = recv(descriptor, &buffer, buffer.count, 0)
                guard count > 0 else { return total }
                total += count
            }
        }
    }

    /// Sends the bytes, reads that many, and is gone.
    static func leave(_ bytes: [UInt8], after limit: Int, port: Int) async throws {
        try await onThread {
            let descriptor = try open(port)
            defer { close(descriptor) }
            send(bytes, descriptor)
            var total = 0
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while total < limit, case let count = recv(descriptor, &buffer, buffer.count, 0), count > 0 { total += count }
        }
    }

    /// Sends the bytes and reads until the server closes; after `limit` bytes nothing is read before `isResumed` is signalled.
    static func pausing(
        _ bytes: [UInt8], after limit: Int, port: Int, paused: @escaping @Sendable () -> Void, until isResumed: DispatchSemaphore
    ) async throws -> [UInt8] {
        try await onThread {
            let descriptor = try open(port)
            defer { close(descriptor) }
            send(bytes, descriptor)
            var all: [UInt8] = []
            var isPaused = false
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while case let count = recv(descriptor, &buffer, buffer.count, 0), count > 0 {
                all += buffer[..<count]
                guard !isPaused, all.count >= limit else { continue }
                isPaused = true
                paused()
                _ = isResumed.wait(timeout: .now() + 10)
            }
            return all
        }
    }

    private static func open(_ port: Int) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var patience = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard connected == 0 else {
            close(descriptor)
            throw Unreachable()
        }
        return descriptor
    }

    private static func send(_ bytes: [UInt8], _ descriptor: Int32) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            sent += count
        }
    }

    private static func onThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread { continuation.resume(with: Result { try work() }) }.start()
        }
    }
}
