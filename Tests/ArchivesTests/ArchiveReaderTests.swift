import Archives
import Foundation
import TestSupport
import Testing
import Vocabulary

@Suite struct ArchiveReaderTests {
    private typealias Item = ArchiveBuilder.Item

    /// Reads everything: names and contents.
    private func read(_ bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()) throws(ArchiveError) -> [String: [UInt8]?] {
        var reader = try ArchiveReader(bytes: bytes, name: "test", limits: limits)
        var found: [String: [UInt8]?] = [:]
        while let entry = try reader.next() {
            found[entry.path.description] = entry.kind == .folder ? .some(nil) : try reader.contents(upTo: 1 << 24)
        }
        return found
    }

    private func failure(_ bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()) -> ArchiveError? {
        do {
            _ = try read(bytes, limits: limits)
            return nil
        } catch { return error }
    }

    @Test("files and folders come back as they went in, in every format", arguments: ArchiveBuilder.Format.allCases)
    func roundTrip(format: ArchiveBuilder.Format) throws {
        let large = SampleRepositories.noise(300_000, seed: 3)
        let bytes = ArchiveBuilder.build(
            format,
            [
                Item(name: "folder/", type: 0o040000), Item(name: "folder/a b+c.txt", content: Array("hello".utf8)), Item(name: "empty"),
                Item(name: "weights.bin", content: large),
            ])
        let found = try read(bytes)
        #expect(found == ["folder": nil, "folder/a b+c.txt": Array("hello".utf8), "empty": [], "weights.bin": large])
    }

