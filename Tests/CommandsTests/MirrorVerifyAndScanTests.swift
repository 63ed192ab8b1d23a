import Foundation
import SampleHub
import TestSupport
import Testing

@Suite(.serialized) struct MirrorVerifyAndScanTests {
    /// A mirror of one model that holds plain weights and a pickle that runs a command.
    private func mirrored(_ body: (_ program: Program, _ endpoint: String) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let samples = folder.appendingPathComponent("acme/mixed")
            try FileManager.default.createDirectory(at: samples, withIntermediateDirectories: true)
            let bytes = (0..<3_000_000).map { (index: Int) in UInt8(truncatingIfNeeded: index &* 31 &+ index >> 9) }
            try Data(bytes).write(to: samples.appendingPathComponent("table.dat"))
            // Protocol 0: posix.system("true"), as any introduction to pickle's dangers has it.
            try Data("cposix\nsystem\n(S'true'\ntR.".utf8).write(to: samples.appendingPathComponent("weights.pkl"))
            try await withSampleHub(.init(folder: folder.path)) { hub in
                let program = try Program()
                defer { program.cleanUp() }
                #expect(try await program.run(["mirror", "add", "acme/mixed"]).status == 0)
                #expect(try await program.run(["mirror", "sync", "--endpoint", hub.endpoint]).status == 0)
                try await body(program, hub.endpoint)
            }
        }
    }

    @Test("a flipped byte makes verify exit with 1 and name the file, --repair mends it, and afterwards all is well")
    func verify() async throws {
        try await mirrored { program, endpoint in
            #expect(try await program.run(["mirror", "verify"]).status == 0)
            try damage(program, at: 2_000_000)
            let found = try await program.run(["mirror", "verify", "--format", "json"])
            #expect(found.status == 1)
            #expect(found.output.contains("table.dat") && found.output.contains("1048576-2097152"))
            #expect(try await program.run(["mirror", "verify", "--repair", "--endpoint", endpoint]).status == 0)
            #expect(try await program.run(["mirror", "verify"]).status == 0)
        }
    }

    /// Changes bytes of the larger file, as a tired disk does.
    private func damage(_ program: Program, at offset: UInt64) throws {
        let tree = try #require(try stored(program).first { $0.hasSuffix(".tree") })
        let blob = program.home.appendingPathComponent("mirror/blobs/sha256/\(tree.dropLast(5))").path
        chmod(blob, 0o644)
        let file = try #require(FileHandle(forUpdatingAtPath: blob))
        try file.seek(toOffset: offset)
        try file.write(contentsOf: [0xA5, 0x5A, 0xA5])
        try file.close()
        chmod(blob, 0o444)
    }

    /// Nobody answers there: the hub is out of reach.
    private let nowhere = ["--endpoint", "http://127.0.0.1:1"]

    @Test("damage is mended from a tar of blobs while the hub is out of reach", arguments: ["-cf", "-czf"])
    func fromVolume(packing: String) async throws {
        try await mirrored { program, _ in
            let volume = program.home.appendingPathComponent("volume.tar").path
            let tar = Process()
            tar.executableURL = URL(fileURLWithPath: "/bin/tar")
            tar.arguments = [packing, volume, "-C", program.home.appendingPathComponent("mirror/blobs").path, "--mode=u+rw", "sha256"]
            try tar.run()
            tar.waitUntilExit()
            #expect(tar.terminationStatus == 0)
            try damage(program, at: 2_900_000)
            try damage(program, at: 17)
            let repaired = try await program.run(["mirror", "verify", "--repair", "--from", volume] + nowhere)
            #expect(repaired.status == 0, "\(repaired.output) \(repaired.errors)")
            #expect(try await program.run(["mirror", "verify"]).status == 0)
            #expect(try await program.run(["mirror", "verify", "--repair", "--from", volume + "x"]).status == 2)
        }
    }

    @Test("damage is mended from another mirror while the hub is out of reach")
    func fromMirror() async throws {
        try await mirrored { program, _ in
            let other = try Program()
            defer { other.cleanUp() }
            try FileManager.default.removeItem(at: other.home)
            try FileManager.default.copyItem(at: program.home, to: other.home)
            try damage(program, at: 1_500_000)
            let server = try await ServeProcess(other, [])
            let repaired = try await program.run(["mirror", "verify", "--repair", "--from", "http://127.0.0.1:\(server.port)"] + nowhere)
            #expect(repaired.status == 0, "\(repaired.output) \(repaired.errors)")
            #expect(server.stop() == 0)
            #expect(try await program.run(["mirror", "verify"]).status == 0)
        }
    }

    /// Files of the blob store by their path in it, companions too.
    private func stored(_ program: Program) throws -> [String] {
        try #require(FileManager.default.enumerator(atPath: program.home.appendingPathComponent("mirror/blobs/sha256").path))
            .compactMap { $0 as? String }
    }

    @Test("what only a published snapshot refers to is missed when it is gone, brought back by --repair, and exported")
    func published() async throws {
        try await mirrored { program, endpoint in
            #expect(try await program.run(["mirror", "snapshot", "publish", "one", "--create"]).status == 0)
            let mirror = program.home.appendingPathComponent("mirror")
            try FileManager.default.removeItem(at: mirror.appendingPathComponent("shelf"))
            let tree = try #require(try stored(program).first { $0.hasSuffix(".tree") })
            try FileManager.default.removeItem(at: mirror.appendingPathComponent("blobs/sha256/\(tree.dropLast(5))"))
            let found = try await program.run(["mirror", "verify", "--format", "json"])
            #expect(found.status == 1 && found.output.contains("missing") && found.output.contains("table.dat"))
            let repaired = try await program.run(["mirror", "verify", "--repair", "--endpoint", endpoint])
            #expect(repaired.status == 0, "\(repaired.errors)")
            let target = program.home.appendingPathComponent("plain")
            // The pickle is in quarantine: everything else is written, and that it is not is told.
            let exported = try await program.run(["mirror", "export", "--layout", "plain", "--to", target.path])
            #expect(exported.status == 1 && exported.output.contains("acme/mixed weights.pkl: it is in quarantine"))
            #expect(FileManager.default.fileExists(atPath: target.appendingPathComponent("acme/mixed/table.dat").path))
            #expect(!FileManager.default.fileExists(atPath: target.appendingPathComponent("acme/mixed/weights.pkl").path))
        }
    }

    @Test("a snapshot that can't be read is named by verify, and the blobs are read all the same")
    func damagedSnapshot() async throws {
        try await mirrored { program, _ in
            #expect(try await program.run(["mirror", "snapshot", "publish", "one", "--create"]).status == 0)
            let listings = program.home.appendingPathComponent("mirror/listings")
            let names = try #require(FileManager.default.enumerator(atPath: listings.path)).compactMap { $0 as? String }
            let listing = try #require(names.first { $0.hasSuffix(".txt") })
            try Data("weighbridge listing 1\n".utf8).write(to: listings.appendingPathComponent(listing))
            let found = try await program.run(["mirror", "verify", "--format", "json"])
            #expect(found.status == 1 && found.errors.contains("can't be read"))
            #expect(found.output.contains("\"damaged\": 0") && found.output.contains("\"unreadable\": 1"))
        }
    }

    @Test("a file that can't be read stops no scan and passes for nothing")
    func unreadable() async throws {
        try await mirrored { program, _ in
            let tree = try #require(try stored(program).first { $0.hasSuffix(".tree") })
            let blob = program.home.appendingPathComponent("mirror/blobs/sha256/\(tree.dropLast(5))")
            try FileManager.default.removeItem(at: blob)
            let found = try await program.run(["mirror", "scan", "--format", "json"])
            #expect(found.status == 1 && found.output.contains("unscannable") && found.output.contains("pickle-dangerous-import"))
        }
    }

    @Test("scan names the pickle that runs a command, with the reason, and exits with 1")
    func scan() async throws {
        try await mirrored { program, _ in
            let found = try await program.run(["mirror", "scan", "--format", "json"])
            #expect(found.status == 1)
            #expect(found.output.contains("weights.pkl") && found.output.contains("pickle-dangerous-import"))
            #expect(!found.output.contains("table.dat"))
        }
    }
}
