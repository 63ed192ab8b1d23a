import Testing
import Vocabulary

@Suite struct RepoPathTests {
    @Test(
        "ordinary names are taken as they are",
        arguments: ["config.json", "sub dir/a+b.txt", "1_Pooling/config.json", ".gitattributes", "ünï/模型.bin", "a..b", "nullable.txt"])
    func accepted(name: String) throws {
        #expect(try RepoPath(checking: name).description == name)
    }

    @Test(
        "each kind of bad name is refused with its own reason",
        arguments: [
            ("", RepoPath.Refusal.empty), ("/etc/passwd", .absolute), ("C:/x", .absolute), ("../x", .parent), ("a/../x", .parent),
            ("a/.", .parent),
            ("a\\b", .backslash), ("a\u{0}b", .control), ("a\nb", .control), ("\u{7F}", .control), ("a//b", .emptySegment),
            ("a/", .emptySegment),
            ("nul", .reserved), ("a/COM1.txt", .reserved), (".git/config", .reserved), ("x/.GIT/hooks/y", .reserved),
            (String(repeating: "a", count: 256), .segmentTooLong), (String(repeating: "a/", count: 600) + "a", .tooLong),
        ])
    func refused(name: String, reason: RepoPath.Refusal) {
        #expect(throws: reason) { try RepoPath(checking: name) }
        #expect(RepoPath(name) == nil)
    }

    @Test("every refusal explains itself")
    func explanations() {
        for refusal in RepoPath.Refusal.allCases {
            #expect(refusal.description.hasPrefix("the name") || refusal.description.hasPrefix("a segment"))
        }
    }

    @Test("the last segment is the name")
    func lastSegment() {
        #expect(RepoPath("a/b.txt")?.name == "b.txt")
        #expect(RepoPath("b.txt")?.name == "b.txt")
    }
}
