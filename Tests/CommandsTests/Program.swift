import Foundation

/// The built `weighbridge`, run as a process of its own: what it prints, how it ends, and what is left when it is killed.
struct Program {
    struct Result {
        let status: Int32
        let wasKilled: Bool
        let output: String
        let errors: String
    }

    /// When a process is killed (SIGKILL), if it is still there.
    enum Kill: Sendable {
        /// So many seconds after its start.
        case after(Double)
        /// As soon as it is so.
        case when(@Sendable () -> Bool)
    }

    let home: URL
    let binary: URL

    init() throws {
        // The build puts the test bundle and the program side by side.
        let me = URL(fileURLWithPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        binary = me.deletingLastPathComponent().appendingPathComponent("weighbridge")
        home = FileManager.default.temporaryDirectory.appendingPathComponent("weighbridge-home-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    }

    func emptyMirror() throws { try empty("mirror") }
    func emptyCatalog() throws { try empty("catalog") }

    /// Whether a killed sync left bytes to go on from.
    func hasUnfinishedTransfers() throws -> Bool {
        let walker = FileManager.default.enumerator(at: home.appendingPathComponent("mirror"), includingPropertiesForKeys: nil)
        return walker?.contains { ($0 as? URL)?.pathExtension == "partial" } ?? false
    }

    /// Leaves of unfinished transfers that a killed process is known to have had.
    func recordedLeaves() throws -> Int {
        let walker = FileManager.default.enumerator(at: home.appendingPathComponent("mirror"), includingPropertiesForKeys: nil)
        let sidecars = walker?.compactMap { $0 as? URL }.filter { $0.pathExtension == "progress" } ?? []
        // After a head of 72 bytes a SHA-256 for each leaf, zeros until it is known.
        return try sidecars.reduce(0) { count, file in
            let bytes = Array(try Data(contentsOf: file))
            return count + stride(from: 72, to: bytes.count, by: 32).count { bytes[$0..<min($0 + 32, bytes.count)].contains { $0 != 0 } }
        }
    }

    private func empty(_ folder: String) throws {
        let folder = home.appendingPathComponent(folder)
        if FileManager.default.fileExists(atPath: folder.path) { try FileManager.default.removeItem(at: folder) }
    }

    /// By the system's own tool, so that our hashing is not its own judge.
    static func sha256(_ bytes: Data) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        DispatchQueue.global().async {
            try? input.fileHandleForWriting.write(contentsOf: bytes)
            try? input.fileHandleForWriting.close()
        }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return String(text.prefix(64))
    }

    func cleanUp() { try? FileManager.default.removeItem(at: home) }

    /// Runs to the end, or until it is killed.
    @discardableResult
    func run(_ arguments: [String], kill moment: Kill? = nil, environment: [String: String] = [:], input: String? = nil) async throws
        -> Result
    {
        let process = Process()
        process.executableURL = binary
        process.arguments = arguments + ["--home", home.path]
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": home.path].merging(environment) { $1 }
        let stem = home.deletingLastPathComponent().appendingPathComponent("\(home.lastPathComponent)-\(UUID().uuidString)")
        let (outputFile, errorFile) = (stem.appendingPathExtension("out"), stem.appendingPathExtension("err"))
        for file in [outputFile, errorFile] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        defer { for file in [outputFile, errorFile] { try? FileManager.default.removeItem(at: file) } }
        process.standardOutput = try FileHandle(forWritingTo: outputFile)
        process.standardError = try FileHandle(forWritingTo: errorFile)
        let inputFile = stem.appendingPathExtension("in")
        defer { if input != nil { try? FileManager.default.removeItem(at: inputFile) } }
        if let input {
            try input.write(to: inputFile, atomically: true, encoding: .utf8)
            process.standardInput = try FileHandle(forReadingFrom: inputFile)
        } else {
            process.standardInput = FileHandle.nullDevice
        }
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in done.resume() }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                done.resume(throwing: error)
                return
            }
            if let moment {
                let pid = process.processIdentifier
                // A thread of its own: the shared queues are busy with other tests, and a late kill is none.
                Thread.detachNewThread {
                    switch moment {
                    case .after(let seconds): usleep(UInt32(seconds * 1_000_000))
                    case .when(let isTime): while process.isRunning, !isTime() { usleep(2_000) }
                    }
                    if process.isRunning { kill(pid, SIGKILL) }
                }
            }
        }
        return Result(
            status: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal,
            output: try String(contentsOf: outputFile, encoding: .utf8), errors: try String(contentsOf: errorFile, encoding: .utf8))
    }
}
