import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Shelves

@Suite struct PullLogTests {
    let folder: ScratchFolder
    let clock = Clock()

    init() throws { folder = try ScratchFolder() }

    private func log() -> PullLog {
        PullLog(folder: folder.path + "/pulls", delay: .seconds(3_600), now: { [clock] in clock.time })
    }

    @Test("the last pull of each model is read back, over processes and compaction")
    func lastPulls() throws {
        let (one, two) = (log(), log())
        let (a, b) = (try MirrorFolder.model("org/a"), try MirrorFolder.model("org/b"))
        let commit = try MirrorFolder.commit("a")
        one.note(a, commit)
        one.flush()
        clock.advance(120)
        try two.note(a, MirrorFolder.commit("b"))
        two.note(b, commit)
        two.flush()
        for _ in 0..<2 {
            let pulls = try log().lastPulls()
            #expect(try pulls[a] == PullLog.Pull(commit: MirrorFolder.commit("b"), at: clock.time))
            #expect(pulls[b]?.commit == commit && pulls.count == 2)
            try one.compact()
        }
        clock.advance(120)
        one.note(b, commit)
        one.flush()
        #expect(try log().lastPulls()[b]?.at == clock.time)
    }

    @Test("a model is written once a minute, however often it is pulled")
    func rate() throws {
        let log = log()
        let (a, commit) = (try MirrorFolder.model("org/a"), try MirrorFolder.commit("a"))
        for _ in 0..<1_000 { log.note(a, commit) }
        log.flush()
        for _ in 0..<1_000 { log.note(a, commit) }
        log.flush()
        clock.advance(61)
        log.note(a, commit)
        log.flush()
        let text = try String(contentsOfFile: folder.path + "/pulls/log", encoding: .utf8)
        #expect(text.split(separator: "\n").count == 2)
    }

    @Test("a torn line costs that line only, and a compaction that was killed is taken up again")
    func torn() throws {
        let log = log()
        let (a, b, commit) = (try MirrorFolder.model("org/a"), try MirrorFolder.model("org/b"), try MirrorFolder.commit("a"))
        log.note(a, commit)
        log.flush()
        let path = folder.path + "/pulls/log"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try (text + "17000 aaaa").write(toFile: path, atomically: false, encoding: .utf8)
        log.note(b, commit)
        log.flush()
        #expect(try log.lastPulls().count == 2)
        try FileManager.default.moveItem(atPath: path, toPath: folder.path + "/pulls/log.old")
        #expect(try log.lastPulls().count == 2)
        try log.compact()
        #expect(try log.lastPulls().count == 2)
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/pulls/log.old"))
    }

    @Test("where nothing can be written, noting a pull does no harm")
    func unwritable() throws {
        try "in the way".write(toFile: folder.path + "/pulls", atomically: false, encoding: .utf8)
        let log = log()
        try log.note(MirrorFolder.model("org/a"), MirrorFolder.commit("a"))
        log.flush()
    }
}

/// A clock that a test sets.
final class Clock: @unchecked Sendable {  // Safety: `seconds` is only touched with `lock` held.
    private let lock = NSLock()
    private var seconds: Int64 = 1_700_000_000
    func advance(_ by: Int64) { lock.withLock { seconds += by } }
    var time: Timestamp { lock.withLock { Timestamp(milliseconds: seconds * 1_000) } }
}
