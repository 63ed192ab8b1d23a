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
