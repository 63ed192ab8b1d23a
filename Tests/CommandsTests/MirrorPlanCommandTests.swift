import Foundation
import SampleHub
import TestSupport
import Testing

/// A declaration with queries, rules and removals, as a user meets it.
@Suite(.timeLimit(.minutes(5))) struct MirrorPlanCommandTests {
    private func crawled(_ body: (Program, SampleHubServer) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            try SampleRepositories.write(to: folder)
            try await withSampleHub(.init(folder: folder.path)) { hub in
                let program = try Program()
                defer { program.cleanUp() }
                let crawl = try await program.run(["catalog", "crawl", "huggingface", "--endpoint", hub.endpoint])
                #expect(crawl.status == 0, "\(crawl.errors)")
                try await body(program, hub)
            }
        }
    }

    private func declare(_ program: Program, _ text: String) throws {
        try Data(text.utf8).write(to: program.home.appendingPathComponent("mirror.yaml"))
    }

    private func json(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private func actions(_ document: [String: Any]) -> [String: String] {
        var actions: [String: String] = [:]
        for item in document["plans"] as? [[String: Any]] ?? [] {
            actions[(item["model"] as? String ?? "").replacing("huggingface:", with: "")] =
                [item["action"] as? String, item["block"] as? String].compactMap(\.self).joined(separator: " ")
        }
        return actions
    }

    @Test("a query finds what the catalog has, rules keep models out with reasons, and a sync takes the rest")
    func queries() async throws {
        try await crawled { program, hub in
            try declare(
                program,
                """
                queries:
                - {name: everything, sort: downloads, top: 10, filters: {hub: huggingface}}
                policy: {licenses: {scenario: product}, gated: refuse}
                quotas: {'acme/*': 1MiB}

                """)
            let plan = try await program.run(["mirror", "plan", "--endpoint", hub.endpoint, "--format", "json"])
            #expect(plan.status == 0, "\(plan.errors)")
            let planned = try json(plan.output)
            #expect((planned["queries"] as? [[String: Any]])?.first?["found"] as? Int == 5)
            // The card of one names a base that nobody knows, another has no card.
            #expect(
                actions(planned) == [
                    "acme/tiny-bert": "block license", "acme/tiny-gguf": "block license", "acme/locked": "block gated",
                    "new-org/renamed": "add", "solo": "add",
                ])
            #expect(try await program.run(["mirror", "list"]).status == 0)
            let sync = try await program.run(["mirror", "sync", "--endpoint", hub.endpoint, "--format", "json"])
            #expect(sync.status == 1, "\(sync.errors)")
            let again = try await program.run(["mirror", "sync", "--dry-run", "--endpoint", hub.endpoint, "--format", "json"])
            #expect(try actions(json(again.output))["solo"] == "unchanged")
            // The same models without rules: everything that is there can be had, and nobody's quota is in the way.
            try declare(program, "queries:\n- {name: e, top: 10, filters: {hub: huggingface, gated: open}}\n")
            let free = try await program.run(["mirror", "plan", "--endpoint", hub.endpoint, "--format", "json"])
            #expect(try actions(json(free.output))["acme/tiny-gguf"] == "add" && free.status == 0, "\(free.errors)")
            let table = try await program.run(["mirror", "plan", "--files", "--endpoint", hub.endpoint])
            #expect(table.output.contains("tiny-Q4_K_M.gguf") && table.output.contains("query e: 4 models"))
        }
    }

    @Test("a filter that the catalog does not know, a value it does not have, and a scenario that is none are said with the place")
    func wrongWords() async throws {
        try await crawled { program, hub in
            try declare(program, "queries:\n- name: a\n  filters:\n    tsak: x\n")
            var result = try await program.run(["mirror", "plan", "--endpoint", hub.endpoint])
            #expect(result.status == 2 && result.errors.contains("mirror.yaml:4: ") && result.errors.contains("'task'"), "\(result.errors)")
            try declare(program, "policy:\n  licenses: {scenario: prodcut}\n")
            result = try await program.run(["mirror", "sync", "--endpoint", hub.endpoint])
            #expect(result.status == 2 && result.errors.contains("mirror.yaml:2: "), "\(result.errors)")
            try declare(program, "models: [solo]\nqueries:\n- {name: a, filters: {task: no-such-task}}\n")
            result = try await program.run(["mirror", "plan", "--endpoint", hub.endpoint])
            #expect(result.status == 1 && result.output.contains("query a: "), "\(result.errors)")
        }
    }

    @Test("the example has every key, and is right by the catalog's own words")
    func example() async throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../mirror/mirror.example.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        let program = try Program()
        defer { program.cleanUp() }
        try declare(program, text)
        let list = try await program.run(["mirror", "list", "--format", "json"])
        #expect(list.status == 0 && list.output.contains("Qwen3-0.6B"), "\(list.errors)")
        // Keys that the reader knows of are told by its errors: each of them is in the example.
        for (broken, above) in [("defaults:", "defaults"), ("policy:", "policy"), ("retention:", "retention"), ("  licenses:", "licenses")]
        {
            let indent = broken.prefix { $0 == " " }.count + 2
            try declare(program, text.replacing("\n\(broken)", with: "\n\(broken)\n\(String(repeating: " ", count: indent))nonsense: 1"))
            let errors = try await program.run(["mirror", "list"]).errors
            let known = try #require(errors.split(separator: "known: ").last?.prefix { $0 != ")" })
            for key in known.split(separator: ", ") { #expect(text.contains("\(key):"), "\(key) of \(above)") }
        }
    }

    @Test("models leave the shelf only when told to, and not many at once by mistake")
    func removals() async throws {
        try await crawled { program, hub in
            let endpoint = ["--endpoint", hub.endpoint]
            try declare(program, "# ours\nmodels: [acme/tiny-bert, solo, acme/tiny-gguf]\n")
            #expect(try await program.run(["mirror", "sync"] + endpoint).status == 0)
            try declare(program, "# ours\nmodels:\n- acme/tiny-bert   # search\n")
            let kept = try await program.run(["mirror", "plan"] + endpoint)
            #expect(kept.status == 0 && kept.output.contains("only --remove"), "\(kept.errors)")
            let many = try await program.run(["mirror", "sync", "--remove"] + endpoint)
            #expect(many.status == 2 && many.errors.contains("2 of 3 models") && many.errors.contains("--yes"), "\(many.errors)")
            let shelf = program.home.appendingPathComponent("mirror/shelf/huggingface")
            #expect(FileManager.default.fileExists(atPath: shelf.appendingPathComponent("solo/refs").path))
            let gone = try await program.run(["mirror", "sync", "--remove", "--yes", "--format", "json"] + endpoint)
            #expect(gone.status == 0, "\(gone.errors)")
            #expect(try json(gone.output)["removed"] as? [String] == ["huggingface:acme/tiny-gguf", "huggingface:solo"])
            #expect(!FileManager.default.fileExists(atPath: shelf.appendingPathComponent("solo/refs").path))

            #expect(
                try await program.run(["mirror", "add", "solo", "--prefer", "safetensors", "--quant", "Q4_K_M", "--max-size", "1GiB"])
                    .status == 0)
            let text = try String(contentsOf: program.home.appendingPathComponent("mirror.yaml"), encoding: .utf8)
            #expect(text.hasPrefix("# ours\nmodels:\n- acme/tiny-bert   # search\n- model: huggingface:solo\n") && text.contains("1GiB"))
            #expect(try await program.run(["mirror", "add", "solo", "--max-size", "big"]).status != 0)
        }
    }

    @Test("quotas and retention of the declaration count for usage and gc")
    func limits() async throws {
        try await crawled { program, hub in
            try declare(
                program,
                "models: [solo, acme/tiny-gguf]\nretention:\n  rules:\n  - {models: 'acme/*', larger_than: 1MiB}\n")
            #expect(try await program.run(["mirror", "sync", "--endpoint", hub.endpoint]).status == 0)
            #expect(try await program.run(["mirror", "usage"]).status == 0)
            let gc = try await program.run(["mirror", "gc", "--retire", "--dry-run", "--format", "json"])
            #expect(try (json(gc.output)["retired"] as? [[String: Any]])?.first?["model"] as? String == "huggingface:acme/tiny-gguf")
            try declare(program, "models: [acme/tiny-gguf]\nquotas: {'acme/*': 1MiB}\n")
            #expect(try await program.run(["mirror", "usage"]).status == 1)
            #expect(try await program.run(["mirror", "gc", "--retire", "--dry-run"]).status == 2)
        }
    }
}
