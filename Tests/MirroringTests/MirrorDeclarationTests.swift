import Foundation
import Mirroring
import TestSupport
import Testing
import Vocabulary

@Suite struct MirrorDeclarationTests {
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private var path: String { folder.path + "/mirror.yaml" }

    private func load(_ text: String) throws -> MirrorDeclaration {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return try MirrorDeclaration.load(path)
    }

    private func entry(_ name: String, _ revisions: [String] = ["main"], files: FileSelection = FileSelection()) throws
        -> MirrorDeclaration.Entry
    {
        try .init(model: #require(ModelID(name)), revisions: revisions.map { try #require(Revision($0)) }, files: files)
    }

    @Test("what is saved is loaded again, text that looks like a number or a truth value included")
    func roundTrip() throws {
        var declaration = MirrorDeclaration()
        declaration.add(try entry("gpt2"))
        declaration.add(
            try entry("org/name", ["1.0", "on", "refs/pr/1"], files: FileSelection(include: ["*.json", "null"], exclude: ["# x: y"])))
        try declaration.save(path)
        #expect(try MirrorDeclaration.load(path) == declaration)
    }

    @Test("no file and an empty file declare nothing", arguments: ["", "# nothing yet\n", "models: []\n"])
    func empty(text: String) throws {
        #expect(try MirrorDeclaration.load(folder.path + "/none.yaml").entries.isEmpty)
        #expect(try load(text).entries.isEmpty)
    }

    @Test("an entry may be a reference alone")
    func short() throws {
        let declaration = try load("models:\n- org/name@v1\n- model: huggingface:gpt2\n  exclude: ['*.h5']\n")
        #expect(try declaration.entries == [entry("org/name", ["v1"]), entry("gpt2", files: FileSelection(exclude: ["*.h5"]))])
    }

    @Test("models are added, widened and taken out")
    func editing() throws {
        var declaration = MirrorDeclaration()
        declaration.add(try entry("a/b"))
        declaration.add(try entry("a/b", ["v1", "main"], files: FileSelection(include: ["*"])))
        #expect(declaration.entries.count == 1 && declaration.entries[0].revisions.map(\.description) == ["main", "v1"])
        let model = try #require(ModelID("a/b"))
        #expect(declaration.remove(model, revision: .main) && !declaration.remove(model, revision: .main))
        #expect(declaration.remove(model) && !declaration.remove(model) && declaration.entries.isEmpty)
    }

    @Test(
        "what is not understood is an error with the file and the line",
        arguments: [
            ("modles: []\n", 1, "unknown key modles"), ("models:\n- model: a/b\n  inclued: [x]\n", 3, "unknown key inclued"),
            ("models:\n- model: ../x\n", 2, "../x"), ("models:\n- revisions: [main]\n", 2, "without model"),
            ("models: 3\n", 1, "list"), ("models:\n- model: a/b\n  include: x\n", 3, "list"),
            ("models:\n- a/b\n- a/b\n", 3, "twice"), ("models:\n- model: a/b\n  revisions: ['a..b']\n", 3, "a..b"), ("- a/b\n", 1, "keys"),
        ])
    func wrong(text: String, line: Int, word: String) throws {
        let error = #expect(throws: MirrorError.self) { try load(text) }
        #expect(
            error?.description.hasPrefix("\(path):\(line): ") == true && error?.description.contains(word) == true,
            "\(String(describing: error))")
    }

    @Test("what is no YAML at all is an error that names the file", arguments: ["models: [", "a: b: c\n", "\u{0}", "models: *x\n"])
    func notYAML(text: String) throws {
        let error = #expect(throws: MirrorError.self) { try load(text) }
        #expect(error?.description.contains(path) == true)
    }
}
