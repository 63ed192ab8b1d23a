import Foundation
import SampleHub
import TestSupport
import Testing

/// Locks as a user meets them.
@Suite(.timeLimit(.minutes(5))) struct MirrorLockCommandTests {
    @Test("a declaration is locked, checked, reproduced in another home without a hub's branches, and refused when it has changed")
    func journey() async throws {
        try await withTemporaryFolder { folder in
            try SampleRepositories.write(to: folder)
            try await withSampleHub(.init(folder: folder.path)) { hub in
                let (first, second) = (try Program(), try Program())
                defer {
                    first.cleanUp()
                    second.cleanUp()
                }
                let endpoint = ["--endpoint", hub.endpoint]
                let declaration = Data("models: [acme/tiny-bert, solo]\n".utf8)
                for program in [first, second] { try declaration.write(to: program.home.appendingPathComponent("mirror.yaml")) }
                #expect(try await first.run(["mirror", "lock", "--check"] + endpoint).status == 1)
                #expect(try await first.run(["mirror", "sync", "--locked"] + endpoint).status == 2)
                let sync = try await first.run(["mirror", "sync", "--lock"] + endpoint)
                #expect(sync.status == 0, "\(sync.errors)")
                let lock = first.home.appendingPathComponent("mirror.lock")
                #expect(try await first.run(["mirror", "lock", "--check"] + endpoint).status == 0)
                try await hub.update { try $0.commit(to: "solo", ["x": [1]]) }
                let behind = try await first.run(["mirror", "lock", "--check"] + endpoint)
                #expect(behind.status == 1 && behind.errors.contains("huggingface:solo@main was "), "\(behind.errors)")

                try FileManager.default.copyItem(at: lock, to: second.home.appendingPathComponent("mirror.lock"))
                let plan = try await second.run(["mirror", "plan", "--locked"] + endpoint)
                #expect(plan.status == 0 && plan.output.contains("2 add"), "\(plan.errors)")
                let locked = try await second.run(["mirror", "sync", "--locked"] + endpoint)
                #expect(locked.status == 0, "\(locked.errors)")
                var roots: [String] = []
                for program in [first, second] {
                    let made = try await program.run(["mirror", "snapshot", "create", "s", "--format", "json"])
                    let json = try JSONSerialization.jsonObject(with: Data(made.output.utf8)) as? [String: Any]
                    roots.append(try #require(json?["root"] as? String))
                }
                #expect(roots[0] == roots[1])

                await hub.stop()
                #expect(try await second.run(["mirror", "sync", "--locked"] + endpoint).status == 0)
                #expect(try await second.run(["mirror", "gc", "--grace", "0s"]).status == 0)
                #expect(try await second.run(["mirror", "add", "acme/tiny-gguf"]).status == 0)
                let changed = try await second.run(["mirror", "sync", "--locked"] + endpoint)
                #expect(changed.status == 2 && changed.errors.contains("mirror.yaml has changed"), "\(changed.errors)")
                #expect(try await second.run(["mirror", "sync", "--lock", "--locked"]).status != 0)
            }
        }
    }
}
