public import Blobs
internal import Scanning
internal import Vocabulary

/// Kept verdicts, among a mirror's documents: `scans/ab/<hex of the blob>.json`. Losing one costs a scan.
public struct ScanRecords: Sendable {
    private static let folder = "scans"

    private let documents: any DocumentStore

    public init(_ documents: any DocumentStore) { self.documents = documents }

    private static func key(_ blob: Digest) -> String { "\(folder)/\(blob.hex.prefix(2))/\(blob.hex).json" }

    /// Empty where there is none, and where it can't be read or is damaged: the file is then looked into again.
    func record(of blob: Digest) async -> ScanRecord {
        guard let bytes = try? await documents.read(Self.key(blob), limit: ScanRecord.limit) else { return ScanRecord() }
        return ScanRecord(parsing: bytes, of: blob) ?? ScanRecord()
    }

    /// Keeps a verdict beside those on other kinds of names.
    func keep(_ scan: FileScan, of blob: Digest, _ kind: NameKind, at time: Timestamp) async throws(BlobError) {
        var record = await record(of: blob)
        guard record.keep(scan, kind, at: time) else { return }
        let bytes = record.encoded(blob)
        guard bytes.count <= ScanRecord.limit else { return }
        try await documents.note(Self.key(blob), bytes)
    }

    /// Removes what is kept of blobs that `isHeld` does not know. Answers how many went.
    func removeOrphans(isHeld: @Sendable (Digest) async throws(BlobError) -> Bool) async throws(BlobError) -> Int {
        var count = 0
        for part in try await documents.names(in: Self.folder) {
            for name in try await documents.names(in: "\(Self.folder)/\(part)") where name.hasSuffix(".json") {
                guard let blob = Digest(hex: name.dropLast(5)), try await !isHeld(blob) else { continue }
                try await documents.remove(Self.key(blob))
                count += 1
            }
        }
        return count
    }
}
