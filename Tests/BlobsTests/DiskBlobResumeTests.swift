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

    /// Whole leaves are kept: two of part 1, none of part 4.
    private var expected: [Range<Int64>] { [73_728..<size] }

    /// Changes bytes of the unfinished file, as a torn write or a power cut does.
    private func tear(_ offset: UInt64, _ change: [UInt8]) throws {
        let file = try #require(FileHandle(forUpdatingAtPath: sidecar().replacingOccurrences(of: ".progress", with: ".partial")))
        try file.seek(toOffset: offset)
        try file.write(contentsOf: change)
        try file.close()
    }

    private func complete(_ ingest: any BlobIngest) async throws {
        for gap in ingest.missing { try ingest.write(bytes[Int(gap.lowerBound)..<Int(gap.upperBound)], from: Int(gap.lowerBound)) }
        #expect(try await store.bytes(of: ingest.commit()) == bytes)
    }

    @Test("a session that died goes on at the leaf where it was, whichever name the content has", arguments: [true, false])
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
        "a sidecar that can't be believed means starting over", arguments: ["empty", "short", "long", "garbage", "gone", "other"])
    func tornSidecar(how: String) async throws {
        try await interrupted(sha256(bytes))
        let path = try sidecar()
        var data = try Data(contentsOf: URL(fileURLWithPath: path))
        switch how {
        case "empty": data = Data()
        case "short": data.removeLast(3)
        case "long": data.append(0)
        case "garbage": data = Data(pattern(data.count))
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

    @Test("of a file torn by a power cut only the torn leaves are fetched again")
    func tornLeaves() async throws {
        try await interrupted(sha256(bytes))
        try tear(3 * 4_096 + 17, [bytes[3 * 4_096 + 17] ^ 1])
        try tear(10 * 4_096, [UInt8](repeating: 0, count: 8_192))
        // No leaf that is recorded: nothing that counts.
        try tear(200_000, [1, 2, 3])
        let ingest = try await store.ingest(sha256(bytes), size: size)
        #expect(ingest.missing == [12_288..<16_384, 40_960..<49_152, 73_728..<size])
        try await complete(ingest)
        #expect(try await store.partials().isEmpty)
    }

    @Test("a record that a power cut kept without its bytes, or that is damaged itself, is worth nothing")
    func lyingSidecar() async throws {
        try await interrupted(sha256(bytes))
        let path = try sidecar()
        var data = try Data(contentsOf: URL(fileURLWithPath: path))
        data[72 + 5 * 33 + 1] ^= 1
        data[72 + 10 * 33] = 9
        data.replaceSubrange(72 + 30 * 33..<72 + 31 * 33, with: [2] + pattern(32))
        try data.write(to: URL(fileURLWithPath: path))
        let ingest = try await store.ingest(sha256(bytes), size: size)
        // The leaf behind a wrong state can't be compared either.
        #expect(ingest.missing == [20_480..<28_672, 40_960..<49_152, 73_728..<size])
        try await complete(ingest)
    }

    @Test("leaves kept out of their order count, and the tree comes out the same")
    func scattered() async throws {
        let store = DiskBlobStore(root: folder.path + "/trees")
        let bytes = pattern(40 << 20 | 5)
        let size = Int64(bytes.count)
        do {
            let ingest = try await store.ingest(sha256(bytes), size: size)
            try ingest.write(bytes[(32 << 20)...], from: 32 << 20)
            try ingest.write(bytes[(16 << 20)..<(19 << 20) + 7], from: 16 << 20)
        }
        #expect(try await store.arrived(sha256(bytes), size: size) == (11 << 20) + 5)
        let ingest = try await store.ingest(sha256(bytes), size: size)
        #expect(ingest.missing == [0..<16 << 20, 19 << 20..<32 << 20])
        for gap in ingest.missing { try ingest.write(bytes[Int(gap.lowerBound)..<Int(gap.upperBound)], from: Int(gap.lowerBound)) }
        let digest = try await ingest.commit()
        var builder = TreeBuilder()
        bytes.withUnsafeBytes { builder.update($0) }
        #expect(try store.storedTree(of: digest) == builder.finish().tree)
    }

    @Test("a partial file that was cut short, or whose sidecar outlived it, is begun anew")
    func tornPartial() async throws {
        try await interrupted(sha256(bytes))
        let partial = try sidecar().replacingOccurrences(of: ".progress", with: ".partial")
        #expect(truncate(partial, 1_000) == 0)
        do {
            let ingest = try await store.ingest(sha256(bytes), size: size)
            #expect(ingest.missing == [0..<size])
            try ingest.write(bytes[..<5_000], from: 0)
        }
        try FileManager.default.removeItem(atPath: partial)
        #expect(try await store.ingest(sha256(bytes), size: size).missing == [0..<size])
    }

    @Test("one content has one session at a time, and a dead session's lock is free")
    func busy() async throws {
        let content = try sha256(bytes)
        var first: (any BlobIngest)? = try await store.ingest(content, size: size)
        let other = smallParts(folder)
        guard case .busy(content) = await blobError({ _ = try await other.ingest(content, size: size) }) else {
            Issue.record("two sessions at once")
            return
        }
        try first?.write(bytes[..<5_000], from: 0)
        first = nil
        #expect(try await store.ingest(content, size: size).missing == [4_096..<size])
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
