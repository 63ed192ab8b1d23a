import Blobs
import TestSupport
import Testing
import Vocabulary

@testable import Radar

@Suite struct RadarLogTests {
    private func event(_ name: String, _ kind: RadarEvent.Kind, at time: Int64) throws -> RadarEvent {
        RadarEvent(
            kind, of: try #require(ModelID("acme/\(name)")), subject: "refs/heads/main", detail: "it is so",
            at: Timestamp(milliseconds: time))
    }

    @Test("what a run noted is read back, and history is newest first")
    func roundTrip() async throws {
        let home = try ScratchFolder()
        let log = RadarLog(DiskDocumentStore(root: home.path))
        #expect(try await log.state().open.isEmpty)
        let first = try event("one", .deleted, at: 1_700_000_000_000)
        let second = try event("two", .renamed, at: 1_703_000_000_000)
        var state = RadarState()
        state.open = [first, second]
        state.ranAt = second.firstSeen
        try await log.save(state, [RadarRecord(.began, first), RadarRecord(.began, second)])
        #expect(try await log.state().open == [first, second])
        #expect(try await log.history().map(\.event.kind) == [.renamed, .deleted])
        #expect(try await log.history(since: Timestamp(milliseconds: 1_702_000_000_000)).map(\.event.kind) == [.renamed])
    }

    @Test("a run that was killed between its state and its history loses no record and repeats none")
    func killed() async throws {
        let home = try ScratchFolder()
        let documents = DiskDocumentStore(root: home.path)
        let log = RadarLog(documents)
        let first = try event("one", .deleted, at: 1_700_000_000_000)
        var state = RadarState()
        state.open = [first]
        try await log.save(state, [RadarRecord(.began, first)])
        // As if the second write had never happened.
        for name in try await documents.names(in: "radar") where name.hasPrefix("events-") { try await documents.remove("radar/\(name)") }
        #expect(try await log.history().map(\.event.kind) == [.deleted])
        try await log.save(state, [])
        #expect(try await log.history().map(\.event.kind) == [.deleted])
        try await log.save(state, [RadarRecord(.began, first)])
        #expect(try await log.history().count == 1)
    }

    @Test("a damaged state is said to be so, by its name")
    func damaged() async throws {
        let home = try ScratchFolder()
        let documents = DiskDocumentStore(root: home.path)
        try await documents.write("radar/state.json", Array("{\"schema\":1".utf8))
        await #expect(throws: RadarLog.Fault.self) { try await RadarLog(documents).state() }
    }
}
