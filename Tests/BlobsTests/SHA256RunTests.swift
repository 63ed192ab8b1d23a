import Dispatch
import TestSupport
import Testing
import Vocabulary

@testable import Blobs

@Suite struct SHA256RunTests {
    @Test("one run and two at once agree with another library, at every length around a block", arguments: [true, false])
    func runs(isFast: Bool) {
        let bytes = pattern(4_500)
        for count in Array(0...300) + [1_000, 4_095, 4_096, 4_097, 4_500] {
            for other in [0, 1, 63, 64, 65, 128, 4_096, 4_500] {
                let digests = bytes[..<count].withUnsafeBytes { one in
                    bytes[..<other].withUnsafeBytes { two in hash(one, two, isFast: isFast) }
                }
                #expect(digests == (plainDigest(bytes[..<count]), plainDigest(bytes[..<other])))
            }
        }
    }

    @Test("a run goes on from another's state behind any block", arguments: [true, false])
    func states(isFast: Bool) {
        let isFast = isFast && SHA256Run.isFast
        let bytes = pattern(1_000)
        for count in stride(from: 0, through: 960, by: 64) {
            var run = SHA256Run(isFast: isFast)
            bytes[..<count].withUnsafeBytes { run.update($0) }
            // By the other way of hashing: states are the same whoever makes them.
            var next = SHA256Run(after: run.state, length: Int64(count), isFast: !isFast && SHA256Run.isFast)
            #expect(bytes[count...].withUnsafeBytes { next.finish($0) } == plainDigest(bytes[...]))
        }
    }

    @Test(
        "a tree is the same however its bytes come in, and has one leaf for an even MiB",
        arguments: [0, 1, 1 << 20, (2 << 20) + 77, 3 << 20])
    func builder(count: Int) {
        let bytes = pattern(count)
        var whole = TreeBuilder()
        bytes.withUnsafeBytes { whole.update($0) }
        let (digest, tree) = whole.finish()
        #expect(digest == plainDigest(bytes[...]) && tree.size == Int64(count) && tree.leaves.last == (count > 0 ? digest : nil))
        for step in [63, 64, 1_000_003] where count > 0 {
            var pieces = TreeBuilder()
            for start in stride(from: 0, to: count, by: step) {
                bytes[start..<min(count, start + step)].withUnsafeBytes { pieces.update($0) }
            }
            let found = pieces.finish()
            #expect(found.digest == digest && found.tree == tree, "in pieces of \(step)")
        }
        for leaf in tree.leaves.indices {
            let range = tree.range(of: leaf)
            #expect(bytes[Int(range.lowerBound)..<Int(range.upperBound)].withUnsafeBytes { tree.matches($0, leaf: leaf) })
        }
    }

    @Test("many runs at once over one desk come to what each would alone", arguments: [0, 1, 20])
    func desk(patience: Int) async {
        let desk = HashDesk(patience: .milliseconds(patience))
        let found = await withTaskGroup(of: (Int, Digest).self) { group in
            for file in 0..<8 {
                group.addTask {
                    await Offload.run {
                        var run = SHA256Run()
                        desk.enter()
                        defer { desk.leave() }
                        let bytes = pattern(64 * (100 + file))
                        for start in stride(from: 0, to: bytes.count, by: 6_400) {
                            bytes[start..<min(start + 6_400, bytes.count)].withUnsafeBytes { desk.update(&run, $0) }
                        }
                        return (file, run.finish(UnsafeRawBufferPointer(start: nil, count: 0)))
                    }
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        for file in 0..<8 { #expect(found[file] == plainDigest(pattern(64 * (100 + file))[...])) }
    }

    @Test("bytes of one fast file among many that bring nothing hardly wait for company")
    func noCompany() {
        let desk = HashDesk(patience: .milliseconds(20))
        for _ in 0..<3 { desk.enter() }
        var run = SHA256Run()
        let bytes = pattern(64)
        let start = ContinuousClock.now
        for _ in 0..<300 { bytes.withUnsafeBytes { desk.update(&run, $0) } }
        // Waits after 1, 2, 4, … 64, 64 and 64 that went alone: ten or eleven of 300, which would take six seconds.
        #expect(ContinuousClock.now - start < .seconds(3))
    }

    private func hash(_ one: UnsafeRawBufferPointer, _ two: UnsafeRawBufferPointer, isFast: Bool) -> (Digest, Digest) {
        var (first, second) = (SHA256Run(isFast: isFast && SHA256Run.isFast), SHA256Run(isFast: isFast && SHA256Run.isFast))
        let (ours, theirs) = (one.count / 64 * 64, two.count / 64 * 64)
        SHA256Run.update(
            &first, UnsafeRawBufferPointer(rebasing: one[..<ours]), &second, UnsafeRawBufferPointer(rebasing: two[..<theirs]))
        return (
            first.finish(UnsafeRawBufferPointer(rebasing: one[ours...])), second.finish(UnsafeRawBufferPointer(rebasing: two[theirs...]))
        )
    }
}
