import Foundation
import Testing

@testable import Blobs

@Suite struct DiskDocumentStoreTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("documents-\(UUID().uuidString)").path

    @Test("a document is read back, replaced with a new version, listed, and gone when removed")
    func life() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = DiskDocumentStore(root: folder)
        #expect(try await store.read("snapshots/one", limit: 100) == nil)
        #expect(try await store.version(of: "snapshots/one") == nil)
        #expect(try await store.names(in: "snapshots") == [])
        try await store.write("snapshots/one", [1, 2, 3])
        let first = try await store.version(of: "snapshots/one")
        #expect(first != nil)
        #expect(try await store.version(of: "snapshots/one") == first)
        try await store.write("snapshots/one", [4, 5, 6])
        #expect(try await store.version(of: "snapshots/one") != first)
        #expect(try await store.read("snapshots/one", limit: 100) == [4, 5, 6])
        try FileManager.default.createDirectory(atPath: folder + "/snapshots/.left-over", withIntermediateDirectories: true)
        #expect(try await store.names(in: "snapshots") == ["one"])
        await #expect(throws: BlobError.self) { try await store.read("snapshots/one", limit: 2) }
        try await store.remove("snapshots/one")
        try await store.remove("snapshots/one")
        #expect(try await store.read("snapshots/one", limit: 100) == nil)
    }
}
