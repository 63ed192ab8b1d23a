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
            try Data("cposix\nsystem\n(S'true'\ntR.".utf8).write(to: samples.appendingPathComponent("weights.pkl"))
            try await withSampleHub(.init(folder: folder.path)) { hub in
                let program = try Program()
                defer { program.cleanUp() }
                try await body(program, hub.endpoint)
            }
        }
    }

    @Test("a dangerous file that a client asks for is fetched, held in quarantine and not sent until it is released")
    func quarantine() async throws {
        try await filling { program, hub in
            let server = try await ServeProcess(program, ["--fill", "--endpoint", hub])
            let client = FillClient(port: server.port)
            #expect(try await client.get("/acme/mixed/resolve/main/config.json").status == 200)
            for _ in 0..<2 {
                let refused = try await client.get("/acme/mixed/resolve/main/weights.pkl")
                #expect(refused.status == 403 && refused.text.contains("quarantine"))
            }
            let listed = try await program.run(["mirror", "quarantine", "list", "--format", "json"])
            let blob = try #require(listed.output.firstMatch(of: /[0-9a-f]{64}/).map { String($0.0) })
            #expect(try await program.run(["mirror", "quarantine", "release", blob, "--remark", "looked at it"]).status == 0)
            var status = 0
            for _ in 0..<40 where status != 200 {
                status = try await client.get("/acme/mixed/resolve/main/weights.pkl").status
                try await Task.sleep(for: .milliseconds(100))
            }
            #expect(status == 200)
            #expect(server.stop() == 0)
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
}
