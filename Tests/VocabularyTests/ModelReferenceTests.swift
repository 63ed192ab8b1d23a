import Testing
import Vocabulary

@Suite struct ModelReferenceTests {
    @Test("a hub, a path and a revision are read, and Hugging Face is meant where no hub is named")
    func reading() throws {
        let full = try #require(ModelReference("huggingface:google/gemma-2b@refs/pr/1"))
        #expect(full.model.hub == .huggingFace)
        #expect(full.model.path == "google/gemma-2b")
        #expect(full.revision?.description == "refs/pr/1")
        #expect(ModelReference("google/gemma-2b")?.model == full.model)
        #expect(ModelReference("gpt2")?.description == "huggingface:gpt2")
        #expect(ModelReference("civitai:4384@128713")?.model.hub.description == "civitai")
        #expect(ModelReference("tfhub:google/nnlm-en-dim50/2")?.model.path == "google/nnlm-en-dim50/2")
    }

    @Test("printing and reading agree")
    func roundTrip() {
        for text in ["huggingface:a/b", "huggingface:a/b@main", "kaggle:google/gemma/pyTorch/2b/1"] {
            #expect(ModelReference(text)?.description == text)
        }
    }

    @Test(
        "dangerous or empty references are refused",
        arguments: [
            "", ":", "a//b", "/a", "a/", "../b", "a/..", "a/./b", "a\\b", "a b", "HUB:a", "hub name:a/b", "a@", "a@..", "a@-x", "a@b c",
            "a\u{0}b", "a\nb", String(repeating: "a", count: 300), "a/b/c/d/e/f/g/h/i",
        ])
    func refusals(text: String) {
        #expect(ModelReference(text) == nil)
    }

    @Test("a revision of forty digits is a commit")
    func commits() {
        let hex = "607a30d783dfa663caf39e06633721c8d4cfcd7e"
        #expect(Revision(hex)?.commit?.description == hex)
        #expect(CommitID(hex)?.revision.description == hex)
        #expect(Revision("main")?.commit == nil)
    }
}
