import Blobs
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Shelves

@Suite struct ShelfTests {
    let folder: ScratchFolder
    let shelf: Shelf

    init() throws {
        folder = try ScratchFolder()
        shelf = Shelf(root: folder.path + "/shelf")
    }

    private func model(_ text: String) throws -> ModelID { try #require(ModelID(text)) }
    private func commit(_ digit: Character) throws -> CommitID { try #require(CommitID(String(repeating: digit, count: 40))) }
    private func revision(_ text: String) throws -> Revision { try #require(Revision(text)) }

    private func manifest(_ name: String, _ digit: Character, files: Int = 2) throws -> RevisionManifest {
        let content = try #require(ContentID(hex: String(repeating: "ab", count: 32)))
        let blob = Digest(hex: content.hex)
        let list = try (0..<files).map { number in
            try ManifestFile(
                path: #require(RepoPath("folder/file-\(number)")), size: 5, content: content, object: nil, blob: number == 0 ? nil : blob)
        }
        return try RevisionManifest(
            model: model(name), commit: commit(digit), files: list, publishedAt: Timestamp(milliseconds: 1_700_000_000_123),
            refused: [RefusedItem(name: "../x", reason: "the name has a '..' segment")])
    }

    private func branch(_ name: String, _ digit: Character) throws -> RefClaim {
        RefClaim(kind: .branch, name: name, ref: "refs/heads/\(name)", commit: try commit(digit))
    }

    @Test("a published revision is read back as it was, by every name it has")
    func roundTrip() throws {
        let manifest = try manifest("org/name", "a")
        let pull = RefClaim(kind: .pullRequest, name: "1", ref: "refs/pr/1", commit: try commit("a"))
        try shelf.publish(manifest, refs: [branch("main", "a"), branch("feature/x", "a"), pull])
        for reader in [shelf, Shelf(root: shelf.root)] {
            let id = try model("org/name")
            #expect(try reader.models() == [id])
            #expect(try reader.manifest(of: id, at: commit("a")) == manifest)
            #expect(try reader.refs(of: id).map(\.ref) == ["refs/heads/feature/x", "refs/heads/main", "refs/pr/1"])
            #expect(try reader.refs(of: id).map(\.kind) == [.branch, .branch, .pullRequest])
            for name in ["main", "refs/heads/main", "feature/x", "refs/pr/1", "pr/1", "HEAD", "aaaaaaa", String(repeating: "A", count: 40)]
            {
                #expect(try reader.commit(for: revision(name), of: id) == commit("a"), "\(name)")
            }
            for name in ["other", "aaaaaa", "bbbbbbb", "refs/tags/main", String(repeating: "b", count: 40)] {
                #expect(try reader.commit(for: revision(name), of: id) == nil, "\(name)")
            }
            #expect(try reader.commit(for: .main, of: model("org/other")) == nil)
            #expect(try reader.manifest(of: id, at: commit("b")) == nil)
        }
    }

    @Test("a file of a manifest is found by its path, and one that was left out has no blob")
    func fileLookup() throws {
        let manifest = try manifest("a/b", "a", files: 9)
        for number in 0..<9 {
            let file = try manifest.file(at: #require(RepoPath("folder/file-\(number)")))
            #expect(file != nil && (file?.blob == nil) == (number == 0))
        }
        #expect(try manifest.file(at: #require(RepoPath("folder"))) == nil)
        #expect(try manifest.file(at: #require(RepoPath("zzz"))) == nil)
    }

    @Test("other processes notice what is published, moved, widened and removed")
    func noticing() throws {
        let reader = Shelf(root: shelf.root)
        #expect(try reader.models().isEmpty)
        try shelf.publish(manifest("org/name", "a"), refs: [branch("main", "a")])
        let id = try model("org/name")
        #expect(try reader.models() == [id])
        #expect(try reader.commit(for: .main, of: id) == commit("a"))

        try shelf.publish(manifest("org/name", "b"), refs: [branch("main", "b")])
        #expect(try reader.commit(for: .main, of: id) == commit("b"))
        #expect(try reader.commits(of: id) == [commit("a"), commit("b")])

        #expect(try reader.manifest(of: id, at: commit("b"))?.files.count == 2)
        try shelf.publish(manifest("org/name", "b", files: 7), refs: [])
        #expect(try reader.manifest(of: id, at: commit("b"))?.files.count == 7)

        try shelf.publish(manifest("gpt2", "c"), refs: [])
        #expect(try reader.models().map(\.path) == ["gpt2", "org/name"])
        try shelf.remove(commit("b"), of: id)
        #expect(try reader.commits(of: id) == [commit("a")])
        #expect(try reader.refs(of: id).isEmpty)
        try shelf.remove(id)
        #expect(try reader.models().map(\.path) == ["gpt2"])
        #expect(try reader.canonical(id) == nil)
        #expect(try reader.manifest(of: id, at: commit("a")) == nil)
    }

    @Test("changes within one tick of the clock are noticed too")
    func quickChanges() throws {
        let reader = Shelf(root: shelf.root)
        let id = try model("org/name")
        for digit in "0123456789abcdef" {
            try shelf.publish(manifest("org/name", digit), refs: [branch("main", digit)])
            #expect(try reader.commit(for: .main, of: id) == commit(digit))
            #expect(try reader.manifest(of: id, at: commit(digit)) != nil)
        }
    }

    @Test("a publish that was killed before it could be announced is found by its name")
    func unannounced() throws {
        let reader = Shelf(root: shelf.root)
        #expect(try reader.models().isEmpty)
        try shelf.publish(manifest("org/name", "a"), refs: [branch("main", "a")])
        try FileManager.default.removeItem(atPath: shelf.root + "/.changes")
        #expect(try reader.canonical(model("org/name")) == model("org/name"))
        #expect(try reader.models() == [model("org/name")])
    }

    @Test("a model is found whatever the case it is asked for in, and its own spelling wins")
    func caseInsensitive() throws {
        try shelf.publish(manifest("Org/Name", "a"), refs: [])
        #expect(try shelf.canonical(model("oRG/nAME")) == model("Org/Name"))
        try shelf.publish(manifest("org/name", "b"), refs: [])
        #expect(try shelf.canonical(model("org/name")) == model("org/name"))
        #expect(try shelf.canonical(model("ORG/NAME")) != nil)
        #expect(try shelf.canonical(model("org/other")) == nil)
    }

    @Test("models whose names are special to the layout live side by side")
    func awkwardNames() throws {
        let names = ["a", "a/revisions", "a/refs", "a/b", "refs", "revisions/refs", "ü/100%", String(repeating: "n", count: 250), "x/.y"]
        for name in names { try shelf.publish(manifest(name, "a"), refs: [branch("main", "a")]) }
        let reader = Shelf(root: shelf.root)
        #expect(try reader.models().map(\.path) == names.sorted())
        for name in names { #expect(try reader.manifest(of: model(name), at: commit("a"))?.model == model(name)) }
        try shelf.remove(model("a"))
        #expect(try reader.models().count == names.count - 1)
        #expect(try reader.commit(for: .main, of: model("a/revisions")) == commit("a"))
    }

    @Test("a damaged manifest is an error that names its file", arguments: ["", "{", "[]", "{\"schema\":1}", "\u{0}\u{1}", "deep"])
    func damaged(text: String) throws {
        try shelf.publish(manifest("org/name", "a"), refs: [])
        let path = "\(shelf.root)/huggingface/org/name/revisions/\(String(repeating: "a", count: 40)).json"
        try Data((text == "deep" ? String(repeating: "[", count: 100_000) : text).utf8).write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: ShelfError.self) { try shelf.manifest(of: model("org/name"), at: commit("a")) }
        #expect(error?.description.contains(path) == true)
    }

    @Test("a manifest of another model, another commit or a later schema is not believed")
    func misplaced() throws {
        try shelf.publish(manifest("org/name", "a"), refs: [])
        let folder = "\(shelf.root)/huggingface/org/name/revisions"
        let right = "\(folder)/\(String(repeating: "a", count: 40)).json"
        try FileManager.default.copyItem(atPath: right, toPath: "\(folder)/\(String(repeating: "b", count: 40)).json")
        #expect(throws: ShelfError.self) { try shelf.manifest(of: model("org/name"), at: commit("b")) }
        let text = try String(contentsOfFile: right, encoding: .utf8).replacingOccurrences(of: "\"schema\":1", with: "\"schema\":2")
        try text.write(toFile: right, atomically: true, encoding: .utf8)
        let error = #expect(throws: ShelfError.self) { try shelf.manifest(of: model("org/name"), at: commit("a")) }
        #expect(error?.description.contains("schema 2") == true)
    }

    @Test("a damaged ref is an error, a ref of a commit that is not there is none")
    func damagedRef() throws {
        try shelf.publish(manifest("org/name", "a"), refs: [branch("main", "a")])
        let refs = "\(shelf.root)/huggingface/org/name/refs"
        try AtomicFile.write(Array("\(String(repeating: "f", count: 40))\n".utf8), to: "\(refs)/refs%2Fheads%2Fghost")
        #expect(try Shelf(root: shelf.root).refs(of: model("org/name")).map(\.name) == ["main"])
        try AtomicFile.write(Array("nonsense".utf8), to: "\(refs)/refs%2Fheads%2Fmain")
        #expect(throws: ShelfError.self) { try Shelf(root: shelf.root).refs(of: model("org/name")) }
    }

    @Test("refs of another commit, or that are none, are refused and nothing is published")
    func refusedRefs() throws {
        let bad = [
            try branch("main", "b"), RefClaim(kind: .branch, name: "x", ref: "refs/heads/../x", commit: try commit("a")),
            RefClaim(kind: .branch, name: "x", ref: "main", commit: try commit("a")),
        ]
        for ref in bad { #expect(throws: ShelfError.self) { try shelf.publish(manifest("org/name", "a"), refs: [ref]) } }
        #expect(try shelf.models().isEmpty)
        #expect(folder.files().isEmpty)
    }

    @Test("strangers' files on the shelf are passed over")
    func strangers() throws {
        try shelf.publish(manifest("org/name", "a"), refs: [])
        for path in [
            "README", "huggingface/notes.txt", "huggingface/org/name/x", "NotAHub/a/revisions/x.json", "huggingface/%zz/revisions/a.json",
        ] {
            try AtomicFile.write([1], to: "\(shelf.root)/\(path)")
        }
        #expect(try Shelf(root: shelf.root).models() == [model("org/name")])
    }
}
