import Vocabulary

/// Names of git objects, computed as git does (gitformat: `<kind> <length>\0<content>`, SHA-1), so that a client's own
/// check of a blob, a pointer, a tree or a commit comes out right.
enum GitObjects {
    /// What a tree holds under one name.
    struct TreeEntry {
        let name: String
        let object: GitObjectID
        let isDirectory: Bool
    }

    static func blob(_ bytes: [UInt8]) -> GitObjectID { object("blob", bytes) }

    /// The blob that git stores instead of a large file (git-lfs specification, "The Pointer").
    static func pointer(to digest: Digest, size: Int64) -> [UInt8] {
        Array("version https://git-lfs.github.com/spec/v1\noid sha256:\(digest.hex)\nsize \(size)\n".utf8)
    }

    /// Entries may come in any order; git sorts folders as if their names ended in a slash.
    static func tree(_ entries: [TreeEntry]) -> GitObjectID {
        func key(_ entry: TreeEntry) -> [UInt8] { Array((entry.name + (entry.isDirectory ? "/" : "")).utf8) }
        var content: [UInt8] = []
        for entry in entries.sorted(by: { key($0).lexicographicallyPrecedes(key($1)) }) {
            content += Array("\(entry.isDirectory ? "40000" : "100644") \(entry.name)\0".utf8) + entry.object.bytes
        }
        return object("tree", content)
    }

    /// `seconds` since 1970, UTC.
    static func commit(tree: GitObjectID, parent: GitObjectID?, author: String, seconds: Int64, message: String) -> GitObjectID {
        let who = "\(author) <\(author)@users.noreply.example> \(seconds) +0000"
        let parentLine = parent.map { "parent \($0)\n" } ?? ""
        return object("commit", Array("tree \(tree)\n\(parentLine)author \(who)\ncommitter \(who)\n\n\(message)\n".utf8))
    }

    private static func object(_ kind: String, _ content: [UInt8]) -> GitObjectID {
        let sum = Sums.sha1(Array("\(kind) \(content.count)\0".utf8), content)
        return GitObjectID(bytes: sum).unsafelyUnwrapped  // Safety: SHA-1 has 20 bytes.
    }
}
