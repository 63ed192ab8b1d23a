import Scanning
import Testing

@Suite struct ArchiveGateTests {
    private let evil = PickleWriter.call("os", "system")

    @Test("entries are looked into whatever their name, packed or not, archives within too")
    func entries() async throws {
        for isDeflated in [false, true] {
            for name in ["data.pkl", "m/data.pkl", "notes.txt", "deep/er/x"] {
                var zip = ZipWriter([("a.txt", bytes("hello")), (name, evil)])
                zip.entries[1].isDeflated = isDeflated
                #expect(try await scan(zip.file, name: "m.zip").verdict == .dangerous)
                let outer = ZipWriter([("inner.zip", zip.file)])
                let scan = try await scan(outer.file, name: "m.zip")
                #expect(scan.verdict == .dangerous)
                #expect(scan.reasons.first?.place == "inner.zip!\(name)")
            }
        }
    }

    @Test("what makes two readers see two things is suspicious")
    func oddities() async throws {
        let data = ("m/data.pkl", PickleWriter.stateDict())
        func odd(_ change: (inout ZipWriter) -> Void) async throws -> [ScanCode] {
            var zip = PickleWriter.torchZip()
            change(&zip)
            return try await codes(zip.file, name: "m.pt")
        }
        #expect(try await odd { _ in } == [])
        #expect(try await odd { $0.prefix = bytes("#!/bin/sh\n") }.contains(.scriptAsWeights))
        #expect(try await odd { $0.prefix = [0x50, 0x4B, 3, 4, 0, 0] }.contains(.zipPrefix))
        #expect(try await odd { $0.suffix = [1, 2, 3] } == [.zipSuffix])
        #expect(try await odd { $0.announced = 9 } == [.zipWrongCount])
        #expect(try await odd { $0.entries.append(.init(name: data.0, data: data.1)) }.contains(.zipRepeatedName))
        #expect(try await odd { $0.entries[2].gap = 40 } == [.zipHiddenBytes])
        #expect(try await odd { $0.entries[0].localName = "m/datap.kl" } == [.zipLocalDiffers])
        #expect(try await odd { $0.entries[0].flags = 1 } == [.zipFlags])
        #expect(try await odd { $0.entries[0].flags = 0x40 } == [.zipFlags])
        #expect(try await odd { $0.entries[0].checksum = 1 } == [.zipChecksum])
        #expect(try await odd { $0.entries[0].size = 1 } == [.zipSize])
        #expect(try await odd { $0.entries[3].method = 12 }.contains(.archiveUnread))
        #expect(try await odd { $0.entries[3].name = "../../etc/x" }.contains(.zipUnsafeName))
        #expect(try await odd { $0.entries[2].offset = 0 }.contains(.zipOverlap))
        #expect(try await odd { $0.entries[2].offset = 0x7FFF_FFFF }.contains(.zipLocalDiffers))
    }

    @Test("a second directory behind the first is noticed, and hidden contents are dangerous where they are found")
    func twoDirectories() async throws {
        let file = PickleWriter.torchZip().file
        let end = Array(file.suffix(22))
        #expect(try await codes(file + end, name: "m.pt").contains(.zipTwoDirectories))
        for flags: UInt16 in [1, 0x20, 0x40] {
            var zip = ZipWriter([("data.pkl", evil)])
            zip.entries[0].flags = flags
            zip.entries[0].checksum = 0
            #expect(try await scan(zip.file, name: "m.zip").verdict == .dangerous)
        }
    }