    @Test("an archive on disk is read like one in memory, and skipped entries do not disturb the next")
    func onDisk() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("x.zip")
            let bytes = ArchiveBuilder.build(.zip, [Item(name: "a", content: [1, 2, 3]), Item(name: "b", content: [4])])
            try Data(bytes).write(to: file)
            var reader = try ArchiveReader(path: file.path)
            #expect(try reader.next()?.path.description == "a")
            #expect(try reader.next()?.path.description == "b")
            #expect(try reader.contents(upTo: 10) == [4])
            #expect(try reader.next() == nil)
        }
    }

    @Test(
        "names that lead out of the folder are refused",
        arguments: ["../evil", "a/../../evil", "/etc/evil", "a/./b", "..", "C:/evil", "..\\evil", "nul"], [ArchiveBuilder.Format.tar, .zip])
    func names(name: String, format: ArchiveBuilder.Format) {
        let bytes = ArchiveBuilder.build(format, [Item(name: "good", content: [1]), Item(name: name, content: [2])])
        guard case .refused(_, let entry, _)? = failure(bytes) else {
            Issue.record("\(name) was let through")
            return
        }
        #expect(!entry.isEmpty)
    }

    @Test(
        "links, devices and FIFOs are refused",
        arguments: [
            ("symbolic link", 0o120000, "/etc/passwd"), ("symbolic link", 0o120000, "inside"), ("device", 0o020000, nil),
            ("device", 0o060000, nil), ("FIFO", 0o010000, nil),
        ] as [(String, UInt32, String?)])
    func kinds(word: String, type: UInt32, target: String?) {
        let bytes = ArchiveBuilder.build(.tar, [Item(name: "odd", type: type, linkTarget: target)])
        let error = failure(bytes)
        guard case .refused(_, "odd", let reason)? = error else {
            Issue.record("got \(String(describing: error))")
            return
        }
        #expect(reason.contains(word))
    }

    @Test("a hard link is refused, and so is a symbolic link in a zip")
    func moreLinks() {
        let hard = ArchiveBuilder.build(.tar, [Item(name: "a", content: [1]), Item(name: "b", hardLinkTarget: "a")])
        let soft = ArchiveBuilder.build(.zip, [Item(name: "b", type: 0o120000, linkTarget: "/etc/passwd")])
        for bytes in [hard, soft] {
            guard case .refused(_, "b", _)? = failure(bytes) else {
                Issue.record("a link was let through")
                return
            }
        }
    }

    @Test("the same name twice is refused")
    func twice() {
        let bytes = ArchiveBuilder.build(.tar, [Item(name: "a", content: [1]), Item(name: "a", content: [2])])
        #expect(failure(bytes) == .refused(archive: "test", entry: "a", reason: "the name occurs twice"))
    }

    @Test(
        "a bomb is left alone long before it has unpacked, whether it is read or skipped",
        arguments: [ArchiveBuilder.Format.zip, .tarGzip, .tarZstd])
    func bomb(format: ArchiveBuilder.Format) throws {
        let bytes = ArchiveBuilder.build(format, [Item(name: "zeros", content: [UInt8](repeating: 0, count: 32 << 20)), Item(name: "b")])
        #expect(bytes.count < 100_000)
        guard case .tooMuch(_, "zeros", _)? = failure(bytes, limits: ArchiveLimits(ratio: 100)) else {
            Issue.record("the bomb went off")
            return
        }
        var reader = try ArchiveReader(bytes: bytes, name: "test", limits: ArchiveLimits(ratio: 100))
        _ = try reader.next()
        var skipped: ArchiveError?
        do { _ = try reader.next() } catch { skipped = error }
        guard case .tooMuch? = skipped else {
            Issue.record("the bomb went off while it was skipped")
            return
        }
    }

    @Test("limits hold for the number of entries, the bytes of one and the bytes of all")
    func limits() {
        let bytes = ArchiveBuilder.build(.tar, (1...5).map { Item(name: "f\($0)", content: [UInt8](repeating: 1, count: 100)) })
        for limits in [ArchiveLimits(entries: 4), ArchiveLimits(entryBytes: 99), ArchiveLimits(totalBytes: 499)] {
            guard case .tooMuch? = failure(bytes, limits: limits) else {
                Issue.record("\(limits) did not hold")
                return
            }
        }
        #expect(failure(bytes, limits: ArchiveLimits(entries: 5, entryBytes: 100, totalBytes: 500)) == nil)
    }

    @Test("an archive that was cut off anywhere is an error, never a shorter archive", arguments: ArchiveBuilder.Format.allCases)
    func truncated(format: ArchiveBuilder.Format) {
        let content = SampleRepositories.noise(20_000, seed: 5)
        let whole = ArchiveBuilder.build(format, [Item(name: "a", content: content), Item(name: "b", content: content)])
        // A tar is padded behind its end mark, and that loss loses nothing.
        let end = format == .tar ? 42_500 : whole.count - 40
        for cut in stride(from: 0, to: end, by: 997) {
            #expect(failure(Array(whole[..<cut])) != nil, "\(format) cut at \(cut) of \(whole.count)")
        }
    }

    @Test("a byte that changed in the middle of a zip's file is noticed")
    func changed() {
        var bytes = ArchiveBuilder.build(.zip, [Item(name: "a", content: SampleRepositories.noise(20_000, seed: 5))])
        bytes[bytes.count / 2] ^= 0xFF
        let error = failure(bytes)
        guard case .damaged? = error else {
            Issue.record("got \(String(describing: error))")
            return
        }
    }

    @Test("garbage of many kinds is an error and nothing worse")
    func garbage() {
        #expect(failure([]) != nil)
        #expect(failure(Array("hello, I am not an archive".utf8)) != nil)
        for seed in 0..<50 {
            #expect(failure(SampleRepositories.noise(3_000, seed: UInt64(seed))) != nil)
            #expect(failure(Array("PK\u{3}\u{4}".utf8) + SampleRepositories.noise(500, seed: UInt64(seed))) != nil)
        }
    }

    @Test("a file that is not there is named in the error")
    func missing() {
        do {
            _ = try ArchiveReader(path: "/nonexistent/x.whl")
            Issue.record("it opened")
        } catch {
            #expect(error.description.hasPrefix("/nonexistent/x.whl can't be opened"))
        }
    }
}
