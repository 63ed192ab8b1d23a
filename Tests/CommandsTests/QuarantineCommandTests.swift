import Blobs
import Foundation
import SampleHub
import TestSupport
import Testing
import Vocabulary

/// The whole way: a hub, a sync, a server and its clients, each a process of its own.
@Suite(.serialized, .timeLimit(.minutes(5))) struct QuarantineCommandTests {
    /// Protocol 0: posix.system("true").
    private static let pickle = Array("cposix\nsystem\n(S'true'\ntR.".utf8)
    private static let file = "/acme/mixed/resolve/main/weights.pkl"

    private func withHub(_ body: (_ program: Program, _ hub: SampleHubServer) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let samples = folder.appendingPathComponent("acme/mixed")
            try FileManager.default.createDirectory(at: samples, withIntermediateDirectories: true)
            try Data("# Mixed\n".utf8).write(to: samples.appendingPathComponent("notes.md"))
            try Data(Self.pickle).write(to: samples.appendingPathComponent("weights.pkl"))
            try await withSampleHub(.init(folder: folder.path)) { hub in
                let program = try Program()
                defer { program.cleanUp() }
                #expect(try await program.run(["mirror", "add", "acme/mixed"]).status == 0)
                try await body(program, hub)
            }
        }
    }

    private func status(_ method: String = "GET", _ url: String, _ headers: [String: String] = [:]) async throws -> Int {
        try await PlainClient().send(method, url, headers: headers).status
    }

    /// Asks until the answer is the one. Whoever asks a second after the change gets the new one, however long the machine takes to give it.
    private func wait(for status: Int, _ url: String) async throws {
        let end = ContinuousClock.now + .seconds(1)
        while true {
            let asked = ContinuousClock.now
            let last = try await self.status("GET", url)
            if last == status { return }
            guard asked < end else {
                Issue.record("still \(last) instead of \(status) for who asked a second later")
                return
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    @Test("a dangerous pickle is synced and not served, the rest is; a release serves it within a second, and add takes it back")
    func wholeWay() async throws {
        try await withHub { program, hub in
            let sync = ["mirror", "sync", "--endpoint", hub.endpoint, "--format", "json"]
            let first = try await program.run(sync)
            #expect(first.status == 0 && first.errors.contains("1 files are in quarantine"), "\(first.errors)")
            #expect(first.output.contains("\"quarantined\": [\n") && first.output.contains("pickle-dangerous-import"))
            let metrics = try String(contentsOf: program.home.appendingPathComponent("mirror/metrics/sync.prom"), encoding: .utf8)
            #expect(metrics.contains("item=\"files_quarantined\"} 1") && metrics.contains("item=\"files_dangerous\"} 1"))
            try await program.serving { url in
                for headers in [[:], ["Range": "bytes=0-3"], ["If-None-Match": "*"]] {
                    let (get, head) = (
                        try await status("GET", url + Self.file, headers), try await status("HEAD", url + Self.file, headers)
                    )
                    #expect(get == 403 && head == 403)
                }
                let reply = try await PlainClient().send("GET", url + Self.file)
                #expect(reply.headers["x-error-message"]?.contains("posix.system") == true && reply.text.contains("mirror quarantine show"))
                #expect(try await status("GET", url + "/acme/mixed/resolve/main/notes.md") == 200)

                let list = try await program.run(["mirror", "quarantine", "list", "--format", "json"])
                let digest = Digest(hashing: Self.pickle).hex
                #expect(list.output.contains(digest) && list.output.contains("acme/mixed weights.pkl"))
                #expect(try await program.run(["mirror", "quarantine", "show", String(digest.prefix(8))]).output.contains("posix.system"))
                #expect(try await program.run(["mirror", "quarantine", "release", digest, "--remark", " "]).status == 2)
                #expect(try await program.run(["mirror", "quarantine", "release", digest]).status == 2)
                let release = ["mirror", "quarantine", "release", String(digest.prefix(12)), "--remark", "a test of ours"]
                #expect(try await program.run(release).status == 0)
                try await wait(for: 200, url + Self.file)
                #expect(try await program.run(sync).status == 0)
                #expect(try await status("GET", url + Self.file) == 200)
                #expect(try await program.run(["mirror", "quarantine", "list", "--all"]).output.contains("released"))
                #expect(try await program.run(release).status == 2)
                // A released file is no alarm any more.
                #expect(try await program.run(["mirror", "scan"]).status == 0)

                let add = ["mirror", "quarantine", "add", "acme/mixed", "notes.md", "--remark", "wrong terms"]
                #expect(try await program.run(add).status == 0)
                try await wait(for: 403, url + "/acme/mixed/resolve/main/notes.md")
            }
        }
    }

    @Test("--scan refuse publishes nothing and exits with 1, --scan serve serves everything")
    func policies() async throws {
        try await withHub { program, hub in
            let sync = ["mirror", "sync", "--endpoint", hub.endpoint, "--scan"]
            let refused = try await program.run(sync + ["refuse"])
            #expect(refused.status == 1 && refused.output.contains("weights.pkl: the policy refuses it"), "\(refused.output)")
            #expect(try await program.run(["mirror", "list", "--format", "json"]).output.contains("\"commit\": null"))
            #expect(try await program.run(sync + ["maybe"]).status == 2)
            #expect(try await program.run(sync + ["serve"]).status == 0)
            try await program.serving { url in
                let served = try await status("GET", url + Self.file)
                #expect(served == 200)
            }
            // Held already: a later decision holds it back.
            let scan = try await program.run(["mirror", "scan", "--quarantine"])
            #expect(scan.status == 1 && scan.output.contains("quarantined"))
            try await program.serving { url in
                let held = try await status("GET", url + Self.file)
                #expect(held == 403)
            }
        }
    }

    @Test("a sync killed after it held something back has published nothing, and the next one publishes with it held back")
    func killed() async throws {
        try await withHub { program, hub in
            let sync = ["mirror", "sync", "--quiet", "--endpoint", hub.endpoint]
            let mirror = program.home.appendingPathComponent("mirror")
            let document = mirror.appendingPathComponent("quarantine.json").path
            var kills = 0
            // It waits a second between the two, for servers to know: the last of these meets it, the others what comes before and after.
            let moments: [Program.Kill] = [
                .after(0.25), .after(0.5), .after(0.8), .after(1.1), .after(1.5), .after(2.0),
                .when { FileManager.default.fileExists(atPath: document) },
            ]
            for moment in moments {
                try program.emptyMirror()
                let killed = try await program.run(sync, kill: moment)
                let isHeld = FileManager.default.fileExists(atPath: document)
                let shelf = FileManager.default.enumerator(atPath: mirror.appendingPathComponent("shelf").path)
                let isPublished = shelf?.contains { "\($0)".hasSuffix(".json") } ?? false
                #expect(!isPublished || isHeld)
                if killed.wasKilled, isHeld, !isPublished { kills += 1 }
                let next = try await program.run(sync)
                #expect(next.status == 0 && next.errors.contains("in quarantine"), "\(next.errors)")
            }
            #expect(kills > 0, "no kill met the time between quarantine and publication")
        }
    }

    @Test("a server does not start where it can't know what is held back, and says what to do")
    func damaged() async throws {
        try await withHub { program, hub in
            #expect(try await program.run(["mirror", "sync", "--endpoint", hub.endpoint]).status == 0)
            try Data("{".utf8).write(to: program.home.appendingPathComponent("mirror/quarantine.json"))
            let served = try await program.run(["serve", "--listen", "127.0.0.1:0"], kill: .after(60))
            #expect(!served.wasKilled && served.status == 4 && served.errors.contains("quarantine.json is damaged"))
            #expect(try await program.run(["mirror", "sync", "--endpoint", hub.endpoint]).status == 1)
            #expect(try await program.run(["mirror", "export", "--layout", "plain", "--to", program.home.path + "/out"]).status == 4)
            #expect(!FileManager.default.fileExists(atPath: program.home.path + "/out/acme/mixed/weights.pkl"))
        }
    }

    @Test("scan --file looks into any file: verdict and reasons, 1 for dangerous ones and for those that can't be read")
    func files() async throws {
        try await withTemporaryFolder { folder in
            let program = try Program()
            defer { program.cleanUp() }
            let (bad, good) = (folder.appendingPathComponent("a.pkl"), folder.appendingPathComponent("b.pkl"))
            try Data(Self.pickle).write(to: bad)
            try Data("(lp0\nI1\naI2\na.".utf8).write(to: good)
            let both = try await program.run(["mirror", "scan", "--format", "json", "--file", bad.path, good.path])
            #expect(both.status == 1 && both.output.contains("\"dangerous\"") && both.output.contains("\"clean\""))
            #expect(both.output.contains("posix.system"))
            #expect(try await program.run(["mirror", "scan", "--file", good.path]).status == 0)
            let missing = try await program.run(["mirror", "scan", "--file", folder.path + "/none", "--format", "json"])
            #expect(missing.status == 1 && missing.output.contains("unscannable"))
            #expect(try await program.run(["mirror", "scan", "acme/mixed", "--file", good.path]).status == 2)
        }
    }
}
