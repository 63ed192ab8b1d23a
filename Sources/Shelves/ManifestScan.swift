internal import Blobs
internal import JSONReading
public import Vocabulary

/// What a collector and a snapshot need of a manifest: whose it is, its digest and the blobs it names. Read strictly and without making
/// a String per file, for there may be a million of them.
public struct ManifestScan: Sendable {
    public let model: ModelID
    public let commit: CommitID
    public let publishedAt: Timestamp
    /// Equals `RevisionManifest.digest` of the same manifest.
    public let digest: Digest
    /// Blobs of the files that are held, with their sizes, in order of path; one may occur twice.
    public let blobs: [(digest: Digest, size: Int64)]
    public let files: Int

    /// Throws `.damaged`, naming `path`, for anything but a manifest as this program writes them.
    public init(parsing bytes: [UInt8], path: String) throws(ShelfError) {
        let root: JSONValue
        do throws(JSONError) {
            root = try JSONDocument(parsing: bytes, limits: .init(size: ManifestDocument.limit, depth: 8)).root
        } catch {
            throw .damaged(path: path, reason: error.description)
        }
        let head = try ManifestHead(root, path: path)
        var form = CanonicalForm(head.model, head.commit)
        var blobs: [(digest: Digest, size: Int64)] = []
        var count = 0
        for value in head.files {
            let file = try ManifestFields(value, path: path)
            guard let (blob, isWhole) = file.add(to: &form), isWhole else {
                throw .damaged(path: path, reason: "a file of it is not as it should be")
            }
            if let blob { blobs.append((blob, file.size)) }
            count += 1
        }
        model = head.model
        commit = head.commit
        publishedAt = head.publishedAt
        self.blobs = blobs
        files = count
        digest = form.digest
    }
}

/// The members of a manifest but for its files' contents.
struct ManifestHead {
    let model: ModelID
    let commit: CommitID
    let publishedAt: Timestamp
    let files: JSONArray
    let refused: [RefusedItem]

    init(_ root: JSONValue, path: String) throws(ShelfError) {
        guard let members = root.object else { throw .damaged(path: path, reason: "not an object") }
        var found: (schema: Int64?, model: ModelID?, commit: CommitID?, time: Timestamp?, files: JSONArray?)
        var refused: [RefusedItem] = []
        for (key, value) in members {
            if key.equals("schema") {
                found.schema = value.int64
            } else if key.equals("model") {
                found.model = value.string.flatMap { ModelID($0) }
            } else if key.equals("commit") {
                found.commit = value.string.flatMap { CommitID($0) }
            } else if key.equals("published_at") {
                found.time = value.string.flatMap { Timestamp($0) }
            } else if key.equals("files") {
                found.files = value.array
            } else if key.equals("refused"), let items = value.array {
                for item in items {
                    guard let name = item["name"]?.string, let reason = item["reason"]?.string else {
                        throw .damaged(path: path, reason: "a refused name without its reason")
                    }
                    refused.append(RefusedItem(name: name, reason: reason))
                }
            }
        }
        guard let schema = found.schema else { throw .damaged(path: path, reason: "no schema") }
        guard schema == ManifestDocument.currentSchema else { throw .damaged(path: path, reason: "schema \(schema) is not known here") }
        guard let model = found.model else { throw .damaged(path: path, reason: "no model") }
        guard let commit = found.commit else { throw .damaged(path: path, reason: "no commit") }
        guard let time = found.time else { throw .damaged(path: path, reason: "no published_at") }
        guard let files = found.files else { throw .damaged(path: path, reason: "no files") }
        (self.model, self.commit, self.files, self.refused) = (model, commit, files, refused)
        publishedAt = time
    }
}

/// The members of one file of a manifest, unconverted.
struct ManifestFields {
    let name: JSONValue
    let size: Int64
    let content: JSONValue
    let object: JSONValue?
    let blob: JSONValue?

    init(_ value: JSONValue, path: String) throws(ShelfError) {
        guard let members = value.object else { throw .damaged(path: path, reason: "a file is not an object") }
        var found: (name: JSONValue?, size: Int64?, content: JSONValue?)
        var (object, blob): (JSONValue?, JSONValue?)
        for (key, value) in members {
            if key.equals("path") {
                found.name = value
            } else if key.equals("size") {
                found.size = value.int64
            } else if key.equals("content") {
                found.content = value
            } else if key.equals("object") {
                object = value.isNull ? nil : value
            } else if key.equals("blob") {
                blob = value.isNull ? nil : value
            }
        }
        guard let name = found.name else { throw .damaged(path: path, reason: "a file without a path") }
        guard let size = found.size else { throw .damaged(path: path, reason: "a file without a size") }
        guard size >= 0 else { throw .damaged(path: path, reason: "a file has a negative size") }
        guard let content = found.content else { throw .damaged(path: path, reason: "a file without its content's name") }
        (self.name, self.size, self.content, self.object, self.blob) = (name, size, content, object, blob)
    }

    /// The blob, and whether every member had its form. nil: a member is no text at all.
    func add(to form: inout CanonicalForm) -> (blob: Digest?, isWhole: Bool)? {
        var isWhole = true
        guard name.withUTF8({ form.append($0) }) != nil else { return nil }
        form.append(size)
        guard content.withUTF8({ isWhole = ($0.count == 64 || $0.count == 40) && isWhole && form.append(digits: $0) }) != nil else {
            return nil
        }
        if let object {
            guard object.withUTF8({ isWhole = $0.count == 40 && isWhole && form.append(digits: $0) }) != nil else { return nil }
        } else {
            form.appendNothing()
        }
        guard let blob else {
            form.appendNothing()
            return (nil, isWhole)
        }
        let digest = blob.withUTF8 { text -> Digest? in
            guard text.count == 71, text.starts(with: Self.prefix) else { return nil }
            let digits = UnsafeBufferPointer(rebasing: text[7...])
            guard form.append(digits: digits) else { return nil }
            return Digest(digits: digits)
        }
        guard let digest = digest ?? nil else { return nil }
        return (digest, isWhole)
    }

    private static let prefix = Array("sha256:".utf8)
}
