import Blobs
import Foundation
import Mirroring
import Shelves
import TestSupport
import Testing
import Vocabulary

@Suite(.timeLimit(.minutes(5))) struct ModelExportTests {
    private func export(
        _ bench: Bench, _ layout: ExportLayout, to folder: String, link: Bool = true, _ items: String...
    ) async throws -> ExportReport {
        let items = try items.map { name in
            let reference = try #require(ModelReference(name))
            return ExportItem(reference.model, revision: reference.revision)
        }
        return try await ModelExport(shelf: bench.shelf, blobs: bench.blobs, mayLink: link).run(items, as: layout, to: folder)
    }

    private func inode(_ path: String) throws -> UInt64 {
        var info = stat()
        try #require(stat(path, &info) == 0, "\(path)")
        return UInt64(info.st_ino)
    }

    private func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }

    private func walk(_ folder: String) -> [String] {
        (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []).sorted()
    }

    @Test("the cache has every revision's files as relative links to blobs that are the mirror's own, and refs as clients name them")
    func cache() async throws {
        try await Bench.with { bench in
            _ = try await bench.sync("acme/tiny-bert", "acme/tiny-bert@v1.0", "acme/tiny-bert@refs/pr/1")
            let target = bench.home.path + "/hub"
            let report = try await export(bench, .hubCache, to: target)
            #expect(report.refused.isEmpty && report.lines.count == 3)
            let folder = target + "/models--acme--tiny-bert"
            let commit = String(decoding: try bytes(folder + "/refs/main"), as: UTF8.self)
            #expect(CommitID(commit) != nil)
            #expect(try bytes(folder + "/refs/v1.0").count == 40 && bytes(folder + "/refs/refs/pr/1").count == 40)
            for (name, content) in try await bench.published("acme/tiny-bert") {
                #expect(try bytes("\(folder)/snapshots/\(commit)/\(name)") == content)
            }
            let link = try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/snapshots/\(commit)/sub dir/deep/x.json")
            #expect(link.hasPrefix("../../../../blobs/"))
            let weights = try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/snapshots/\(commit)/model.safetensors")
            let hex = weights.split(separator: "/").last.map(String.init) ?? ""
            #expect(try inode("\(folder)/blobs/\(hex)") == inode("\(bench.home.path)/blobs/sha256/\(hex.prefix(2))/\(hex)"))
        }
    }

    @Test("a second run changes nothing, and a half-done one is finished")
    func again() async throws {
        try await Bench.with { bench in
            _ = try await bench.sync("acme/tiny-bert")
            let target = bench.home.path + "/hub"
            _ = try await export(bench, .hubCache, to: target)
            let names = walk(target)
            let second = try await export(bench, .hubCache, to: target)
            #expect(second.lines.allSatisfy { $0.linked == 0 && $0.copied == 0 && $0.present == $0.files })
            #expect(walk(target) == names)
            // A killed run's left-overs, and what it had not come to.
            let blob = try #require(names.first { $0.contains("/blobs/") })
            try FileManager.default.removeItem(atPath: "\(target)/\(blob)")
            try Data("half".utf8).write(to: URL(fileURLWithPath: "\(target)/\(blob).weighbridge-part"))
            try FileManager.default.removeItem(atPath: "\(target)/models--acme--tiny-bert/refs/main")
            _ = try await export(bench, .hubCache, to: target)
            #expect(walk(target) == names)
        }
    }

    @Test("a client's own cache is kept and added to, and a file of another length is replaced")
    func merged() async throws {
        try await Bench.with { bench in
            _ = try await bench.sync("acme/tiny-bert")
            let target = bench.home.path + "/hub"
            let folder = target + "/models--acme--tiny-bert"
            let other = "\(folder)/snapshots/\(String(repeating: "a", count: 40))/mine.txt"
            try FileManager.default.createDirectory(
                atPath: (other as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try Data("mine".utf8).write(to: URL(fileURLWithPath: other))
            _ = try await export(bench, .hubCache, to: target)
            let blob = try #require(walk(folder + "/blobs").first)
            let content = try bytes("\(folder)/blobs/\(blob)")
            try FileManager.default.removeItem(atPath: "\(folder)/blobs/\(blob)")
            try Data(content + [0]).write(to: URL(fileURLWithPath: "\(folder)/blobs/\(blob)"))
            _ = try await export(bench, .hubCache, to: target)
            #expect(try bytes("\(folder)/blobs/\(blob)") == content)
            #expect(try bytes(other) == Array("mine".utf8))
        }
    }

    @Test("a plain folder has the files of one revision, copied where links are not wanted")
    func plain() async throws {
        try await Bench.with { bench in
            _ = try await bench.sync("acme/tiny-bert", "solo", "acme/tiny-bert@v1.0")
            let target = bench.home.path + "/plain"
            let report = try await export(bench, .plain, to: target, link: false)
            #expect(report.lines.count == 2 && report.lines.allSatisfy { $0.linked == 0 && $0.copied > 0 })
            for (name, content) in try await bench.published("acme/tiny-bert") {
                #expect(try bytes("\(target)/acme/tiny-bert/\(name)") == content)
            }
            #expect(FileManager.default.isWritableFile(atPath: target + "/solo/README.md"))
            let old = try await export(bench, .plain, to: target + "-old", "acme/tiny-bert@v1.0")
            #expect(old.lines.count == 1)
            #expect(try bytes(target + "-old/acme/tiny-bert/README.md") == Array("# First\n".utf8))
        }
    }

    @Test("bytes that are not the blob are never copied out, and the rest of the model is")
    func rotten() async throws {
        try await Bench.with { bench in
            _ = try await bench.sync("acme/tiny-bert")
            let model = try #require(ModelID("acme/tiny-bert"))
            let commit = try #require(try bench.shelf.commit(for: .main, of: model))
            let file = try #require(
                try bench.shelf.manifest(of: model, at: commit)?.files.first { $0.path.description == "model.safetensors" })
            let hex = try #require(file.blob).hex
            let path = "\(bench.home.path)/blobs/sha256/\(hex.prefix(2))/\(hex)"
            var content = try bytes(path)
            content[20] ^= 1
            try FileManager.default.removeItem(atPath: path)
            try Data(content).write(to: URL(fileURLWithPath: path))
            let target = bench.home.path + "/plain"
            // Writable: it is not linked either.
            let report = try await export(bench, .plain, to: target)
            #expect(report.refused.map(\.name) == ["huggingface:acme/tiny-bert model.safetensors"])
            #expect(!FileManager.default.fileExists(atPath: target + "/acme/tiny-bert/model.safetensors"))
            #expect(FileManager.default.fileExists(atPath: target + "/acme/tiny-bert/README.md"))
        }
    }

    @Test("with verification, rotten bytes are not linked either, and a rotten copy that is there is replaced")
    func verified() async throws {
        try await Bench.with { bench in
            _ = try await bench.sync("acme/tiny-bert")
            let target = bench.home.path + "/hub"
            let export = ModelExport(shelf: bench.shelf, blobs: bench.blobs, verifies: true)
            _ = try await ModelExport(shelf: bench.shelf, blobs: bench.blobs, mayLink: false).run([], as: .hubCache, to: target)
            let blobs = target + "/models--acme--tiny-bert/blobs"
            let weights = try #require(walk(blobs).first { $0.count == 64 })
            var content = try bytes("\(blobs)/\(weights)")
            content[20] ^= 1
            try Data(content).write(to: URL(fileURLWithPath: "\(blobs)/\(weights)"))
            let mended = try await export.run([], as: .hubCache, to: target)
            #expect(mended.lines.map(\.linked) == [1] && mended.refused.isEmpty)
            let held = "\(bench.home.path)/blobs/sha256/\(weights.prefix(2))/\(weights)"
            #expect(try inode("\(blobs)/\(weights)") == inode(held))
            // Rotten in the mirror itself, as a disk does it: the file stays what it is.
            #expect(chmod(held, 0o644) == 0)
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: held))
            try handle.write(contentsOf: Data(content))
            try handle.close()
            #expect(chmod(held, 0o444) == 0)
            let report = try await export.run([], as: .plain, to: bench.home.path + "/plain")
            #expect(report.refused.map(\.name) == ["huggingface:acme/tiny-bert model.safetensors"])
        }
    }

    @Test("names that differ only in case, and names that clients refuse, are refused; nothing is written through a link")
    func hostile() async throws {
        try await Bench.with { bench in
            _ = try await bench.sync("acme/tiny-bert")
            let model = try #require(ModelID("acme/tiny-bert"))
            let commit = try #require(try bench.shelf.commit(for: .main, of: model))
            let held = try #require(try bench.shelf.manifest(of: model, at: commit)).files
            let readme = try #require(held.first { $0.path.description == "README.md" })
            let config = try #require(held.first { $0.path.description == "config.json" })
            let clash = ManifestFile(
                path: try #require(RepoPath("Readme.md")), size: config.size, content: config.content, object: nil, blob: config.blob)
            for name in ["evil/a--b", "evil/twins", "evil/../x", "evil/.git"] {
                guard let evil = ModelID(name) else { continue }
                let manifest = RevisionManifest(
                    model: evil, commit: commit, files: [readme, clash], publishedAt: Timestamp(milliseconds: 0))
                try bench.shelf.publish(manifest, refs: [RefClaim(kind: .branch, name: "main", ref: "refs/heads/main", commit: commit)])
            }
            let target = bench.home.path + "/hub"
            let report = try await export(bench, .hubCache, to: target)
            #expect(
                Set(report.refused.map(\.name)) == ["huggingface:evil/a--b", "huggingface:evil/.git", "huggingface:evil/twins Readme.md"])
            let elsewhere = bench.home.path + "/elsewhere"
            try FileManager.default.createDirectory(atPath: elsewhere, withIntermediateDirectories: true)
            let trap = bench.home.path + "/trap"
            try FileManager.default.createDirectory(atPath: trap, withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(atPath: trap + "/models--acme--tiny-bert", withDestinationPath: elsewhere)
            await #expect(throws: ExportError.self) { _ = try await export(bench, .hubCache, to: trap, "acme/tiny-bert") }
            #expect(walk(elsewhere).isEmpty)
        }
    }

    @Test("layouts of other hubs, and models that are not held, are said to be so")
    func refusals() async throws {
        try await Bench.with { bench in
            await #expect(throws: ExportError.self) { _ = try await export(bench, .torchHub, to: bench.home.path + "/x") }
            await #expect(throws: ExportError.self) { _ = try await export(bench, .hubCache, to: bench.home.path + "/x", "no/body") }
        }
    }
}
