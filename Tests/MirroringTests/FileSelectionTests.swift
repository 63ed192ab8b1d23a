import Mirroring
import Testing

@Suite struct FileSelectionTests {
    @Test(
        "patterns match as huggingface_hub's do",
        arguments: [
            ("*.json", "config.json", true), ("*.json", "onnx/config.json", true), ("onnx/*", "onnx/a/b.onnx", true),
            ("onnx/", "onnx/model.onnx", true), ("onnx/", "onnx2/model.onnx", false), ("model-?.bin", "model-1.bin", true),
            ("model-[!2].bin", "model-2.bin", false), ("[ab].txt", "b.txt", true), ("*.JSON", "config.json", false),
            (".git*", ".gitattributes", true), ("*", ".hidden", true), ("a\\*b", "a\\xb", true),
        ])
    func patterns(pattern: String, path: String, matches: Bool) {
        #expect(FileSelection(include: [pattern]).wants(path) == matches)
        #expect(FileSelection(exclude: [pattern]).wants(path) == !matches)
    }

    @Test("exclusion wins, and nothing named means everything")
    func both() {
        let selection = FileSelection(include: ["*.json", "*.txt"], exclude: ["secret*"])
        #expect(selection.wants("a.json") && selection.wants("b.txt") && !selection.wants("c.bin") && !selection.wants("secret.json"))
        #expect(FileSelection().wants("anything"))
    }
}
