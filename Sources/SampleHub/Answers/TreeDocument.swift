import Foundation
import Vocabulary

/// Entries of a tree (protocol reference 1.4).
enum TreeDocument {
    struct Entry {
        let path: String
        let object: GitObjectID
        /// nil: a folder.
        let file: SampleFile?
    }

    /// Everything below `folder` (empty: the root), or only what is directly in it; folders first. nil: there is no such folder.
    static func entries(_ snapshot: Snapshot, folder: String, recursive: Bool) -> [Entry]? {
        guard folder.isEmpty || snapshot.folders[folder] != nil else { return nil }
        let prefix = folder.isEmpty ? "" : folder + "/"
        func isWanted(_ path: String) -> Bool {
            path.hasPrefix(prefix) && path != folder && (recursive || !path.dropFirst(prefix.count).contains("/"))
        }
        let folders = snapshot.folders.filter { isWanted($0.key) }.map { Entry(path: $0.key, object: $0.value, file: nil) }
            .sorted { $0.path < $1.path }
        let files = snapshot.files.filter { isWanted($0.path.description) }
            .map { Entry(path: $0.path.description, object: $0.object, file: $0) }
        return folders + files
    }

    /// The entry of one path, file or folder.
    static func entry(_ snapshot: Snapshot, path: String) -> Entry? {
        if let file = snapshot.file(path) { return Entry(path: path, object: file.object, file: file) }
        return snapshot.folders[path].map { Entry(path: path, object: $0, file: nil) }
    }

    static func json(_ entry: Entry, in snapshot: Snapshot, expanded: Bool) -> JSON {
        let file = entry.file
        let size = JSON.integer(file?.size ?? 0)
        let pointerSize = JSON.integer(Int64(file?.pointerSize ?? 0))
        let large: JSON? = file?.digest.map { ["oid": .string($0.hex), "size": size, "pointerSize": pointerSize] }
        let commit: JSON = [
            "id": .string(snapshot.commit.description), "title": .string(snapshot.title), "date": .string(snapshot.date.description),
        ]
        return .object(
            ("type", file == nil ? "directory" : "file"), ("oid", .string(entry.object.description)),
            ("size", size), ("lfs", large), ("xetHash", file?.xetHash.map { .string($0) }),
            ("path", .string(entry.path)), ("lastCommit", expanded ? commit : nil))
    }

    /// The Hub's cursor: base64 of (base64 of the last entry, a colon, the page size).
    static func cursor(after entry: Entry, limit: Int) -> String {
        let inner: JSON = ["file_name": .string(entry.path), "tree_oid": .string(entry.object.description)]
        let text = Data(inner.bytes).base64EncodedString() + ":\(limit)"
        return Data(text.utf8).base64EncodedString()
    }

    /// Path of the entry that a cursor stands behind.
    static func position(_ cursor: String) -> String? {
        guard let outer = Data(base64Encoded: cursor),
            let inner = Data(base64Encoded: String(decoding: outer.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self))
        else { return nil }
        return (try? JSONDecoder().decode([String: String].self, from: inner))?["file_name"]
    }
}
