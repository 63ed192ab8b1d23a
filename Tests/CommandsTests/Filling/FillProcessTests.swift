import Foundation
import SampleHub
import TestSupport
import Testing

/// `weighbridge serve --fill` as a process.
@Suite(.serialized) struct FillProcessTests {
    private static let file = "/weights/large/resolve/main/model.safetensors"

    @Test("a server that is killed in the middle of a fill goes on from the verified leaves when it is started again")
    func killed() async throws {
        let folder = try HubFolder(weightBytes: 24 << 20)
        defer { folder.cleanUp() }
        let original = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/weights/large/model.safetensors"))
        try await withSampleHub(.init(folder: folder.path)) { hub in
            await hub.misbehave(Faults([.init(.content, .every, .stall(after: 10 << 20, .seconds(60)))]))
            let program = try Program()
            defer { program.cleanUp() }
            let server = try await ServeProcess(program, ["--fill", "--endpoint", hub.endpoint])
            let client = try SlowClient(Self.file, port: server.port)
            #expect(await client.read(5 << 20) >= 5 << 20)
            // Leaves are noted a moment after they were written, one by one.
            #expect(try await eventually { try program.recordedLeaves() >= 5 })
            server.kill()
            #expect(try program.hasUnfinishedTransfers())

            await hub.misbehave(Faults())
            let again = try await ServeProcess(program, ["--fill", "--endpoint", hub.endpoint])
            let reply = try await FillClient(port: again.port).get(Self.file)
            #expect(reply.status == 200)
            #expect(Data(reply.body) == original)
            let metrics = try await FillClient(port: again.port).get("/metrics").text
            let fetched = try #require(metrics.firstMatch(of: /weighbridge_fill_bytes_total (\d+)/).flatMap { Int($0.1) })
            #expect(fetched <= original.count - (4 << 20), "\(fetched) bytes were fetched again")
            #expect(again.stop() == 0)
            #expect(try !program.hasUnfinishedTransfers())

            // What was filled is verified and kept by the other commands, and adding it to the mirror fetches nothing again.
            #expect(try await program.run(["mirror", "verify"]).status == 0)
            #expect(try await program.run(["mirror", "gc", "--grace", "0s"]).status == 0)
            let offline = try await ServeProcess(program, ["--fill", "--endpoint", "http://127.0.0.1:9"])
            let held = try await FillClient(port: offline.port).get(Self.file)
            #expect(Data(held.body) == original)
            #expect(offline.stop() == 0)
            let before = await hub.count(of: .content)
            try await program.run(["mirror", "add", "weights/large"])
            #expect(try await program.run(["mirror", "sync", "--quiet", "--endpoint", hub.endpoint]).status == 0)
            #expect(await hub.count(of: .content) == before)
        }
    }

    @Test("twenty kills at random moments of a fill leave nothing wrong, and the last try has the whole file")
    func killedOften() async throws {
        let folder = try HubFolder(weightBytes: 24 << 20)
        defer { folder.cleanUp() }
        let original = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/weights/large/model.safetensors"))
        try await withSampleHub(.init(folder: folder.path)) { hub in
            // However fast the machine is, a fetch takes a good part of the time in which kills come.
            await hub.misbehave(Faults([.init(.content, .every, .stall(after: 10 << 20, .milliseconds(200)))]))
            let program = try Program()
            defer { program.cleanUp() }
            var atWork = 0
            for _ in 0..<20 {
                try program.emptyMirror()
                let server = try await ServeProcess(program, ["--fill", "--endpoint", hub.endpoint])
                let client = FillClient(port: server.port)
                let asking = Task { try await client.get(Self.file) }
                try await Task.sleep(for: .milliseconds(Int.random(in: 0...400)))
                server.kill()
                if let reply = try? await asking.value, reply.isComplete == true, reply.status == 200 {
                    #expect(Data(reply.body) == original)
                }
                if try program.hasUnfinishedTransfers() { atWork += 1 }
                let again = try await ServeProcess(program, ["--fill", "--endpoint", hub.endpoint])
                #expect(Data(try await FillClient(port: again.port).get(Self.file).body) == original)
                #expect(again.stop() == 0)
            }
            #expect(atWork > 0, "no kill met a fetch under way")
        }
    }

    @Test("a file that would run code is fetched, held back and told as held back; released, it is served without another fetch")
    func quarantined() async throws {
        let folder = try HubFolder(weightBytes: 1 << 20)
        defer { folder.cleanUp() }
        // A pickle that imports os.system: protocol 2, GLOBAL, a text, TUPLE1, REDUCE, STOP.
        let pickle = Data([0x80, 0x02] + Array("cos\nsystem\n".utf8) + [0x58, 2, 0, 0, 0] + Array("id".utf8) + [0x85, 0x52, 0x2E])
        try pickle.write(to: URL(fileURLWithPath: folder.path + "/weights/small/weights.pkl"))
        try await withSampleHub(.init(folder: folder.path)) { hub in
            let program = try Program()
            defer { program.cleanUp() }
            let server = try await ServeProcess(program, ["--fill", "--endpoint", hub.endpoint])
            let client = FillClient(port: server.port)
            let target = "/weights/small/resolve/main/weights.pkl"
            let refused = try await client.get(target)
            #expect(refused.status == 403)
            #expect(refused.text.contains("held back"))
            let again = try await client.get(target)
            #expect(again.status == 403)
            #expect(again.headers["x-error-code"] == "Quarantined")
            #expect(try await client.get("/weights/small/resolve/main/config.json").status == 200)

            let listed = try await program.run(["mirror", "quarantine", "list", "--format", "json"])
            let blob = try #require(listed.output.firstMatch(of: /[0-9a-f]{64}/)).output
            let release = try await program.run(["mirror", "quarantine", "release", String(blob), "--remark", "a test"])
            #expect(release.status == 0, "\(release.errors)")
            let before = await hub.requests.count
            var body: [UInt8] = []
            #expect(
                try await eventually {
                    body = try await client.get(target).body
                    return body == Array(pickle)
                })
            #expect(await hub.requests.count == before)
            #expect(server.stop() == 0)
        }
    }
}
