internal import Foundation
internal import Vocabulary

/// A manifest as it is written: JSON with sorted keys and the number of its shape.
struct ManifestDocument: Codable {
    /// Largest manifest that is read back; about 250,000 files.
    static let limit = 64 << 20
    static let currentSchema = 1

    let schema: Int
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
        let document: ManifestDocument
        do {
            document = try JSONDecoder().decode(ManifestDocument.self, from: Data(bytes))
        } catch let error as DecodingError {
            throw .damaged(path: path, reason: Self.words(error))
        } catch {
            throw .damaged(path: path, reason: "not JSON")
        }
        guard document.schema == currentSchema else { throw .damaged(path: path, reason: "schema \(document.schema) is not known here") }
        guard document.model == model, document.commit == commit else {
            throw .damaged(path: path, reason: "it is the manifest of \(document.model)@\(document.commit)")
        }
        guard document.files.allSatisfy({ $0.size >= 0 }) else { throw .damaged(path: path, reason: "a file has a negative size") }
        return RevisionManifest(
            model: model, commit: commit, files: document.files, publishedAt: document.publishedAt, refused: document.refused ?? [])
    }

    private static func words(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, _): "no \(key.stringValue)"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            (context.codingPath.map(\.stringValue).joined(separator: ".") + " " + context.debugDescription)
        @unknown default: "unreadable"
        }
    }
}
