import Blobs
import Shelves
import Vocabulary

/// A published commit, arranged so that a path is one look-up and a folder one walk.
final class ManifestIndex: Sendable {
    /// An entry of a tree listing.
    enum Entry: Sendable {
        case file(ManifestFile)
        case directory(path: String, oid: GitObjectID)

        var path: String {
            switch self {
            case .file(let file): file.path.description
            case .directory(let path, _): path
            }
        }

        /// The last segment of the path.
        var name: Substring {
            path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.utf8.index(after: $0)...] } ?? path[...]
        }
    }

    let manifest: RevisionManifest
    private let positions: [String: Int]
    private let folders: [String: Folder]

    private struct Folder: Sendable {
        let oid: GitObjectID
        /// In order of path, this folder's own level only.
        let children: [Entry]
    }

    init(_ manifest: RevisionManifest) {
        self.manifest = manifest
        var positions: [String: Int] = [:]
        positions.reserveCapacity(manifest.files.count)
        for (position, file) in manifest.files.enumerated() { positions[file.path.description] = position }
        self.positions = positions
        folders = Self.folders(manifest.files)
    }

    func file(at path: String) -> ManifestFile? { positions[path].map { manifest.files[$0] } }

    /// A file or a folder; nil where there is neither.
    func entry(at path: String) -> Entry? {
        if let file = file(at: path) { return .file(file) }
        return folders[path].map { .directory(path: path, oid: $0.oid) }
    }

    /// What is in a folder, folders before their contents; nil if there is no such folder.
    func entries(in path: String, recursive: Bool) -> [Entry]? {
        guard let folder = folders[path] else { return nil }
        guard recursive else { return folder.children }
        var all: [Entry] = []
        var pending = Array(folder.children.reversed())
        while let entry = pending.popLast() {
            all.append(entry)
            if case .directory(let path, _) = entry, let folder = folders[path] { pending.append(contentsOf: folder.children.reversed()) }
        }
        return all
    }

    /// Every folder, with the object id git gives a tree of plain files: a hub's own where no file is executable or a link.
    private static func folders(_ files: [ManifestFile]) -> [String: Folder] {
        var children: [String: [Entry]] = ["": []]
        var subfolders: [String: Set<String>] = [:]
        for file in files {
            let path = file.path.description
            var parent = parentFolder(of: path)
            children[parent, default: []].append(.file(file))
            while !parent.isEmpty {
                let grandparent = parentFolder(of: parent)
                if !subfolders[grandparent, default: []].insert(parent).inserted { break }
                parent = grandparent
            }
        }
        for path in subfolders.values.joined() where children[path] == nil { children[path] = [] }
        var folders: [String: Folder] = [:]
        // The deepest first: a tree's id is made of its sub-trees' ids.
        for path in children.keys.sorted(by: { depth($0) > depth($1) }) {
            var entries = children[path] ?? []
            for sub in subfolders[path] ?? [] {
                if let folder = folders[sub] { entries.append(.directory(path: sub, oid: folder.oid)) }
            }
            entries.sort { $0.path < $1.path }
            folders[path] = Folder(oid: GitObjects.tree(entries), children: entries)
        }
        return folders
    }

    private static func parentFolder(of path: String) -> String {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? ""
    }

    private static func depth(_ path: String) -> Int {
        path.isEmpty ? 0 : 1 + path.utf8.reduce(0) { $0 + ($1 == UInt8(ascii: "/") ? 1 : 0) }
    }
}

/// Names that git gives to objects.
enum GitObjects {
    /// The text that stands in git for a file kept by LFS (git-lfs specification, version 1).
    static func pointer(to digest: Digest, size: Int64) -> [UInt8] {
        Array("version https://git-lfs.github.com/spec/v1\noid sha256:\(digest.hex)\nsize \(size)\n".utf8)
    }

    /// The object id of a file's tree entry: the hub's own, or the one its pointer has.
    static func oid(of file: ManifestFile) -> GitObjectID {
        if let object = file.object { return object }
        switch file.content {
        case .gitBlob(let object): return object
        case .sha256(let digest): return GitObjectID(hashing: pointer(to: digest, size: file.size), as: "blob")
        }
    }

    static func tree(_ entries: [ManifestIndex.Entry]) -> GitObjectID {
        let rows = entries.map { entry -> (sortKey: String, bytes: [UInt8]) in
            let name = entry.name
            switch entry {
            case .file(let file): return (String(name), Array("100644 \(name)\0".utf8) + oid(of: file).bytes)
            case .directory(_, let oid): return (name + "/", Array("40000 \(name)\0".utf8) + oid.bytes)
            }
        }
        let sorted = rows.sorted { $0.sortKey.utf8.lexicographicallyPrecedes($1.sortKey.utf8) }
        return GitObjectID(hashing: sorted.flatMap(\.bytes), as: "tree")
    }
}
