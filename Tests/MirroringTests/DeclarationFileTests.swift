import Foundation
import Mirroring
import TestSupport
import Testing
import Variants
import Vocabulary

@Suite struct DeclarationFileTests {
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private var path: String { folder.path + "/mirror.yaml" }

    private func file(_ text: String) throws -> DeclarationFile {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return try DeclarationFile(path)
    }

    private func model(_ name: String) throws -> ModelID { try #require(ModelID(name)) }

    private func revisions(_ names: String...) throws -> DeclarationFile.Wishes {
        var wishes = DeclarationFile.Wishes()
        wishes.revisions = try names.map { try #require(Revision($0)) }
        return wishes
    }

    private static let reviewed = """
        # Reviewed by the platform team.
        defaults:
          prefer: [safetensors, pytorch]   # never a pickle where there is better

        models:
        # for search
        - org/first          # stays on main
        - model: org/second
          # frozen for the audit
          revisions: [v1]

        # for chat
        - org/third@v2

        policy:
          licenses: {scenario: product}   # sold

        """

    @Test("a model is added behind the others, and nothing else of the file changes")
    func adding() throws {
        var file = try file(Self.reviewed)
        try file.add(model("org/new"), revisions("1.0", "on"))
        let added = "- model: huggingface:org/new\n  revisions:\n  - \"1.0\"\n  - \"on\"\n"
        #expect(file.text == Self.reviewed.replacing("- org/third@v2\n", with: "- org/third@v2\n" + added))
        #expect(file.keepsRemarks)
        try file.save()
        #expect(try MirrorDeclaration.load(path) == file.declaration)
        #expect(file.declaration.entries.last?.revisions.map(\.description) == ["1.0", "on"])
        #expect(file.declaration.policy.licenses?.scenario == "product")
    }

    @Test("a model is taken out with its own remarks, and nothing else of the file changes")
    func removing() throws {
        var file = try file(Self.reviewed)
        #expect(try file.remove(model("org/second")))
        #expect(file.text == Self.reviewed.replacing("- model: org/second\n  # frozen for the audit\n  revisions: [v1]\n", with: ""))
        #expect(try file.remove(model("org/first")) && file.remove(model("org/third")) && !file.remove(model("org/third")))
        #expect(file.declaration.entries.isEmpty && file.text.contains("# for chat") && file.text.contains("# sold"))
        try file.add(model("org/again"))
        #expect(file.text.contains("models:\n- model: huggingface:org/again\n# for search\n") && file.keepsRemarks)
    }

    @Test("revisions are added to what is declared, by name or from the defaults, and taken out one by one")
    func revising() throws {
        var file = try file("defaults: {revisions: [main, v9]}\nmodels:\n- a/b@v1\n- model: c/d\n  exclude: ['*.h5']\n")
        try file.add(model("a/b"), revisions("main", "v1"))
        #expect(file.declaration.entries[0].revisions.map(\.description) == ["v1", "main"])
        try file.add(model("c/d"), revisions("v2"))
        #expect(file.declaration.entries[1].revisions.map(\.description) == ["main", "v9", "v2"])
        #expect(file.declaration.entries[1].files.exclude == ["*.h5"])
        #expect(try file.remove(model("c/d"), revision: .main) && !file.remove(model("c/d"), revision: .main))
        #expect(file.declaration.entries[1].revisions.map(\.description) == ["v9", "v2"])
        let (first, second) = (file.declaration.entries[0].revisions[0], file.declaration.entries[0].revisions[1])
        #expect(try file.remove(model("a/b"), revision: first) && file.remove(model("a/b"), revision: second))
        #expect(file.declaration.entries.map(\.model.path) == ["c/d"])
    }

    @Test("what is given replaces what was said of a model, and what is not given stays")
    func changing() throws {
        var file = try file("models:\n- model: a/b@v1\n  approved: \"legal: 'yes' # 3\"\n  include: ['*.json']\n")
        var wishes = DeclarationFile.Wishes()
        (wishes.prefer, wishes.quantizations, wishes.maxSize) = ([.gguf, .safetensors], ["Q4_K_M"], "20GiB")
        try file.add(model("a/b"), wishes)
        let entry = try #require(file.declaration.entries.first)
        #expect(entry.files == FileSelection(include: ["*.json"], prefer: [.gguf, .safetensors], quantizations: ["Q4_K_M"]))
        #expect(entry.limits.model == 20 << 30 && entry.approval == "legal: 'yes' # 3" && entry.revisions.map(\.description) == ["v1"])
        wishes = DeclarationFile.Wishes()
        (wishes.include, wishes.exclude) = (["null", "# x: y"], ["*"])
        try file.add(model("a/b"), wishes)
        #expect(file.declaration.entries[0].files.include == ["null", "# x: y"] && file.declaration.entries[0].limits.model == 20 << 30)
        try file.save()
        #expect(try MirrorDeclaration.load(path) == file.declaration)
    }

    @Test(
        "however the file is written, the result says what it should",
        arguments: [
            "", "# only a remark\n", "models:\n", "models: []   \n", "models: [x/y, 'z/w@v1']\nquotas: {a: 1GB}\n", "{models: [x/y]}\n",
            "quotas: {a: 1GB}", "models:\n  - x/y\n  -   model: z/w\n      # own\n      include: [a]\n  # end\n",
            "models:\n- &one x/y\n- z/w",
            "models:\r\n- x/y\r\n- z/w\r\n", "models:\n- model: x/y\n  include:\n  - |\n    a\n    b\nquotas: {a: 1GB}\n",
            "---\nmodels:\n- x/y\n...\n",
            "models:\n- {model: x/y,\n   include: [a,\n b]}\n- \"z/w\"\n",
        ])
    func anyStyle(text: String) throws {
        var file = try file(text)
        let before = file.declaration
        try file.add(model("n/n"), revisions("v1"))
        try file.save()
        var wanted = before
        wanted.entries.append(MirrorDeclaration.Entry(model: try model("n/n"), revisions: [try #require(Revision("v1"))]))
        #expect(try MirrorDeclaration.load(path) == wanted)
        for entry in before.entries { #expect(try file.remove(entry.model)) }
        try file.save()
        wanted.entries.removeAll { $0.model.path != "n/n" }
        #expect(try MirrorDeclaration.load(path) == wanted)
        #expect(try file.remove(model("n/n")))
        wanted.entries = []
        #expect(file.declaration == wanted)
    }

    @Test("a file that is not right is not touched")
    func wrong() throws {
        #expect(throws: MirrorError.self) { try file("models: [a/b]\nmodles: []\n") }
    }
}
