internal import Blobs
internal import JSONReading
public import Vocabulary

/// A commit of a model that is kept whatever the rest says.
public struct Pin: Hashable, Sendable {
    public let model: ModelID
    public let commit: CommitID
    /// Of the manifest that the vault keeps, so that a pin outlasts the shelf's own.
    public let manifest: Digest
    public let at: Timestamp
}

/// `pins.json`: what garbage collection and retention never touch.
extension SnapshotStore {
    private static let pinsKey = "pins.json"
    private static let pinsLimit = 64 << 20

    /// All pins, in order of model and commit. Throws for a damaged document: a pin that can't be read must not be forgotten.
    public func pins() async throws(SnapshotError) -> [Pin] {
        guard let bytes = try await read(Self.pinsKey, limit: Self.pinsLimit) else { return [] }
        func damaged(_ reason: String) -> SnapshotError { .shelf(.damaged(path: Self.pinsKey, reason: reason)) }
        let root: JSONValue
        do throws(JSONError) { root = try JSONDocument(parsing: bytes, limit: Self.pinsLimit).root } catch {
            throw damaged(error.description)
        }
        guard root["schema"]?.int64 == 1, let list = root["pins"]?.array else { throw damaged("its schema is not known here") }
        var pins: [Pin] = []
        for value in list {
            guard let model = value["model"]?.string.flatMap({ ModelID($0) }),
                let commit = value["commit"]?.string.flatMap({ CommitID($0) }),
                let manifest = value["manifest"]?.string.flatMap({ Digest($0) }), let at = value["at"]?.string.flatMap({ Timestamp($0) })
            else { throw damaged("pin \(pins.count + 1) is unreadable") }
            pins.append(Pin(model: model, commit: commit, manifest: manifest, at: at))
        }
        return pins
    }

    /// Keeps a commit from now on. The same commit again keeps what of it is held now.
    public func pin(_ manifest: RevisionManifest, at time: Timestamp) async throws(SnapshotError) {
        let lock = try exclusive()
        defer { lock?.release() }
        let digest: Digest
        do throws(ShelfError) { digest = try await vault.keep(manifest) } catch { throw .shelf(error) }
        var pins = try await pins()
        pins.removeAll { $0.model == manifest.model && $0.commit == manifest.commit }
        try await write(pins + [Pin(model: manifest.model, commit: manifest.commit, manifest: digest, at: time)])
    }

    /// Lets go of a commit, or of all pinned ones of a model. Answers how many pins went.
    public func unpin(_ model: ModelID, _ commit: CommitID?) async throws(SnapshotError) -> Int {
        let lock = try exclusive()
        defer { lock?.release() }
        let pins = try await pins()
        let rest = pins.filter { $0.model != model || (commit != nil && $0.commit != commit) }
        if rest.count < pins.count { try await write(rest) }
        return pins.count - rest.count
    }

    private func write(_ pins: [Pin]) async throws(SnapshotError) {
        var json = JSONWriter()
        json.object { json in
            json.member("schema", 1)
            json.key("pins")
            json.array { json in
                for pin in pins.sorted(by: { ($0.model.description, $0.commit.description) < ($1.model.description, $1.commit.description) }
                ) {
                    json.object { json in
                        json.member("model", pin.model.description)
                        json.member("commit", pin.commit.description)
                        json.member("manifest", pin.manifest.description)
                        json.member("at", pin.at.description)
                    }
                }
            }
        }
        try await write(Self.pinsKey, json.bytes)
    }
}
