import Testing
import Vocabulary

@testable import Hubs

@Suite struct HuggingFaceLinksTests {
    private func linked(_ address: String) throws -> LinkedFile? {
        let model = try #require(ModelID(hub: .huggingFace, path: "acme/small"))
        return try ScriptedHub(endpoint: "https://mirror.example/hub") { _, _ in nil }.hub.linkedFile(address, of: model)
    }

    @Test(
        "links to files of models of the hub are understood, under its own name and under that of a mirror",
        arguments: [
            ("LICENSE", "acme/small", "LICENSE"), ("./docs/terms.md", "acme/small", "docs/terms.md"),
            ("https://huggingface.co/acme/big/blob/main/LICENSE", "acme/big", "LICENSE"),
            ("https://huggingface.co/acme/big/blob/main/LICENSE#terms", "acme/big", "LICENSE"),
            ("http://hf.co/gpt2/raw/main/docs/LICENSE.md", "gpt2", "docs/LICENSE.md"),
            ("https://mirror.example/hub/acme/big/resolve/v1/LICENSE.txt", "acme/big", "LICENSE.txt"),
        ])
    func files(row: (String, String, String)) throws {
        let file = try #require(try linked(row.0))
        #expect(file.model.path == row.1 && file.path.description == row.2)
    }

    @Test(
        "links to other hosts, other kinds of repositories, pages and names out of the repository are no files of the hub",
        arguments: [
            "https://example.com/acme/big/blob/main/LICENSE", "https://huggingface.co/datasets/acme/big/blob/main/LICENSE",
            "https://huggingface.co/acme/big", "https://huggingface.co/acme/big/tree/main", "../../etc/passwd", "/etc/passwd", "",
            "https://huggingface.co/acme/big/blob/main/../../x", "https://mirror.example/acme/big/resolve/main/LICENSE",
            "https://huggingface.co/acme/big/blob/main/%2e%2e/x", "mailto:a@b.example", "javascript:alert(1)",
        ])
    func others(address: String) throws {
        #expect(try linked(address) == nil)
    }
}
