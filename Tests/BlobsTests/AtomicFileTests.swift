import Foundation
import TestSupport
import Testing

@testable import Blobs

@Suite struct AtomicFileTests {
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test("a file is replaced as a whole and leaves nothing beside it")
    func replace() throws {
        let path = folder.path + "/a/b/file.json"
        #expect(try AtomicFile.read(path, limit: 10) == nil)
        try AtomicFile.write(Array("one".utf8), to: path)
        try AtomicFile.write(Array("two".utf8), to: path)
        #expect(try AtomicFile.read(path, limit: 10) == Array("two".utf8))
        #expect(folder.files() == ["a/b/file.json"])
    }

    @Test("a file larger than its reader allows is an error, not memory")
    func limit() throws {
        let path = folder.path + "/file"
        try AtomicFile.write([1, 2, 3], to: path)
        #expect(throws: BlobError.self) { try AtomicFile.read(path, limit: 2) }
    }

    @Test("a lock has one holder and is free when that one goes")
    func lock() throws {
        let path = folder.path + "/x/.lock"
        var held = try FileLock(path)
        #expect(held != nil)
        #expect(try FileLock(path) == nil)
        held?.release()
        held = nil
        #expect(try FileLock(path) != nil)
    }
}
