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
}