    @Test("bombs are not unpacked")
    func bombs() async throws {
        var limits = FileScanner.Limits()
        limits.unpacked = 1 << 20
        var zip = ZipWriter([("a.bin", [UInt8](repeating: 0, count: 4 << 20))])
        zip.entries[0].isDeflated = true
        #expect(try await codes(zip.file, name: "m.zip", limits: limits) == [.archiveTooMuch])
        #expect(
            try await codes(deflated([UInt8](repeating: 0, count: 4 << 20), bits: 31), name: "m.gz", limits: limits) == [.archiveTooMuch])
        limits.unpackedTotal = 2 << 20
        var many = ZipWriter((0..<8).map { ("\($0)", [UInt8](repeating: 0, count: 1 << 20)) })
        for index in many.entries.indices { many.entries[index].isDeflated = true }
        #expect(try await codes(many.file, name: "m.zip", limits: limits).contains(.archiveTooMuch))
        limits.entries = 10
        #expect(try await codes(ZipWriter((0..<20).map { ("\($0)", [1]) }).file, name: "m.zip", limits: limits).contains(.archiveTooMuch))
        // Zeros that are numbers are only zeros.
        let array = numpy("{'descr': '<f4', 'fortran_order': False, 'shape': (1048576,), }", data: [UInt8](repeating: 0, count: 4 << 20))
        var numbers = ZipWriter([("a.npy", array)])
        numbers.entries[0].isDeflated = true
        limits = FileScanner.Limits()
        limits.unpacked = 1 << 20
        #expect(try await scan(numbers.file, name: "m.npz", limits: limits).reasons == [])
    }

    @Test("an archive whose entries are all on the same bytes is not looked at over and over")
    func sameBytes() async throws {
        let pickle = [0x80, 2] + bytes("(") + [UInt8](repeating: UInt8(ascii: "N"), count: 200_000) + bytes("l.")
        var zip = ZipWriter([("0", pickle)])
        for index in 1..<3_000 {
            zip.entries.append(.init(name: "\(index)", data: [], localName: ""))
            zip.entries[index].offset = 0
            zip.entries[index].packedSize = UInt32(pickle.count)
            zip.entries[index].size = UInt32(pickle.count)
        }
        let found = try await codes(zip.file, name: "m.zip")
        #expect(found.contains(.archiveTooMuch))
        #expect(found.contains(.zipOverlap))
    }

    @Test("archives in archives end somewhere")
    func depth() async throws {
        var file = evil
        for _ in 0..<20 { file = ZipWriter([("a.zip", file)]).file }
        #expect(try await codes(file, name: "m.zip") == [.archiveTooDeep])
    }

    @Test("what can't be opened is suspicious, not clean")
    func unread() async throws {
        #expect(try await codes([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4], name: "m.7z") == [.archiveUnread])
        #expect(try await codes([0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 100), name: "m.pt") == [.archiveBroken])
        #expect(try await codes([0x1F, 0x8B, 8, 1, 2, 3, 4, 5, 6, 7, 8, 9], name: "m.gz") == [.archiveBroken])
    }

    @Test("entries of a tar are looked into, and links and ways out noticed")
    func tar() async throws {
        func block(_ name: String, _ data: [UInt8], type: UInt8 = UInt8(ascii: "0")) -> [UInt8] {
            var head = bytes(name) + [UInt8](repeating: 0, count: 124 - name.utf8.count)
            head += bytes(
                String(String(data.count, radix: 8).reversed() + String(repeating: "0", count: 11)).prefix(11).reversed().map(String.init)
                    .joined())
            head += [UInt8](repeating: 0, count: 156 - head.count) + [type]
            head += [UInt8](repeating: 0, count: 257 - head.count) + bytes("ustar\u{0}00")
            head += [UInt8](repeating: 0, count: 512 - head.count)
            return head + data + [UInt8](repeating: 0, count: (512 - data.count % 512) % 512)
        }
        let end = [UInt8](repeating: 0, count: 1_024)
        #expect(try await scan(block("a", bytes("x")) + block("pickle", evil) + end, name: "m.tar").verdict == .dangerous)
        #expect(try await codes(block("../a", bytes("x")) + end, name: "m.tar") == [.zipUnsafeName])
        #expect(try await codes(block("a", [], type: UInt8(ascii: "2")) + end, name: "m.tar") == [.zipUnsafeName])
        #expect(try await codes(block("a", bytes("x")) + [UInt8](repeating: 7, count: 512), name: "m.tar") == [.archiveBroken])
        #expect(try await scan(deflated(block("pickle", evil) + end, bits: 31), name: "m.tar.gz").verdict == .dangerous)
    }
}
