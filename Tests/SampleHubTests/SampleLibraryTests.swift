import CArchive
import CatalogData
import Foundation
import SampleHub
import TestSupport
import Testing

@Suite struct SampleLibraryTests {
    /// A wheel with the files that a recipe names, each holding its own name.
    private func wheel(_ recipe: SampleRecipe, without missing: String? = nil) -> Data {
        let archive = archive_write_new()
        defer { archive_write_free(archive) }
        archive_write_set_format_zip(archive)
        var out = [UInt8](repeating: 0, count: 1 << 16)
        var used = 0
        out.withUnsafeMutableBytes { buffer in
            archive_write_open_memory(archive, buffer.baseAddress, buffer.count, &used)
            for name in recipe.files.keys.map({ "\($0)" }) + ["other/file.py"] where name != missing {
                let entry = archive_entry_new()
                archive_entry_set_pathname(entry, name)
                archive_entry_set_filetype(entry, 0o100000)
                archive_entry_set_perm(entry, 0o644)
                archive_entry_set_size(entry, Int64(name.utf8.count))
                archive_write_header(archive, entry)
                _ = Array(name.utf8).withUnsafeBytes { archive_write_data(archive, $0.baseAddress, $0.count) }
                archive_entry_free(entry)
            }
            archive_write_close(archive)
        }
        return Data(out[..<used])
    }

    @Test("every recipe pins a version, has a licence file or a card of its own, and names a wheel of that version")
    func recipes() throws {
        let library = try SampleLibrary(CatalogData())
        #expect(library.recipes.count >= 4)
        for recipe in library.recipes {
            #expect(recipe.wheel.contains("-\(recipe.version)-"))
            #expect(recipe.files.values.contains { ["LICENSE", "README.md"].contains("\($0)") }, "\(recipe.name)")
        }
        #expect(library.requirements.contains("silero-vad==6.2.3"))
    }

    @Test("wheels become repositories that a hub serves, and a second run leaves everything as it is")
    func layOut() async throws {
        try await withTemporaryFolder { folder in
            let library = try SampleLibrary(CatalogData())
            let wheels = folder.appendingPathComponent("wheels")
            let samples = folder.appendingPathComponent("samples")
            try FileManager.default.createDirectory(at: wheels, withIntermediateDirectories: true)
            let recipe = try #require(library.recipes.first { $0.name == "silero-vad" })
            try wheel(recipe).write(to: wheels.appendingPathComponent(recipe.wheel))

            let first = try library.layOut(wheels: wheels, into: samples)
            #expect(first.written.contains("silero/silero-vad"))
            #expect(first.missingWheels.count == library.recipes.count - 1)
            let second = try library.layOut(wheels: wheels, into: samples)
            #expect(second.written.isEmpty && second.present.sorted() == first.written.sorted())

            try await withSampleHub(.init(folder: samples.path)) { hub in
                let listing = try await PlainClient().send("GET", "\(hub.endpoint)/api/models?filter=license:mit&sort=downloads")
                let names = try objects(listing).compactMap { $0["id"] as? String }
                #expect(names == ["silero/silero-vad", "sample-org/tiny-gpt"])
                let refs = await hub.refs(of: "sample-org/revisions")
                #expect(Set(refs.keys) == ["refs/heads/main", "refs/tags/v1.0", "refs/pr/1"])
                #expect(Set(refs.values).count == 3)
            }
        }
    }

    @Test("a wheel that lacks a file is an error that names it, and nothing half-written stays")
    func incompleteWheel() async throws {
        try await withTemporaryFolder { folder in
            let library = try SampleLibrary(CatalogData())
            let recipe = try #require(library.recipes.first { $0.name == "fracast" })
            try wheel(recipe, without: "fracast/weights/config.json").write(to: folder.appendingPathComponent(recipe.wheel))
            let samples = folder.appendingPathComponent("samples")
            do {
                _ = try library.layOut(wheels: folder, into: samples)
                Issue.record("it was laid out")
            } catch {
                #expect("\(error)".contains("fracast/weights/config.json"))
            }
            let left = try FileManager.default.contentsOfDirectory(atPath: samples.appendingPathComponent("ztxtech").path)
            #expect(left.isEmpty)
        }
    }
}
