import Foundation
import Testing
import Vocabulary

@Suite struct DigestTests {
    /// SHA-256 of the empty string (FIPS 180-4 examples).
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    @Test("a digest reads and prints itself, with and without its algorithm")
    func roundTrip() throws {
        let digest = try #require(Digest("sha256:" + empty))
        #expect(digest.description == "sha256:" + empty)
        #expect(digest.hex == empty)
        #expect(Digest(hex: empty.uppercased()) == digest)
        #expect(Digest(bytes: digest.bytes) == digest)
        #expect(digest.bytes.prefix(3) == [0xE3, 0xB0, 0xC4])
    }

    @Test(
        "what is not a sha256 is not a Digest",
        arguments: [
            "", "sha256:", "sha256:abc", "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709",
            "sha256:g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        ])
    func refusals(text: String) {
        #expect(Digest(text) == nil)
    }

    @Test("a digest is 32 bytes of plain words, which tasks keep without harm")
    func layout() {
        #expect(MemoryLayout<Digest>.size == 32)
        #expect(MemoryLayout<Digest>.alignment == 8)
    }

    @Test("64 digits are a sha256 and 40 a git blob")
    func contentIDs() throws {
        #expect(ContentID(hex: empty) == Digest(hex: empty).map(ContentID.sha256))
        let blob = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
        #expect(ContentID(hex: blob) == GitObjectID(blob).map(ContentID.gitBlob))
        #expect(ContentID(hex: "abc") == nil)
        #expect(ContentID(hex: blob)?.hex == blob)
    }

    @Test("digests, objects and contents survive JSON and refuse what they are not")
    func codable() throws {
        struct Box: Codable, Equatable {
            var digest: Digest
            var object: GitObjectID
            var content: ContentID
        }
        let object = try #require(GitObjectID("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"))
        let box = Box(digest: try #require(Digest(hex: empty)), object: object, content: .gitBlob(object))
        #expect(try JSONDecoder().decode(Box.self, from: JSONEncoder().encode(box)) == box)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Digest].self, from: Data(#"["sha256:00"]"#.utf8)) }
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([ContentID].self, from: Data(#"["00"]"#.utf8)) }
    }
}
