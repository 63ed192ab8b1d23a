internal import Blobs
internal import Foundation
internal import Vocabulary

/// The set of published models, kept up to date by reading on in the shelf's list of changes.
struct ShelfNames {
    /// Lines are short; a list this long is begun anew, which makes every reader look at all folders once.
    private static let journalLimit: Int64 = 16 << 20

    private let root: String
    private var models: Set<ModelID> = []
    private var bySpelling: [String: [ModelID]] = [:]
    private var order: [ModelID]?
    private var seen: (inode: UInt64, size: Int64)?

    init(root: String) { self.root = root }

    mutating func sorted() throws(ShelfError) -> [ModelID] {
        try refresh()
        if let order { return order }
        let fresh = models.sorted { ($0.hub.description, $0.path) < ($1.hub.description, $1.path) }
        order = fresh
        return fresh
    }

    /// The only model, or the first of several, that differs from this in case alone.
    mutating func spelling(of model: ModelID) throws(ShelfError) -> ModelID? {
        try refresh()
        if models.contains(model) { return model }
        return bySpelling[Self.key(model)]?.min { $0.path < $1.path }
    }

    func announce(_ model: ModelID) throws(ShelfError) {
        let path = "\(root)/.changes"
        if let (_, size) = journal(), size > Self.journalLimit { unlink(path) }
        do throws(BlobError) {
            try AtomicFile.createFolder(root)
            try AtomicFile.append(Array("\(model)\n".utf8), to: path)
        } catch {
            throw .storage(error)
        }
    }

    private func journal() -> (inode: UInt64, size: Int64)? {
        var info = stat()
        guard stat("\(root)/.changes", &info) == 0 else { return nil }
        return (UInt64(info.st_ino), Int64(info.st_size))
    }

    private mutating func refresh() throws(ShelfError) {
        let now = journal()
        guard let seen, let now, seen.inode == now.inode, seen.size <= now.size else {
            models = []
            bySpelling = [:]
            order = nil
            for name in try ShelfIndex.names(in: root) {
                if let hub = HubID(name) { try walk(hub, folder: "\(root)/\(name)", path: "", depth: 0) }
            }
            self.seen = now
            return
        }
        guard seen.size < now.size else { return }
        let bytes = try ShelfIndex.read("\(root)/.changes", limit: Int(Self.journalLimit) * 2) ?? []
        // A line that another process is still writing is taken next time.
        let end = bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        if Int64(end) > seen.size {
            for line in bytes[Int(seen.size)..<end].split(separator: 0x0A) {
                if let model = ModelID(String(decoding: line, as: UTF8.self)) { try check(model) }
            }
            self.seen = (now.inode, Int64(end))
        }
    }

    private mutating func check(_ model: ModelID) throws(ShelfError) {
        let names = try ShelfIndex.names(in: "\(root)/\(ShelfName.folder(of: model))/revisions")
        order = nil
        if names.contains(where: { $0.hasSuffix(".json") }) {
            insert(model)
        } else if models.remove(model) != nil {
            bySpelling[Self.key(model)]?.removeAll { $0 == model }
        }
    }

    private mutating func insert(_ model: ModelID) {
        if models.insert(model).inserted { bySpelling[Self.key(model), default: []].append(model) }
    }

    /// Models have at most 8 segments, and a segment at most four folders.
    private mutating func walk(_ hub: HubID, folder: String, path: String, depth: Int) throws(ShelfError) {
        guard depth <= 32 else { return }
        for name in try ShelfIndex.names(in: folder) where !name.hasPrefix(".") && name != "refs" {
            if name == "revisions" {
                if path.hasSuffix("/"), let model = ModelID(hub: hub, path: String(path.dropLast())),
                    ShelfName.folder(of: model) == String(folder.dropFirst(root.count + 1))
                {
                    try check(model)
                }
                continue
            }
            let isCut = name.hasSuffix("%")
            guard let segment = ShelfName.decode(isCut ? name.dropLast() : name[...]) else { continue }
            try walk(hub, folder: "\(folder)/\(name)", path: path + segment + (isCut ? "" : "/"), depth: depth + 1)
        }
    }

    private static func key(_ model: ModelID) -> String { model.description.lowercased() }
}
