import Hubs
import TestSupport
import Testing
import Transport
import Vocabulary

/// Answers of the real Hub that somebody published.
@Suite(.enabled(if: Corpora.has("huggingface/api-samples"), "no corpora here"))
struct HuggingFaceSampleTests {
    private func sample(_ name: String) throws -> Canned {
        let corpora = try #require(Corpora())
        return .json(String(decoding: try corpora.bytes("huggingface/api-samples/\(name)"), as: UTF8.self))
    }

    @Test("listing pages of three years are read whole", arguments: [("models_list.page.json", 2)])
    func listings(name: String, count: Int) async throws {
        let page = try await ScriptedHub(always: sample(name)).hub.page(after: nil, limit: 1)
        #expect(page.claims.count == count)
        #expect(page.refused.isEmpty)
        #expect(page.claims.first?.licenses == [LicenseClaim(.tag, raw: "apache-2.0")])
        #expect(page.claims.first?.downloads ?? 0 > 200_000_000)
        #expect(page.claims.first?.baseModels == [BaseModelClaim(path: "nreimers/MiniLM-L6-H384-uncased", relation: nil)])
    }

    @Test(
        "single models are read whole",
        arguments: ["model_info.bert-base-uncased.json", "model_info.blobs-true.eicar.json", "model_info.gguf.gemma-3-12b.json"])
    func models(name: String) async throws {
        let claim = try await ScriptedHub(always: sample(name)).hub.claim(for: model("any/name"))
        #expect(claim.commit != nil)
        #expect(claim.lastModified != nil)
        #expect(!claim.tags.isEmpty)
        if name.contains("gguf") { #expect(claim.parameters ?? 0 > 10_000_000_000) }
    }

    @Test(
        "trees are read whole",
        arguments: [("tree.whisper.cpp.json", 3), ("tree.directory-entry.json", 2), ("tree.dataset.OpenMathInstruct-2.json", 2)])
    func trees(name: String, count: Int) async throws {
        let revision = try #require(Revision(commit))
        let claim = try await ScriptedHub(always: sample(name)).hub.revision(revision, of: model("any/name"))
        #expect(claim.files.count == count)
        #expect(claim.refused.isEmpty)
    }

    @Test("refs are read, and one with a shortened commit is left out")
    func refs() async throws {
        let refs = try await ScriptedHub(always: sample("refs.gpt2.json")).hub.refs(of: model("any/name"))
        #expect(refs.map(\.ref) == ["refs/heads/main"])
    }
}
