public import Foundation

/// A real S3 server, `rclone serve s3` over a folder, on a free port of loopback. `$WEIGHBRIDGE_RCLONE` names the program.
public final class RcloneServer: @unchecked Sendable {  // Safety: `process` is only touched under `lock`, `port` only set by `init`.
    /// Longer than 16 characters, as rclone wants it.
    public static let accessKey = "weighbridge-test-key"
    public static let secretKey = "weighbridge-test-secret"

    /// Whether the program is there; without it, tests of real stores are skipped.
    public static var isInstalled: Bool { binary != nil }

    /// What the server keeps, a file for each object: for tests that damage it.
    public let folder: URL
    public private(set) var port = 0
    private let lock = NSLock()
    private var process: Process?

    public var endpoint: String { "http://127.0.0.1:\(port)" }
    public var bucketFolder: URL { folder.appendingPathComponent("bucket") }

    /// Answers when it does; its bucket is called `bucket`.
    public init() async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("weighbridge-s3-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appendingPathComponent("bucket"), withIntermediateDirectories: true)
        for turn in 1...5 {
            port = try Self.freePort()
            // Another program may be faster at it.
            do {
                try await start()
                return
            } catch {
                if turn == 5 { throw error }
            }
        }
    }

    deinit {
        if let process, process.isRunning { kill(process.processIdentifier, SIGKILL) }
        try? FileManager.default.removeItem(at: folder)
    }

    /// The file of an object.
    public func file(_ key: String) -> URL { bucketFolder.appendingPathComponent(key) }

    /// Starts it (again), on the same port and folder.
    public func start() async throws {
        guard let binary = Self.binary else { throw CocoaError(.fileNoSuchFile) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: binary)
        process.arguments = [
            "serve", "s3", "--addr", "127.0.0.1:\(port)", "--auth-key", "\(Self.accessKey),\(Self.secretKey)", "--config", "/dev/null",
            "--cache-dir", folder.appendingPathComponent("cache").path, "--vfs-cache-mode", "off", "--dir-cache-time", "100ms", folder.path,
        ]
        process.environment = ["HOME": folder.path, "PATH": "/usr/bin:/bin"]
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        lock.withLock { self.process = process }
        for _ in 0..<600 where process.isRunning {
            // Its own answer, not that of somebody who was faster at that port: then it ends.
            if Self.answers(port), process.isRunning { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw CocoaError(.featureUnsupported)
    }

    public func stop() {
        let process = lock.withLock { self.process }
        process?.terminate()
        process?.waitUntilExit()
    }

    private static var binary: String? {
        let named = ProcessInfo.processInfo.environment["WEIGHBRIDGE_RCLONE"]
        let candidates = [named ?? "", "/usr/bin/rclone", "/usr/local/bin/rclone"]
        return candidates.first { !$0.isEmpty && FileManager.default.isExecutableFile(atPath: $0) }
    }

    private static func address(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        return address
    }

    private static func withSocket<Value>(_ work: (Int32) -> Value) -> Value {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        return work(descriptor)
    }

    private static func freePort() throws -> Int {
        let port = withSocket { descriptor in
            var address = address(0)
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            return withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    guard bind(descriptor, $0, length) == 0, getsockname(descriptor, $0, &length) == 0 else { return 0 }
                    return Int(in_port_t(bigEndian: pointer.pointee.sin_port))
                }
            }
        }
        guard port > 0 else { throw CocoaError(.featureUnsupported) }
        return port
    }

    private static func answers(_ port: Int) -> Bool {
        withSocket { descriptor in
            var address = address(port)
            return withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
                }
            }
        }
    }
}
