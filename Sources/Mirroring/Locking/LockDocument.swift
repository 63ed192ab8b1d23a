internal import Blobs
internal import JSONReading
internal import Vocabulary

/// A lock as it is written: JSON with a line for each file, so that a review shows what changed, and with a digest of all lines before the
/// last. Equal locks are equal bytes.
///
/// Files that are held have their hub's name for the bytes under `content`; those that are left out have it under `id`, for a collection
/// keeps whatever is named `content` or `blob`.
struct LockDocument {
    /// Largest lock that is read.
    static let limit = 256 << 20
    private static let schema: Int64 = 1

    let lock: MirrorLock

    func encoded() -> [UInt8] {
        var lines = ["{\"schema\":\(Self.schema),", "\"declaration\":\"\(lock.declaration)\",", "\"models\":["]
        for (index, item) in lock.items.enumerated() {
            var head = JSONWriter()
            head.object { json in
                json.member("model", item.model.description)
                json.member("revision", item.revision.description)
                json.member("commit", item.commit.description)
                json.member("refs", strings: item.refs)
            }
            lines.append(head.text.dropLast() + ",")
            lines += Self.list("files", item.files.map(Self.line)) + Self.list("left_out", item.leftOut.map(Self.line))
            lines += Self.list("refused", item.refused.map(Self.line), isLast: true)
            lines.append(index + 1 < lock.items.count ? "}," : "}")
        }
        lines.append("],\n")
        let body = Array(lines.joined(separator: "\n").utf8)
        return body + Array("\"digest\":\"\(Digest(hashing: body))\"}\n".utf8)
    }

    private static func list(_ name: String, _ entries: [String], isLast: Bool = false) -> [String] {
        let separated = entries.enumerated().map { $0.offset + 1 < entries.count ? $0.element + "," : $0.element }
        return ["\"\(name)\":["] + separated + [isLast ? "]" : "],"]
    }

    private static func line(_ file: MirrorLock.File) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("path", file.claim.path.description)
            json.member("size", file.claim.size)
            json.member("content", file.claim.content.hex)
            if let object = file.claim.object { json.member("object", object.description) }
            if let blob = file.blob { json.member("blob", blob.description) }
        }
        return json.text
    }

    private static func line(_ file: FileClaim) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("path", file.path.description)
            json.member("size", file.size)
            json.member("id", file.content.hex)
            if let object = file.object { json.member("object", object.description) }
        }
        return json.text
    }

    private static func line(_ item: RefusedItem) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("name", item.name)
            json.member("reason", item.reason)
        }
        return json.text
    }
}

/// Reads a lock strictly.
extension LockDocument {
    /// Bytes of the line with the digest: the key, 64 digits, and what ends the document.
    private static let tail = 17 + 64 + 3

    init(parsing bytes: [UInt8], path: String) throws(MirrorError) {
        func wrong(_ reason: String) -> MirrorError { .lock(path: path, reason: reason) }
        let end = String(decoding: bytes.suffix(Self.tail), as: UTF8.self)
        guard end.hasPrefix("\"digest\":\"sha256:"), end.hasSuffix("\"}\n"), let digest = Digest(String(end.dropFirst(10).dropLast(3)))
        else {
            throw wrong("it is not whole, or was not written by `mirror lock`")
        }
        guard digest == Digest(hashing: Array(bytes.dropLast(Self.tail))) else {
            throw wrong("it was changed after it was written (its digest does not fit)")
        }
        let root: JSONValue
        do throws(JSONError) {
            root = try JSONDocument(parsing: bytes, limits: .init(size: Self.limit, depth: 8)).root
        } catch {
            throw wrong(error.description)
        }
        guard root["schema"]?.int64 == Self.schema else { throw wrong("its schema is not known here") }
        guard let declaration = root["declaration"]?.string.flatMap({ Digest($0) }), let list = root["models"]?.array else {
            throw wrong("it names no declaration or no models")
        }
        var items: [MirrorLock.Item] = []
        for value in list {
            guard let item = Self.item(value) else { throw wrong("entry \(items.count + 1) of models can't be read") }
            items.append(item)
        }
        lock = MirrorLock(declaration: declaration, items: items)
    }

    private static func item(_ value: JSONValue) -> MirrorLock.Item? {
        guard let model = value["model"]?.string.flatMap({ ModelID($0) }),
            let revision = value["revision"]?.string.flatMap({ Revision($0) }),
            let commit = value["commit"]?.string.flatMap({ CommitID($0) }), let refs = all(value["refs"], { $0.string }),
            refs.allSatisfy({ $0.hasPrefix("refs/") && Revision($0) != nil }),
            let files = all(value["files"], file), let leftOut = all(value["left_out"], { claim($0, "id") }),
            let refused = all(value["refused"], refusal)
        else { return nil }
        return MirrorLock.Item(
            model: model, revision: revision, commit: commit, refs: refs, files: files, leftOut: leftOut, refused: refused)
    }

    private static func all<Value>(_ value: JSONValue?, _ read: (JSONValue) -> Value?) -> [Value]? {
        guard let list = value?.array else { return nil }
        var values: [Value] = []
        for element in list {
            guard let value = read(element) else { return nil }
            values.append(value)
        }
        return values
    }

    private static func file(_ value: JSONValue) -> MirrorLock.File? {
        guard let claim = claim(value, "content") else { return nil }
        guard let text = value["blob"]?.string else { return MirrorLock.File(claim, blob: nil) }
        guard let blob = Digest(text) else { return nil }
        return MirrorLock.File(claim, blob: blob)
    }

    private static func claim(_ value: JSONValue, _ key: String) -> FileClaim? {
        guard let path = value["path"]?.string.flatMap({ RepoPath($0) }), let size = value["size"]?.int64, size >= 0,
            let content = value[key]?.string.flatMap({ ContentID(hex: $0) })
        else { return nil }
        guard let text = value["object"]?.string else { return FileClaim(path: path, size: size, content: content) }
        guard let object = GitObjectID(text) else { return nil }
        return FileClaim(path: path, size: size, content: content, object: object)
    }

    private static func refusal(_ value: JSONValue) -> RefusedItem? {
        guard let name = value["name"]?.string, let reason = value["reason"]?.string else { return nil }
        return RefusedItem(name: name, reason: reason)
    }
}

extension MirrorLock {
    /// The lock in a file; nil: there is none. Throws for one that is not exactly what was written.
    public static func load(_ path: String) throws(MirrorError) -> MirrorLock? {
        let found: [UInt8]?
        do throws(BlobError) { found = try AtomicFile.read(path, limit: LockDocument.limit) } catch { throw .storage(error) }
        guard let found else { return nil }
        return try LockDocument(parsing: found, path: path).lock
    }

    /// Replaces the file in one step.
    public func save(_ path: String) throws(MirrorError) {
        do throws(BlobError) { try AtomicFile.write(LockDocument(lock: self).encoded(), to: path) } catch { throw .storage(error) }
    }
}
