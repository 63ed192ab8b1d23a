import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Blobs

@Suite struct ComparedLeavesTests {
    private let content = pattern((3 << 20) + 777)

    private func tree() -> (Digest, HashTree) {
        var builder = TreeBuilder()
        content.withUnsafeBytes { builder.update($0) }
        return builder.finish()
    }

    /// Another byte, with or without the time of modification that tells of it.
    private func flip(_ path: String, at offset: Int, isTold: Bool) throws {
        var before = stat()
        #expect(stat(path, &before) == 0)
        let file = open(path, O_RDWR)
        defer { close(file) }
        var byte = content[offset] ^ 1
        #expect(pwrite(file, &byte, 1, off_t(offset)) == 1)
        let time = isTold ? timespec(tv_sec: before.st_mtim.tv_sec + 1, tv_nsec: 0) : before.st_mtim
        #expect(futimens(file, [time, time]) == 0)
    }

    @Test("a leaf is compared once in a generation of its file; another generation, digest or place is compared for itself")
    func once() throws {
        let folder = try ScratchFolder()
        let (digest, tree) = tree()
        let path = folder.path + "/file"
        try Data(content).write(to: URL(fileURLWithPath: path))
        let file = try #require(try PosixFile(reading: path))
        let compared = ComparedLeaves()
        func wrong(_ range: Range<Int64>, of digest: Digest) throws -> Int? {
            try compared.firstWrong(in: range, of: digest, tree, file, try file.generation(), holding: 0..<tree.size)
        }
        #expect(try wrong(0..<2 << 20, of: digest) == nil)
        try flip(path, at: 5, isTold: false)
        try flip(path, at: (2 << 20) + 5, isTold: false)
        #expect(try wrong(0..<2 << 20, of: digest) == nil)
        #expect(try wrong(0..<tree.size, of: digest) == 2, "the third was not looked at before")
        #expect(try wrong(0..<tree.size, of: Digest(hashing: [1])) == 0)
        try flip(path, at: 5, isTold: true)
        #expect(try wrong(0..<2 << 20, of: digest) == 0)
        #expect(try wrong(1 << 20..<2 << 20, of: digest) == nil)
    }

    @Test("a file may have some leaves of a blob")
    func part() throws {
        let folder = try ScratchFolder()
        let (digest, tree) = tree()
        let path = folder.path + "/part"
        try Data(content[(2 << 20)...]).write(to: URL(fileURLWithPath: path))
        let file = try #require(try PosixFile(reading: path))
        let (compared, all) = (ComparedLeaves(), Int64(0)..<tree.size)
        #expect(try compared.firstWrong(in: all, of: digest, tree, file, try file.generation(), holding: 2 << 20..<tree.size) == nil)
        #expect(try compared.firstWrong(in: all, of: digest, tree, file, try file.generation(), holding: 1 << 20..<3 << 20) == 1)
    }

    @Test("what is remembered is bounded: beyond that it is compared again")
    func bound() throws {
        let folder = try ScratchFolder()
        let (digest, tree) = tree()
        let path = folder.path + "/file"
        try Data(content).write(to: URL(fileURLWithPath: path))
        let file = try #require(try PosixFile(reading: path))
        let compared = ComparedLeaves(most: 1_000)
        func wrong(_ digest: Digest) throws -> Int? {
            try compared.firstWrong(in: 0..<1, of: digest, tree, file, try file.generation(), holding: 0..<tree.size)
        }
        #expect(try wrong(digest) == nil)
        try flip(path, at: 5, isTold: false)
        for other in 0..<4 { #expect(try wrong(Digest(hashing: [UInt8(other)])) == 0) }
        #expect(try wrong(digest) == nil)
        for other in 0..<8 { #expect(try wrong(Digest(hashing: [UInt8(other)])) == 0) }
        #expect(try wrong(digest) == 0)
    }
}
