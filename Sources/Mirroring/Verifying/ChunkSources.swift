public import Blobs
internal import Foundation
public import Hubs
public import Vocabulary

/// A hub, or another mirror that speaks like one, as a source of right bytes: by the files that a blob is.
public struct HubChunks: ChunkSource {
    public let name: String
    private let hubs: [HubID: any Hub]
    private let origins: BlobOrigins

    public init(name: String, hubs: [HubID: any Hub], origins: BlobOrigins) {
        self.name = name
        self.hubs = hubs
        self.origins = origins
    }

    public func bytes(_ range: Range<Int64>, of digest: Digest) async throws -> [UInt8] {
        var failure: any Error = Unknown()
        for origin in origins.origins(of: digest) {
            guard let hub = hubs[origin.model.hub], let revision = Revision(origin.commit.description) else { continue }
            do {
                return try await hub.bytes(range, of: origin.path, at: revision, in: origin.model)
            } catch {
                failure = error
            }
        }
        throw failure
    }

    private struct Unknown: Error, CustomStringConvertible {
        var description: String { "no model that it could be asked for has this blob" }
    }
}

/// A folder on this machine: another mirror's data root, its `mirror` or `blobs` folder, or any folder with files named by their SHA-256.
public struct FolderChunks: ChunkSource {
    public let name: String

    public init(path: String) { name = path }

    public func bytes(_ range: Range<Int64>, of digest: Digest) async throws -> [UInt8] {
        let hex = digest.hex
        let inStore = "sha256/\(hex.prefix(2))/\(hex)"
        for candidate in [hex, inStore, "blobs/\(inStore)", "mirror/blobs/\(inStore)"] {
            guard let file = FileHandle(forReadingAtPath: "\(name)/\(candidate)") else { continue }
            defer { try? file.close() }
            try file.seek(toOffset: UInt64(range.lowerBound))
            return Array(try file.read(upToCount: range.count) ?? Data())
        }
        throw Absent()
    }

    private struct Absent: Error, CustomStringConvertible {
        var description: String { "it has no file of that blob" }
    }
}
