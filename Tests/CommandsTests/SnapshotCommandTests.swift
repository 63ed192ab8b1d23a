import Foundation
import Testing

/// Snapshots, pins and garbage collection as a user meets them: exit codes and JSON.
@Suite struct SnapshotCommandTests {
    private func put(_ program: Program, _ name: String, _ digit: Character, _ text: String) throws {
        let mirror = program.home.appendingPathComponent("mirror")
        let (hex, commit) = (try Program.sha256(Data(text.utf8)), String(repeating: digit, count: 40))
        let blob = mirror.appendingPathComponent("blobs/sha256/\(hex.prefix(2))/\(hex)")
        let model = mirror.appendingPathComponent("shelf/huggingface/\(name)")
        for folder in [blob.deletingLastPathComponent(), model.appendingPathComponent("revisions"), model.appendingPathComponent("refs")] {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
        try Data(text.utf8).write(to: blob)
        let manifest = """
            {"commit":"\(commit)","files":[{"blob":"sha256:\(hex)","content":"\(hex)","path":"x","size":\(text.utf8.count)}],\
            "model":"huggingface:\(name)","published_at":"2026-01-01T00:00:00.000Z","schema":1}
            """
        try Data(manifest.utf8).write(to: model.appendingPathComponent("revisions/\(commit).json"))
        try Data("\(commit)\n".utf8).write(to: model.appendingPathComponent("refs/refs%2Fheads%2Fmain"))
    }

    private func json(_ result: Program.Result) throws -> [String: Any] {
        #expect(result.status == 0, "\(result.errors)")
        return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }

    @Test("a state is caught, compared, published, rolled back and dropped; what only it kept is freed")
    func journey() async throws {
        let program = try Program()
        defer { program.cleanUp() }
        try put(program, "org/a", "a", "one")
        let one = try await json(program.run(["mirror", "snapshot", "publish", "one", "--create", "--format", "json"]))
        #expect((one["current"] as? [String: Any])?["name"] as? String == "one")
        #expect(try await program.run(["mirror", "snapshot", "create", "one"]).status == 2)
        #expect(try await program.run(["mirror", "snapshot", "create", "../x"]).status == 2)
        #expect(try await program.run(["mirror", "snapshot", "rollback"]).status == 2)

        try put(program, "org/a", "b", "three")
        let diff = try await json(program.run(["mirror", "snapshot", "diff", "one", "live", "--format", "json"]))
        #expect(diff["bytes_added"] as? Int == 5 && (diff["models"] as? [Any])?.count == 1)
        try put(program, "org/b", "b", "garbage")
        try FileManager.default.removeItem(at: program.home.appendingPathComponent("mirror/shelf/huggingface/org/b"))
        let plan = try await json(program.run(["mirror", "gc", "--dry-run", "--grace", "0s", "--format", "json"]))
        #expect(plan["bytes"] as? Int == 7)
        let freed = try await json(program.run(["mirror", "gc", "--grace", "0s", "--format", "json"]))
        #expect(freed["bytes"] as? Int == 7 && freed["held"] as? Int == 3)
        let metrics = try String(contentsOf: program.home.appendingPathComponent("mirror/metrics/gc.prom"), encoding: .utf8)
        #expect(metrics.contains(#"weighbridge_job_bytes{job="gc"} 7"#))

        #expect(try await program.run(["mirror", "snapshot", "create", "two"]).status == 0)
        #expect(try await program.run(["mirror", "snapshot", "publish", "two"]).status == 0)
        let back = try await json(program.run(["mirror", "snapshot", "rollback", "--format", "json"]))
        #expect((back["current"] as? [String: Any])?["name"] as? String == "one")
        #expect(try await program.run(["mirror", "snapshot", "drop", "two"]).status == 2)
        let served = try String(contentsOf: program.home.appendingPathComponent("mirror/published.json"), encoding: .utf8)
        let root = try #require(served.matches(of: /"root":\s*"sha256:([0-9a-f]{64})"/).last?.1)
        let listing = program.home.appendingPathComponent("mirror/listings/\(root.prefix(2))/\(root).txt")
        let text = try Data(contentsOf: listing)
        try Data("rotten".utf8).write(to: listing)
        let stopped = try await program.run(["mirror", "gc", "--grace", "0s"])
        #expect(stopped.status == 4 && stopped.errors.contains("\(root).txt"), "\(stopped.errors)")
        #expect(stopped.errors.contains("weighbridge mirror snapshot drop two --from-history"), "\(stopped.errors)")
        #expect(stopped.errors.contains(program.home.appendingPathComponent("mirror").path))
        try text.write(to: listing)
        #expect(try await program.run(["mirror", "gc", "--grace", "0s"]).status == 0)
        try Data("rotten".utf8).write(to: listing)
        #expect(try await program.run(["mirror", "snapshot", "drop", "one", "--from-history"]).status == 2)
        #expect(try await program.run(["mirror", "snapshot", "drop", "two", "--from-history"]).status == 0)
        #expect(try await program.run(["mirror", "gc", "--grace", "0s"]).status == 0)
        #expect(try await program.run(["mirror", "snapshot", "show", "two"]).status == 2)
        #expect(try await program.run(["mirror", "pin", "org/a@\(String(repeating: "b", count: 40))"]).status == 0)
        #expect(try await program.run(["mirror", "unpin", "org/none"]).status == 2)
        #expect(try await program.run(["mirror", "usage", "--quota", "org/*=4B"]).status == 1)
        let damaged = program.home.appendingPathComponent("mirror/pins.json")
        try Data("{".utf8).write(to: damaged)
        #expect(try await program.run(["mirror", "gc", "--grace", "0s"]).status == 4)
    }
}
