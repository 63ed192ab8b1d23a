import Foundation
import TestSupport

extension Program {
    /// The program did not begin to serve.
    struct NotServing: Error {
        let errors: String
    }

    /// Runs `body` while `serve` runs as a process of its own, which is stopped afterwards.
    func serving(_ body: (_ url: String) async throws -> Void) async throws {
        let process = Process()
        process.executableURL = binary
        process.arguments = ["serve", "--listen", "127.0.0.1:0", "--home", home.path]
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": home.path]
        let log = home.appendingPathComponent("serve.log")
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: log)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        defer {
            process.terminate()
            process.waitUntilExit()
        }
        let end = ContinuousClock.now + .seconds(60)
        while .now < end, process.isRunning {
            let text = try String(contentsOf: log, encoding: .utf8)
            if let line = text.split(separator: "\n").first(where: { $0.hasPrefix("listening on ") }), text.hasSuffix("\n") {
                return try await body(String(line.dropFirst("listening on ".count)))
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw NotServing(errors: try String(contentsOf: log, encoding: .utf8))
    }
}
