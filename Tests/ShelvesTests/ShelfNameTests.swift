import Testing
import Vocabulary

@testable import Shelves

@Suite struct ShelfNameTests {
    @Test(
        "every name gets a file name of its own and comes back",
        arguments: [
            "gpt2", "Qwen3-0.6B", "refs", "revisions", ".hidden", "a b", "ü", "100%", "refs/heads/feature/x", "%72efs", "a~b", "*?<>|\"",
        ])
    func roundTrip(name: String) throws {
        let encoded = ShelfName.encode(name)
        #expect(!encoded.contains("/") && !encoded.hasPrefix(".") && encoded != "refs" && encoded != "revisions")
        #expect(ShelfName.decode(encoded) == name)
    }

    @Test("a name longer than a file name may be is cut into folders")
    func long() throws {
        let name = String(repeating: "ü", count: 125)
        let pieces = ShelfName.encode(name).split(separator: "/")
        #expect(pieces.count == 4 && pieces.allSatisfy { $0.utf8.count <= 255 })
        #expect(pieces.dropLast().allSatisfy { $0.hasSuffix("%") })
    }

    @Test("what is no encoded name is not decoded", arguments: ["%", "%4", "%zz", "%ff%fe"])
    func damaged(name: String) { #expect(ShelfName.decode(name) == nil) }
}
