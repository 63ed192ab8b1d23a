public import Blobs
internal import Foundation
public import Vocabulary

/// One client's view of a file that is being fetched. As long as it lives the fetch has somebody who waits for it.
public final class FillStream: @unchecked Sendable {  // Safety: `taken` and `trickled` are only touched by the one task that reads.
    /// What a client may do next.
    public enum Step: Sendable {
        /// Bytes that may be given out, and who reads them. The reader has a descriptor.
        case bytes(Range<Int64>, any BlobReader)
        /// The file is in the store, whole and verified.
        case held(Digest)
        /// Nothing may be given out yet. `isArriving`: its bytes come, and are withheld; `isInTrouble`: the hub fails to send them.
        case nothing(isArriving: Bool, isInTrouble: Bool)
    }

    /// A byte a time, while bytes are withheld, keeps stock clients from giving up (they do after ten seconds without one). Bounded: what
    /// trickles must never amount to anything.
    private static let longestTrickle = 4_096

    private let progress: FillProgress
    private let counter: FillCounter
    private let mustWait: Bool
    private var taken: Int?
    private var trickled = 0

    /// nil: the fetch is being given up.
    init?(_ progress: FillProgress, mustWait: Bool, counter: FillCounter) {
        guard progress.join() else { return nil }
        self.progress = progress
        self.mustWait = mustWait
        self.counter = counter
        counter.note { $0.waiting += 1 }
    }

    deinit {
        progress.leave()
        counter.note { $0.waiting -= 1 }
    }

    /// What may be given out from `offset` on, within `patience`. `isBegun`: the answer's head is out, so that a single byte of what is
    /// withheld may follow it.
    public func next(from offset: Int64, patience: Duration, isBegun: Bool) async throws(FillError) -> Step {
        switch try await progress.next(from: offset, taken: &taken, mustWait: mustWait, patience: patience) {
        case .bytes(let range, let reader): return .bytes(range, reader)
        case .held(let digest): return .held(digest)
        case .nothing(let hasByte, let isInTrouble):
            guard isBegun, hasByte, trickled < Self.longestTrickle,
                let reader = progress.withheldByte(at: offset, taken: &taken)
            else { return .nothing(isArriving: hasByte, isInTrouble: isInTrouble) }
            trickled += 1
            return .bytes(offset..<offset + 1, reader)
        }
    }
}
