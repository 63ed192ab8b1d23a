import Foundation
import TestSupport
import Testing

@testable import Blobs

@Suite struct LeafQueueTests {
    private let buffers = LeafBuffers(size: 4_096)

    @Test("leaves in their order stay in memory until the hash has come to them, and the writer waits where it has enough")
    func window() async throws {
        let queue = LeafQueue(known: [nil, nil, nil, nil, nil, nil])
        for leaf in 0..<LeafQueue.window { #expect(queue.add(leaf, buffers.take())) }
        let (added, signal) = AsyncStream.makeStream(of: Bool.self)
        Thread.detachNewThread { [buffers] in signal.yield(queue.add(LeafQueue.window, buffers.take())) }
        // The hash goes one leaf further, and the writer with it.
        guard case .file = queue.next(0), queue.takeHeld(0) != nil, case .file = queue.next(1) else {
            Issue.record("the first leaf was not handed out")
            return
        }
        #expect(await added.first { _ in true } == true)
        #expect(queue.takeHeld(LeafQueue.window) != nil)
    }

    @Test("a leaf out of its order, or far before the hash, is left to the writer")
    func far() {
        let queue = LeafQueue(known: [nil, nil, nil, nil, nil, nil, nil, nil])
        #expect(!queue.add(1, buffers.take()))
        queue.add([0, 1, 2, 3, 4, 5])
        #expect(!queue.add(6, buffers.take()))
        #expect(queue.takeHeld(6) == nil)
    }

    @Test("a writer that waits is let go when the hashing has failed")
    func closed() async {
        let queue = LeafQueue(known: [nil, nil, nil, nil, nil])
        for leaf in 0..<LeafQueue.window { #expect(queue.add(leaf, buffers.take())) }
        let (added, signal) = AsyncStream.makeStream(of: Bool.self)
        Thread.detachNewThread { [buffers] in signal.yield(queue.add(LeafQueue.window, buffers.take())) }
        queue.close(keepingWaiting: false)
        #expect(await added.first { _ in true } == false)
    }
}
