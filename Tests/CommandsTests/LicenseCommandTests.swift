import Foundation
import SampleHub
import TestSupport
import Testing

@Suite(.serialized) struct LicenseCommandTests {
    private func json(_ result: Program.Result) throws -> Any {
        #expect(result.status == 0, "\(result.errors)")
        return try JSONSerialization.jsonObject(with: Data(result.output.utf8), options: .fragmentsAllowed)
    }

    @Test("claims are read in the order given, whatever they are, and nothing is concluded from nothing")
    func normalize() async throws {
        let program = try Program()
        defer { program.cleanUp() }
        let lines = ["apache-2.0", "", "[\"mit\",\"apache-2.0\"]", "null", "bsl-1.0", "{\"license\":\"other\"}", "x\u{0}\u{1}é", "42"]
        let result = try await program.run(
            ["license", "normalize", "--stdin", "--format", "json"], input: lines.joined(separator: "\n") + "\n")
        let answers = try #require(try json(result) as? [[String: Any]])
        #expect(answers.compactMap { $0["input"] as? String } == lines)
        let read = answers.compactMap { $0["expression"] as? String }
        #expect(
            read == [
                "Apache-2.0", "NOASSERTION", "MIT AND Apache-2.0", "NOASSERTION", "BSL-1.0", "NOASSERTION", "NOASSERTION", "NOASSERTION",
            ])
        #expect(answers.allSatisfy { $0["evidence"] is [Any] && $0["confidence"] is String })
    }

    @Test("a text that is none of the known ones is unknown, and a file that can't be read is named")
    func identify() async throws {
        let program = try Program()
        defer { program.cleanUp() }
        let files = [
            "own": "You may look at this model on Tuesdays, if it rains, and tell nobody of it.\n", "empty": "",
            "tagged": "SPDX-License-Identifier: Apache-2.0\n",
        ]
        for (name, text) in files { try text.write(to: program.home.appendingPathComponent(name), atomically: true, encoding: .utf8) }
        try Data([0, 1, 2, 255, 0]).write(to: program.home.appendingPathComponent("binary"))
        let names = ["own", "empty", "tagged", "binary"]
        let result = try await program.run(
            ["license", "identify", "--format", "json"] + names.map { program.home.appendingPathComponent($0).path })
        let answers = try #require(try json(result) as? [[String: Any]])
        #expect(answers.map { $0["expression"] as? String } == ["NOASSERTION", "NOASSERTION", "Apache-2.0", "NOASSERTION"])
        #expect(answers.filter { $0["expression"] as? String == "NOASSERTION" }.allSatisfy { $0["confident"] as? Bool == false })
        let missing = try await program.run(["license", "identify", program.home.appendingPathComponent("nothing").path])
        #expect(missing.status == 2 && missing.errors.contains("nothing"))
    }

    @Test("facts are shown by any name, and a name that is nobody's is refused")
    func show() async throws {
        let program = try Program()
        defer { program.cleanUp() }
        let llama = try #require(try json(try await program.run(["license", "show", "llama3.1", "--format", "json"])) as? [String: Any])
        let limits = try #require(llama["limits"] as? [[String: Any]])
        #expect(
            limits.contains { $0["metric"] as? String == "mau" && $0["value"] as? Int == 700_000_000 && $0["operator"] as? String == ">" })
        let page = try await program.run(["license", "show", "mit"])
        #expect(page.output.hasPrefix("# MIT"))
        let stranger = try await program.run(["license", "show", "no-such-licence-at-all"])
        #expect(stranger.status == 2 && stranger.errors.contains("no-such-licence-at-all"))
    }

    @Test("every licence with known terms gets its page")
    func pages() async throws {
        let program = try Program()
        defer { program.cleanUp() }
        let folder = program.home.appendingPathComponent("pages")
        let list = try #require(try json(try await program.run(["license", "list", "--format", "json"])) as? [[String: Any]])
        #expect(list.count > 200)
        #expect(try await program.run(["license", "pages", "--to", folder.path]).status == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == list.count)
    }

    @Test("a crawl fills in conclusions, and a check says why, what is missing and what would change it")
    func check() async throws {
        let folder = try HubFolder(weightBytes: 1 << 20)
        defer { folder.cleanUp() }
        try await withSampleHub(.init(folder: folder.path, generatedModels: 200)) { hub in
            let program = try Program()
            defer { program.cleanUp() }
            let crawl = ["catalog", "crawl", "huggingface", "--quiet", "--details", "3", "--endpoint", hub.endpoint, "--format", "json"]
            let crawled = try #require(try json(try await program.run(crawl)) as? [String: Any])
            #expect((crawled["weighed"] as? Int ?? 0) > 200)
            let again = try #require(try json(try await program.run(crawl)) as? [String: Any])
            #expect(again["weighed_anew"] as? Int == 0)

            let search = ["catalog", "search", "--format", "json", "--scenario", "product", "--limit", "1000"]
            let usable = try #require(try json(try await program.run(search)) as? [String: Any])
            let results = try #require(usable["results"] as? [[String: Any]])
            #expect(!results.isEmpty)
            for result in results.prefix(5) {
                let reference = try #require(result["reference"] as? String)
                let check = ["license", "check", reference, "--scenario", "product", "--format", "json"]
                let verdict = try #require(try json(try await program.run(check)) as? [String: Any])
                #expect(["allow", "allow-with-duties"].contains(verdict["verdict"] as? String))
                for key in ["reference", "scenario", "expression", "rights", "duties", "limits", "conflicts", "evidence", "missing"] {
                    #expect(verdict[key] != nil, "\(key)")
                }
            }
            let wrong = try await program.run(["license", "check", "weights/large", "--scenario", "world-domination"])
            #expect(wrong.status == 2 && wrong.errors.contains("redistribution"))
            let absent = try await program.run(["license", "check", "nobody/nothing", "--scenario", "product"])
            #expect(absent.status == 2 && absent.errors.contains("nobody/nothing"))
        }
    }
}
