import Foundation
import SampleHub
import TestSupport
import Testing

/// The rules of a mirror for what clients ask for, end to end.
@Suite(.serialized) struct FillPolicyTests {
    private func filling(_ body: (_ program: Program, _ hub: String) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let samples = folder.appendingPathComponent("acme/mixed")
            try FileManager.default.createDirectory(at: samples, withIntermediateDirectories: true)
            try Data("{}".utf8).write(to: samples.appendingPathComponent("config.json"))
            try await withSampleHub(.init(folder: folder.path)) { hub in
                let program = try Program()
                defer { program.cleanUp() }
                try await body(program, hub.endpoint)
            }
        }
    }

    @Test("where licences are judged, a model that the catalog does not know is refused and nothing of it is fetched")
    func unknownLicense() async throws {
        try await filling { program, hub in
            try Data("policy:\n  licenses:\n    scenario: product\n".utf8).write(to: program.home.appendingPathComponent("mirror.yaml"))
            let server = try await ServeProcess(program, ["--fill", "--endpoint", hub])
            let refused = try await FillClient(port: server.port).get("/acme/mixed/resolve/main/config.json")
            #expect(refused.status == 403 && refused.text.contains("product"), "\(refused.status) \(refused.text)")
            #expect(server.stop() == 0)
            #expect(!FileManager.default.fileExists(atPath: program.home.appendingPathComponent("mirror/blobs/sha256").path))
        }
    }

    @Test("a rule on licences that comes later holds for what was filled before, without a restart; a broken file opens nothing")
    func laterRule() async throws {
        try await filling { program, hub in
            let file = program.home.appendingPathComponent("mirror.yaml")
            let server = try await ServeProcess(program, ["--fill", "--endpoint", hub])
            let client = FillClient(port: server.port)
            let target = "/acme/mixed/resolve/main/config.json"
            #expect(try await client.get(target).status == 200)
            let commit = try #require(try await client.head(target).headers["x-repo-commit"])
            try Data("policy:\n  licenses:\n    scenario: product\n".utf8).write(to: file, options: .atomic)
            for target in [target, "/acme/mixed/resolve/\(commit)/config.json"] {
                let (refused, head) = (try await client.get(target), try await client.head(target))
                #expect(refused.status == 403 && refused.text.contains("license: product"), "\(refused.status) \(refused.text)")
                #expect(refused.headers["x-error-code"] == "GatedRepo" && head.status == 403)
            }
            try Data("policy: [".utf8).write(to: file, options: .atomic)
            #expect(try await client.get(target).status == 403)
            try FileManager.default.removeItem(at: file)
            #expect(try await client.get(target).status == 403)
            // The bytes are still held: what is let in again is served without another fetch.
            try Data("policy: {}\n".utf8).write(to: file, options: .atomic)
            #expect(try await client.get(target).status == 200)
            #expect(server.stop() == 0)

            // The same rule at the start of a server, and the operator's way to be rid of it.
            try Data("policy:\n  licenses:\n    scenario: product\n".utf8).write(to: file, options: .atomic)
            let again = try await ServeProcess(program, ["--fill", "--endpoint", hub])
            #expect(try await FillClient(port: again.port).get(target).status == 403)
            #expect(again.stop() == 0)
            let listed = try await program.run(["mirror", "list", "--format", "json"])
            #expect(listed.output.contains(#""filled":true"#) || listed.output.contains(#""filled": true"#), "\(listed.output)")
            #expect(listed.output.contains("acme/mixed"))
            let usage = try await program.run(["mirror", "usage"])
            #expect(usage.status == 0 && usage.output.contains("huggingface:acme"), "\(usage.output)\(usage.errors)")
            #expect(try await program.run(["mirror", "usage", "--quota", "acme/*=1B"]).status == 1)
            let gone = try await program.run(["mirror", "gc", "--retire", "--unpulled-for", "0s", "--grace", "0s", "--all"])
            #expect(gone.status == 0 && gone.output.contains("retired (filled)"), "\(gone.output)\(gone.errors)")
            #expect(try await !program.run(["mirror", "list"]).output.contains("acme/mixed"))
        }
    }
}
