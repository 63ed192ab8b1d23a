import Testing
import Vocabulary

@Suite struct ByteStreamTests {
    @Test("a body is collected in order")
    func collects() async throws {
        #expect(try await ByteStream(bytes: [1, 2, 3]).collect(upTo: 3) == [1, 2, 3])
        #expect(try await ByteStream(bytes: []).collect(upTo: 0) == [])
    }

    @Test("a body beyond its limit is refused before it is all in memory")
    func bounded() async throws {
        let asked = Counter()
        let endless = ByteStream { await asked.next() }
        await #expect(throws: ByteStream.TooLarge.self) { try await endless.collect(upTo: 10_000) }
        #expect(await asked.count == 11)
    }
}

private actor Counter {
    private(set) var count = 0

    func next() -> [UInt8] {
        count += 1
        return Array(repeating: 0, count: 1_000)
    }
}
