import Scanning
import Testing

@Suite struct NameKindTests {
    @Test(
        "names are of one kind where programs load them alike",
        arguments: [
            ("weights/model-00001-of-00002.pkl", "*.pkl"), ("model.pkl.gz", "*.pkl.gz"), ("a.b/plain", "*"),
            (".gitattributes", "*.gitattributes"),
            ("model.SAFETENSORS", "*.SAFETENSORS"), ("tokenizer_config.json", "tokenizer_config.json"),
            ("sub/my_tokenizer_config.json", "my_tokenizer_config.json"), ("chat_template_rag.jinja", "chat_template*.jinja"),
            ("saved_model.pb", "saved_model.pb"), ("config.json", "config.json"), ("", "*"),
        ])
    func kinds(path: String, kind: String) {
        #expect(NameKind(of: path).description == kind)
        #expect(NameKind(kind)?.description == kind)
    }

    @Test("a kind is read back only as it is written, and never longer than 255 bytes")
    func bounds() {
        #expect(NameKind("weights.pkl") == nil && NameKind("a/b") == nil)
        let long = NameKind(of: "x." + String(repeating: "y", count: 4_000) + ".pkl")
        #expect(long.description.utf8.count <= 255 && long.description.hasSuffix(".pkl"))
        #expect(NameKind(long.description) == long)
    }

    @Test("equal bytes have the verdict of their kind of name")
    func verdicts() async throws {
        let pickle = MemorySource(Array("cposix\nsystem\n(S'true'\ntR.".utf8))
        let long = String(repeating: "x", count: 200)
        for name in ["a.pkl", "deep/\(long).pkl", "no-ending"] {
            #expect(try await FileScanner().scan(name, pickle).verdict == .dangerous, "\(name)")
        }
    }
}
