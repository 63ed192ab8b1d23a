import Foundation
import Scanning
import Testing

@Suite struct ByteSourceTests {
    private func withFile(_ content: [UInt8], _ body: (String) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("weighbridge-scan-\(UUID().uuidString)").path
        try Data(content).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await body(path)
    }

    @Test("a file and memory hand out the same ranges")
    func same() async throws {
        let content = (0..<1_000).map { UInt8($0 % 251) }
        try await withFile(content) { path in
            let file = try FileSource(path: path)
            #expect(file.size == 1_000)
            for range: Range<Int64> in [0..<1_000, 17..<18, 999..<1_000, 500..<500] {
                #expect(try await file.read(range) == content[Int(range.lowerBound)..<Int(range.upperBound)].map { $0 })
                #expect(try await MemorySource(content).read(range) == file.read(range))
            }
        }
    }

    @Test("what is not there, or no regular file, is unreadable")
    func unreadable() {
        #expect(throws: ScanError.self) { try FileSource(path: "/nonexistent/file") }
        #expect(throws: ScanError.unreadable(file: "/dev/zero", reason: "it is not a regular file")) { try FileSource(path: "/dev/zero") }
    }

    @Test("a source that hands out less than was asked for, or fails, is unreadable")
    func short() async throws {
        struct Short: ByteSource {
            let size: Int64 = 1_000
            func read(_ range: Range<Int64>) async throws -> [UInt8] { [1] }
        }
        struct Failing: ByteSource {
            let size: Int64 = 1_000
            func read(_ range: Range<Int64>) async throws -> [UInt8] { throw CocoaError(.fileReadUnknown) }
        }
        for source: any ByteSource in [Short(), Failing()] {
            await #expect(throws: ScanError.self) { try await FileScanner().scan("a.pkl", source) }
        }
    }

    @Test("requests and bytes are counted, and the budget is never exceeded")
    func budget() async throws {
        var writer = GGUFWriter.plain()
        writer.dataSize = 8 << 20
        writer.texts("tokenizer.ggml.merges", (0..<100_000).map { "merge number \($0)" })
        let file = writer.file
        for requests in 0..<4 {
            for bytes: Int64 in [0, 4, 1 << 10, 300 << 10, 1 << 20] {
                let counted = CountedSource(MemorySource(file))
                let budget = ReadBudget(requests: requests, bytes: bytes)
                _ = try? await WeightScanner(budget: budget).facts(of: "m", counted)
                #expect(await counted.requests <= requests)
                #expect(await counted.bytes <= bytes)
            }
        }
        await #expect(throws: ScanError.overBudget(file: "m", reason: "the header takes more requests than are allowed")) {
            try await WeightScanner(budget: ReadBudget(requests: 1, bytes: 64 << 20)).facts(of: "m", MemorySource(file))
        }
    }
}
