import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Blobs

@Suite struct DiskBlobResumeTests {
    let folder: ScratchFolder
    let store: DiskBlobStore
    let bytes = pattern(5 * 65_536 + 1_234)

    init() throws {
        folder = try ScratchFolder()
        store = smallParts(folder)
    }

    private var size: Int64 { Int64(bytes.count) }

    private func sidecar() throws -> String {
        let content = try sha256(bytes)
        return "\(folder.path)/blobs/sha256/\(content.hex.prefix(2))/.\(content.hex).progress"
    }

    /// Writes parts 0 (whole), 1 (10,000 bytes) and 4 (1 byte), then goes away as a killed process does: without a word.
    private func interrupted(_ content: ContentID) async throws {
        let ingest = try await store.ingest(content, size: size)
        try ingest.write(bytes[..<75_536], from: 0)
        try ingest.write(bytes[(4 * 65_536)...(4 * 65_536)], from: 4 * 65_536)
    }

    private var expected: [Range<Int64>] { [75_536..<4 * 65_536, 4 * 65_536 + 1..<size] }

    @Test("a session that died goes on at the exact byte, whichever name the content has", arguments: [true, false])
    func resume(byGit: Bool) async throws {
        let content = try byGit ? gitBlob(bytes) : sha256(bytes)
        try await interrupted(content)
        let ingest = try await store.ingest(content, size: size)
        #expect(ingest.missing == expected)
        for gap in ingest.missing { try ingest.write(bytes[Int(gap.lowerBound)..<Int(gap.upperBound)], from: Int(gap.lowerBound)) }
        #expect(try await store.bytes(of: ingest.commit()) == bytes)
    }

    @Test("a session that died with every byte written only needs its commit")
    func resumeComplete() async throws {
        do {
            let ingest = try await store.ingest(sha256(bytes), size: size)
            try ingest.write(bytes, from: 0)
        }
        let ingest = try await store.ingest(sha256(bytes), size: size)
        #expect(ingest.missing.isEmpty)
        #expect(try await store.bytes(of: ingest.commit()) == bytes)
    }

    @Test(
        "a sidecar that can't be believed means starting over", arguments: ["empty", "short", "long", "garbage", "counts", "gone", "other"])
    func tornSidecar(how: String) async throws {
        try await interrupted(sha256(bytes))
        let path = try sidecar()
        var data = try Data(contentsOf: URL(fileURLWithPath: path))
        switch how {
        case "empty": data = Data()
        case "short": data.removeLast(3)
        case "long": data.append(0)
        case "garbage": data = Data(pattern(data.count))
        case "counts": data.replaceSubrange(72..<80, with: [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])
        case "other": data[20] ^= 1
        default: break
        }
        try data.write(to: URL(fileURLWithPath: path))
        if how == "gone" { try FileManager.default.removeItem(atPath: path) }
        let ingest = try await store.ingest(sha256(bytes), size: size)
        #expect(ingest.missing == [0..<size])
        try ingest.write(bytes, from: 0)
        #expect(try await store.bytes(of: ingest.commit()) == bytes)
        #expect(try await store.partials().isEmpty)
    }

    @Test("progress that a power cut made a lie is found out by the hash")
    func lyingSidecar() async throws {
        try await interrupted(sha256(bytes))
        let path = try sidecar()
        var data = try Data(contentsOf: URL(fileURLWithPath: path))
        data.replaceSubrange(72 + 16..<72 + 24, with: [0, 0, 1, 0, 0, 0, 0, 0])
        try data.write(to: URL(fileURLWithPath: path))
        let ingest = try await store.ingest(sha256(bytes), size: size)
        for gap in ingest.missing { try ingest.write(bytes[Int(gap.lowerBound)..<Int(gap.upperBound)], from: Int(gap.lowerBound)) }
        guard case .mismatch = await blobError({ _ = try await ingest.commit() }) else {
            Issue.record("lost bytes were taken")
            return
        }
        #expect(try await store.ingest(sha256(bytes), size: size).missing == [0..<size])
    }

    @Test("a partial file that was cut short, or whose sidecar outlived it, is begun anew")
    func tornPartial() async throws {
        try await interrupted(sha256(bytes))
        let partial = try sidecar().replacingOccurrences(of: ".progress", with: ".partial")
        #expect(truncate(partial, 1_000) == 0)
        do {
            let ingest = try await store.ingest(sha256(bytes), size: size)
            #expect(ingest.missing == [0..<size])
            try ingest.write(bytes[..<500], from: 0)
        }
        try FileManager.default.removeItem(atPath: partial)
        #expect(try await store.ingest(sha256(bytes), size: size).missing == [0..<size])
    }

    @Test("one content has one session at a time, and a dead session's lock is free")
    func busy() async throws {
        let content = try sha256(bytes)
        var first: (any BlobIngest)? = try await store.ingest(content, size: size)
        let other = DiskBlobStore(root: folder.path + "/blobs")
        guard case .busy(content) = await blobError({ _ = try await other.ingest(content, size: size) }) else {
            Issue.record("two sessions at once")
            return
        }
        try first?.write(bytes[..<10], from: 0)
        first = nil
        #expect(try await store.ingest(content, size: size).missing == [10..<size])
    }

    @Test("of many that want the same content at once, all get it and nobody sees half of it")
    func race() async throws {
        let content = try sha256(bytes)
        let outcomes = await withTaskGroup(of: BlobError?.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    await blobError {
                        let ingest = try await store.ingest(content, size: size)
                        for gap in ingest.missing {
                            try ingest.write(bytes[Int(gap.lowerBound)..<Int(gap.upperBound)], from: Int(gap.lowerBound))
                        }
                        let digest = try await ingest.commit()
                        let held = try await store.bytes(of: digest)
                        #expect(held == bytes)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.contains { $0 == nil })
        for case let error? in outcomes {
            guard case .busy = error else {
                Issue.record("\(error)")
                continue
            }
        }
        #expect(try await store.partials().isEmpty)
    }
}
