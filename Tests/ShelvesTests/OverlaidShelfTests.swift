import Blobs
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Shelves

@Suite struct OverlaidShelfTests {
    private let now = Timestamp(milliseconds: 1_700_000_000_000)

    private func commit(_ digit: Character) throws -> CommitID { try #require(CommitID(String(repeating: digit, count: 40))) }

    private func manifest(_ model: String, _ commit: CommitID, _ files: [(String, Digest?)]) throws -> RevisionManifest {
        RevisionManifest(
            model: try #require(ModelID(model)), commit: commit,
            files: try files.map { name, blob in
                ManifestFile(
                    path: try RepoPath(checking: name), size: 1, content: .gitBlob(GitObjectID(hashing: Array(name.utf8), as: "blob")),
                    object: nil, blob: blob)
            }, publishedAt: now)
    }

    @Test("the upper shelf counts, and the lower one has what is missing there: models, commits, refs and files")
    func overlay() async throws {
        let scratch = try ScratchFolder()
        let (upper, lower) = (Shelf(root: scratch.path + "/upper"), Shelf(root: scratch.path + "/lower"))
        let (a, b) = (try commit("a"), try commit("b"))
        let digests = try "12".map { try #require(Digest(hex: String(repeating: $0, count: 64))) }
        func main(_ commit: CommitID) -> RefClaim { RefClaim(kind: .branch, name: "main", ref: "refs/heads/main", commit: commit) }
        try upper.publish(try manifest("org/both", a, [("x", digests[0]), ("y", nil), ("z", nil)]), refs: [main(a)])
        try lower.publish(try manifest("org/both", a, [("x", nil), ("y", digests[1]), ("z", nil)]), refs: [])
        try lower.publish(try manifest("org/both", b, [("x", nil)]), refs: [main(b)])
        try lower.publish(try manifest("org/Below", b, [("x", nil)]), refs: [main(b)])
        let shelf = OverlaidShelf(upper, over: lower)
        let (both, below) = (try #require(ModelID("org/both")), try #require(ModelID("org/Below")))

        #expect(try await shelf.models() == [below, both])
        #expect(try await shelf.canonical(try #require(ModelID("ORG/below"))) == below)
        #expect(try await shelf.commits(of: both) == [a, b])
        #expect(try await shelf.refs(of: both) == [main(a)])
        #expect(try await shelf.commit(for: .main, of: both) == a)
        #expect(try await shelf.commit(for: b.revision, of: both) == b)
        #expect(try await shelf.commit(for: .main, of: below) == b)
        let merged = try #require(try await shelf.manifest(of: both, at: a))
        #expect(merged.files.map(\.blob) == [digests[0], digests[1], nil])
        #expect(try await shelf.manifest(of: both, at: b)?.files.count == 1)
        // What is laid over stays as it is.
        #expect(try upper.manifest(of: both, at: a)?.files.map(\.blob) == [digests[0], nil, nil])
    }

    @Test("what two shelves have of a commit together is put together once, and anew when either has more of it")
    func memo() async throws {
        let scratch = try ScratchFolder()
        let (upper, lower) = (Shelf(root: scratch.path + "/upper"), Shelf(root: scratch.path + "/lower"))
        let a = try commit("a")
        let digests = try "12".map { try #require(Digest(hex: String(repeating: $0, count: 64))) }
        let both = try #require(ModelID("org/both"))
        try upper.publish(try manifest("org/both", a, [("x", nil), ("y", nil)]), refs: [])
        try lower.publish(try manifest("org/both", a, [("x", digests[0]), ("y", nil)]), refs: [])
        let shelf = OverlaidShelf(upper, over: lower)
        for _ in 0..<3 { #expect(try await shelf.manifest(of: both, at: a)?.files.map(\.blob) == [digests[0], nil]) }
        try lower.publish(try manifest("org/both", a, [("x", digests[0]), ("y", digests[1])]), refs: [])
        #expect(try await shelf.manifest(of: both, at: a)?.files.map(\.blob) == digests)
        try lower.remove(both)
        #expect(try await shelf.manifest(of: both, at: a)?.files.map(\.blob) == [nil, nil])
        try lower.publish(try manifest("org/both", a, [("x", nil), ("y", digests[1])]), refs: [])
        #expect(try await shelf.manifest(of: both, at: a)?.files.map(\.blob) == [nil, digests[1]])
        try upper.publish(try manifest("org/both", a, [("x", digests[0]), ("y", nil)]), refs: [])
        #expect(try await shelf.manifest(of: both, at: a)?.files.map(\.blob) == digests)
    }

    @Test("merged manifests are kept up to so many files, and the very same array is given again as long as nothing changed")
    func bounded() throws {
        let a = try commit("a")
        let digest = try #require(Digest(hex: String(repeating: "1", count: 64)))
        func pair(_ model: String) throws -> (RevisionManifest, RevisionManifest) {
            (try manifest(model, a, [("x", nil), ("y", nil)]), try manifest(model, a, [("x", digest), ("y", nil)]))
        }
        func address(_ manifest: RevisionManifest) -> UnsafePointer<ManifestFile>? {
            manifest.files.withUnsafeBufferPointer(\.baseAddress)
        }
        let memo = MergedManifests(limit: 4)
        let (one, two, three) = (try pair("org/one"), try pair("org/two"), try pair("org/three"))
        let first = memo.manifest(one.0, one.1)
        #expect(address(memo.manifest(one.0, one.1)) == address(first))
        let second = memo.manifest(two.0, two.1)
        #expect(address(memo.manifest(one.0, one.1)) == address(first))
        // A third has no room beside two: the others go.
        _ = memo.manifest(three.0, three.1)
        let again = memo.manifest(two.0, two.1)
        #expect(again == second && address(again) != address(second))
    }

    @Test("a file of another content under the same name is not taken for it")
    func otherContent() throws {
        let (a, b) = (try commit("a"), try commit("b"))
        let digest = try #require(Digest(hex: String(repeating: "1", count: 64)))
        let here = try manifest("org/model", a, [("x", nil)])
        #expect(here.filled(from: try manifest("org/model", b, [("x", digest)])) == here)
        var other = try manifest("org/model", a, [("x", digest)])
        let file = try #require(other.files.first)
        other = RevisionManifest(
            model: other.model, commit: a,
            files: [ManifestFile(path: file.path, size: 2, content: file.content, object: nil, blob: digest)], publishedAt: now)
        #expect(here.filled(from: other) == here)
    }
}
