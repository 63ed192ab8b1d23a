import Foundation

/// A server in a process of its own.
final class ServeProcess {
    struct Silent: Error {
        let log: String
    }

    let port: Int
    private let process: Process
    private let log: URL

    /// Returns when it listens.
    init(_ program: Program, _ arguments: [String]) async throws {
        log = program.home.appendingPathComponent("serve-\(UUID().uuidString).log")
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        process = Process()
        process.executableURL = program.binary
        process.arguments = ["serve", "--listen", "127.0.0.1:0", "--home", program.home.path] + arguments
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": program.home.path]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: log)
        try process.run()
        for _ in 0..<600 {
            let text = try String(contentsOf: log, encoding: .utf8)
            if let match = text.firstMatch(of: /listening on http:\/\/127\.0\.0\.1:(\d+)/), let port = Int(match.1) {
                self.port = port
                return
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        process.terminate()
        throw Silent(log: try String(contentsOf: log, encoding: .utf8))
    }

    /// SIGKILL: not a moment longer.
    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Asks it to end, and waits.
    func stop() -> Int32 {
        process.terminate()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
