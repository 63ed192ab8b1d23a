import Catalog
import CatalogData
import Foundation
import TestSupport
import Testing
import Vocabulary

@Suite(.serialized) struct CatalogCommandTests {
    /// A program whose catalog has a base, what was made from it, and a model whose base nobody knows.
    private func program() async throws -> Program {
        let program = try Program()
        let folder = program.home.appendingPathComponent("catalog")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let catalog = try CatalogDatabase(path: folder.appendingPathComponent("catalog.sqlite").path, data: .init())
        var base = try fullClaim("acme/base", downloads: 900)
        base.baseModels = []
        var tuned = try fullClaim("acme/tuned", downloads: 500)
        tuned.parameters = 1_000_000_000
        var orphan = try fullClaim("acme/orphan", downloads: 10)
        orphan.baseModels = [BaseModelClaim(path: "gone/away", relation: nil)]
        orphan.task = "fill-mask"
        try await catalog.crawl([base, tuned, orphan])
        return program
    }

    private func json(_ program: Program, _ arguments: [String]) async throws -> [String: Any] {
        let result = try await program.run(["catalog"] + arguments + ["--format", "json"])
        #expect(result.status == 0, "\(result.errors)")
        return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }

    private func references(_ list: Any?) -> [String] { (list as? [[String: Any]] ?? []).compactMap { $0["reference"] as? String } }

    @Test("models are compared, listed from the top, and chosen by task; a family shows ghosts")
    func lists() async throws {
        let program = try await program()
        defer { program.cleanUp() }
        let compared = try await json(program, ["compare", "acme/base", "ACME/tuned"])
        #expect(references(compared["models"]) == ["huggingface:acme/base", "huggingface:acme/tuned"])
        #expect((compared["differs"] as? [String])?.contains("parameters") == true)
        let table = try await program.run(["catalog", "compare", "acme/base", "acme/tuned"])
        #expect(table.output.contains("parameters *") && table.output.contains("huggingface:acme/tuned"))
        #expect(try await program.run(["catalog", "compare", "acme/base"]).status == 2)
        #expect(try await program.run(["catalog", "compare", "acme/base", "no/body"]).status == 2)

        #expect(
            references(try await json(program, ["top", "--by", "downloads", "--limit", "2"])["results"]) == [
                "huggingface:acme/base", "huggingface:acme/tuned",
            ])
        #expect(
            references(try await json(program, ["top", "--by", "likes", "--task", "fill-mask"])["results"]) == ["huggingface:acme/orphan"])
        #expect(try await program.run(["catalog", "top", "--by", "beauty"]).status == 2)

        let choices = try #require(try await json(program, ["choose", "--task", "fill-mask"])["tasks"] as? [[String: Any]])
        #expect(references(choices.first?["results"]) == ["huggingface:acme/orphan"])

        let family = try await json(program, ["family", "acme/base"])
        #expect(references(family["descendants"]) == ["huggingface:acme/tuned"])
        let ghosts = try await program.run(["catalog", "family", "acme/orphan"])
        #expect(ghosts.output.contains("huggingface:gone/away (ghost)"))
        #expect(try await program.run(["catalog", "family", "no/body"]).status == 2)
    }

    @Test("a search is kept and followed from the command line, and a wrong one is refused by its option's name")
    func saved() async throws {
        let program = try await program()
        defer { program.cleanUp() }
        #expect(try await json(program, ["saved", "add", "--name", "big ones", "--min-params", "1B"])["matches"] as? Int == 1)
        #expect(
            (try await json(program, ["saved", "list"])["searches"] as? [[String: Any]])?.first?["query"] as? String == "min_params=1B")
        let catalog = try CatalogDatabase(path: program.home.appendingPathComponent("catalog/catalog.sqlite").path, data: .init())
        var grown = try fullClaim("acme/base", downloads: 901, changed: minute(2))
        grown.parameters = 2_000_000_000
        try await catalog.crawl([grown, try fullClaim("acme/tuned"), try fullClaim("acme/orphan")], at: minute(2))
        let events = try await json(program, ["saved", "feed", "1"])["events"]
        #expect(Set(references(events)) == ["huggingface:acme/base", "huggingface:acme/tuned"])
        #expect(try await program.run(["catalog", "saved", "remove", "1"]).status == 0)
        #expect(try await program.run(["catalog", "saved", "remove", "1"]).status == 2)
        let wrong = try await program.run(["catalog", "saved", "add", "--name", "x", "--max-size", "huge"])
        #expect(wrong.status == 2 && wrong.errors.contains("--max-size is a size such as 500MB"))
        let unknown = try await program.run(["catalog", "search", "--task", "text-generatoin"])
        #expect(unknown.status == 2 && unknown.errors.contains("did you mean 'text-generation'"))
    }

    @Test("the README lists every command of the catalog")
    func readme() async throws {
        let readme = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../README.md")
            .standardizedFileURL
        let text = try String(contentsOf: readme, encoding: .utf8)
        for name in ["crawl", "weigh", "search", "show", "compare", "top", "choose", "family", "saved add", "stats"] {
            #expect(text.contains("`weighbridge catalog \(name)"), "\(name)")
        }
    }
}
