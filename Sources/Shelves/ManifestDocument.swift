internal import Foundation
internal import JSONReading
internal import Vocabulary

/// A manifest as it is written: JSON with sorted keys and the number of its shape.
struct ManifestDocument: Encodable {
    /// Largest manifest that is read back; about 250,000 files.
    static let limit = 64 << 20
    static let currentSchema: Int64 = 1

    let schema: Int64
    let model: ModelID
    let commit: CommitID
    let publishedAt: Timestamp
    let files: [ManifestFile]
    /// Absent: none.
    let refused: [RefusedItem]?

    private enum CodingKeys: String, CodingKey {
        case schema, model, commit, files, refused
        case publishedAt = "published_at"
    }

    init(_ manifest: RevisionManifest) {
        schema = Self.currentSchema
        model = manifest.model
        commit = manifest.commit
        publishedAt = manifest.publishedAt
        files = manifest.files
        refused = manifest.refused.isEmpty ? nil : manifest.refused
    }

    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }

    /// The manifest in `bytes`, if it is the one of that model and commit.
    static func decode(_ bytes: [UInt8], model: ModelID, commit: CommitID, path: String) throws(ShelfError) -> RevisionManifest {
        let manifest = try decode(bytes, path: path)
        guard manifest.model == model, manifest.commit == commit else {
            throw .damaged(path: path, reason: "it is the manifest of \(manifest.model)@\(manifest.commit)")
        }
        return manifest
    }

    /// The manifest in `bytes`, whosever it is.
    static func decode(_ bytes: [UInt8], path: String) throws(ShelfError) -> RevisionManifest {
        let root: JSONValue
        do throws(JSONError) {
            root = try JSONDocument(parsing: bytes, limits: .init(size: limit, depth: 8)).root
        } catch {
            throw .damaged(path: path, reason: error.description)
        }
        let head = try ManifestHead(root, path: path)
        var files: [ManifestFile] = []
        files.reserveCapacity(head.files.underestimatedCount)
        for value in head.files { files.append(try file(ManifestFields(value, path: path), path)) }
        return RevisionManifest(
            model: head.model, commit: head.commit, files: files, publishedAt: head.publishedAt, refused: head.refused)
    }

    private static func file(_ fields: ManifestFields, _ path: String) throws(ShelfError) -> ManifestFile {
        guard let text = fields.name.string, let name = RepoPath(text) else {
            throw .damaged(path: path, reason: "not a file name in a repository: \(fields.name.string?.prefix(200) ?? "")")
        }
        guard let content = fields.content.string.flatMap({ ContentID(hex: $0) }) else {
            throw .damaged(path: path, reason: "\(name) has no content id")
        }
        let object = fields.object?.string.flatMap { GitObjectID($0) }
        guard (object == nil) == (fields.object == nil) else { throw .damaged(path: path, reason: "\(name) has a wrong git object id") }
        let blob = fields.blob?.string.flatMap { Digest($0) }
        guard (blob == nil) == (fields.blob == nil) else { throw .damaged(path: path, reason: "\(name) has a wrong blob") }
        return ManifestFile(path: name, size: fields.size, content: content, object: object, blob: blob)
    }
}
