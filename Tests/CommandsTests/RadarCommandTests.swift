import Foundation
import SampleHub
import TestSupport
import Testing
import Vocabulary

@Suite(.timeLimit(.minutes(5))) struct RadarCommandTests {
    private func held(_ body: (Program, SampleHubServer) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            try SampleRepositories.write(to: folder)
            try await withSampleHub(.init(folder: folder.path)) { hub in
                let program = try Program()
                defer { program.cleanUp() }
                #expect(try await program.run(["mirror", "add", "acme/tiny-bert"]).status == 0)
                #expect(try await program.run(["mirror", "sync", "--endpoint", hub.endpoint]).status == 0)
                try await body(program, hub)
            }
        }
    }

    private func json(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test("the radar prints, feeds and counts what changed, and fails only on the kinds it is told to")
    func radar() async throws {
        try await held { program, hub in
            let quiet = try await program.run(["mirror", "radar", "--endpoint", hub.endpoint, "--format", "json"])
            #expect(quiet.status == 0, "\(quiet.errors)")
            #expect((try json(quiet.output)["events"] as? [Any])?.isEmpty == true)
            await hub.update { $0.edit("acme/tiny-bert") { $0.isDisabled = true } }
            let feed = program.home.appendingPathComponent("radar.atom")
            let found = try await program.run([
                "mirror", "radar", "--endpoint", hub.endpoint, "--format", "json", "--feed", feed.path,
            ])
            #expect(found.status == 0, "\(found.errors)")
            let events = try #require(try json(found.output)["events"] as? [[String: Any]])
            #expect(events.map { $0["kind"] as? String } == ["disabled"])
            #expect(try String(contentsOf: feed, encoding: .utf8).contains("<entry>"))
            let metrics = try String(contentsOf: program.home.appendingPathComponent("mirror/metrics/radar.prom"), encoding: .utf8)
            #expect(metrics.contains("weighbridge_radar_open_events{kind=\"disabled\"} 1\n"))
            let other = try await program.run(["mirror", "radar", "--offline", "--fail-on", "renamed"])
            #expect(other.status == 0, "\(other.errors)")
            let failing = try await program.run(["mirror", "radar", "--offline", "--fail-on", "deleted", "disabled"])
            #expect(failing.status == 1 && failing.errors.contains("disabled"))
        }
    }

    @Test("where no hub answers, the radar ends with 3 and what is held stays")
    func unreachable() async throws {
        try await held { program, hub in
            await hub.stop()
            let result = try await program.run(["mirror", "radar", "--endpoint", hub.endpoint, "acme/tiny-bert"])
            #expect(result.status == 3 && result.output.contains("not asked"), "\(result.errors)")
            #expect(try await program.run(["mirror", "list"]).output.contains("main"))
            #expect(try await program.run(["mirror", "radar", "--offline", "acme/tiny-bert"]).status == 2)
        }
    }

    @Test("an export is written, then nothing is left to do; layouts of other hubs and folders inside the mirror are refused")
    func export() async throws {
        try await held { program, hub in
            let target = program.home.appendingPathComponent("out/hub").path
            let first = try await program.run(["mirror", "export", "--layout", "hf-cache", "--to", target, "--format", "json"])
            #expect(first.status == 0, "\(first.errors)")
            let line = try #require((try json(first.output)["exported"] as? [[String: Any]])?.first)
            #expect(line["linked"] as? Int ?? 0 > 0 && line["copied"] as? Int == 0)
            let second = try await program.run(["mirror", "export", "--layout", "hf-cache", "--to", target, "--format", "json"])
            #expect((try json(second.output)["exported"] as? [[String: Any]])?.first?["linked"] as? Int == 0)
            let other = try await program.run(["mirror", "export", "--layout", "kagglehub", "--to", target])
            #expect(other.status == 2 && other.errors.contains("hf-cache"))
            let inside = program.home.appendingPathComponent("mirror/blobs/x").path
            #expect(try await program.run(["mirror", "export", "--layout", "plain", "--to", inside]).status == 2)
            #expect(try await program.run(["mirror", "export", "--layout", "plain", "--to", target, "no/body"]).status == 2)
        }
    }

    @Test("an export that is killed again and again is whole in the end, and never has a ref without its files")
    func killed() async throws {
        try await held { program, hub in
            let target = program.home.appendingPathComponent("out")
            let folder = target.appendingPathComponent("models--acme--tiny-bert")
            for turn in 0..<15 {
                try await program.run(
                    ["mirror", "export", "--layout", "hf-cache", "--copy", "--to", target.path], kill: .after(0.01 + Double(turn) * 0.006))
                guard let text = try? String(contentsOf: folder.appendingPathComponent("refs/main"), encoding: .utf8) else { continue }
                #expect(CommitID(text) != nil)
                #expect(FileManager.default.fileExists(atPath: folder.appendingPathComponent("snapshots/\(text)/model.safetensors").path))
                try FileManager.default.removeItem(at: target)
            }
            #expect(try await program.run(["mirror", "export", "--layout", "hf-cache", "--copy", "--to", target.path]).status == 0)
            let names = (FileManager.default.enumerator(atPath: target.path)?.compactMap { $0 as? String } ?? [])
            #expect(!names.contains { $0.hasSuffix(".weighbridge-part") } && names.contains { $0.hasSuffix("refs/main") })
        }
    }
}
