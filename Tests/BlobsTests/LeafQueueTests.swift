import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Blobs

@Suite struct LeafQueueTests {
    private let buffers = LeafBuffers(size: 4_096)

    @Test("leaves in their order stay in memory until the hash has come to them, as far as the window reaches")
    func window() {
        let queue = LeafQueue(known: [Bool](repeating: false, count: LeafQueue.window + 2))
        for leaf in 0..<LeafQueue.window { #expect(queue.add(leaf, buffers.take())) }
        #expect(!queue.add(LeafQueue.window, buffers.take()))
        // The hash goes one leaf further, and the window with it.
        guard queue.next(0) == .next, queue.takeHeld(0) != nil, queue.next(1) == .next else {
            Issue.record("the first leaf was not handed out")
            return
        }
        #expect(queue.add(LeafQueue.window, buffers.take()))
        #expect(queue.takeHeld(LeafQueue.window) != nil)
    }

    @Test("leaves of all files together wait for hashers up to a number; who brings one more waits for one to be written")
    func most() async throws {
        var all = (0..<LeafBuffers.most).map { _ in buffers.take() }
        for buffer in all { buffer.enter() }
        let (entered, signal) = AsyncStream.makeStream(of: Bool.self)
        Thread.detachNewThread { [buffers] in
            buffers.take().enter()
            signal.yield(true)
        }
        // Time enough for it to go on, if it did not wait.
        try await Task.sleep(for: .milliseconds(200))
        signal.yield(false)
        var answers = entered.makeAsyncIterator()
        #expect(await answers.next() == false)
        all.removeLast()
        #expect(await answers.next() == true)
    }

    @Test("a leaf far before the hash is left to the writer; a nearer one out of its order is kept until the hash comes to it")
    func far() {
        let queue = LeafQueue(known: [Bool](repeating: false, count: LeafQueue.window * 2))
        #expect(!queue.add(LeafQueue.window, buffers.take()))
        #expect(queue.takeHeld(LeafQueue.window) == nil)
        #expect(queue.add(2, buffers.take()) && queue.add(0, buffers.take()))
        #expect(queue.next(0) == .next)
        #expect(queue.add(1, buffers.take()) && queue.next(1) == .next && queue.next(2) == .next)
        #expect(queue.takeHeld(2) != nil)
    }

    @Test("leaves kept out of their order wait up to a number, and nobody waits for room among them")
    func early() {
        var all = (0..<LeafBuffers.most).map { _ in buffers.take() }
        let room = all.prefix { $0.enterEarly() }.count
        #expect(room > 0 && room < LeafBuffers.most && !buffers.take().enterEarly())
        all.removeFirst()
        #expect(buffers.take().enterEarly())
    }

    @Test("what is kept in memory behind a gap is handed out when it has waited, and at the end")
    func heldBehindGap() async throws {
        let queue = LeafQueue(known: [Bool](repeating: false, count: 10), patience: .milliseconds(20))
        #expect(queue.add(3, buffers.take()))
        #expect(queue.next(0) == .alone(3, nil) && queue.takeHeld(3) != nil)
        #expect(queue.add(5, buffers.take()) && queue.add(0, buffers.take()) && queue.add(7, buffers.take()))
        queue.close(keepingWaiting: true)
        #expect(queue.next(0) == .alone(5, 7) && queue.takeHeld(5) != nil && queue.takeHeld(7) != nil)
        #expect(queue.next(0) == .next && queue.takeHeld(0) != nil && queue.next(1) == nil)
    }

    @Test("a leaf behind a gap is hashed by itself once it has waited, with another one, and not where the file's hash will soon be")
    func patience() async throws {
        let queue = LeafQueue(known: [Bool](repeating: false, count: 10), patience: .milliseconds(50))
        for leaf in [0, 1, 5, 7] { queue.add(leaf) }
        #expect(queue.next(0) == .next)
        try await Task.sleep(for: .milliseconds(60))
        // 0 and 1 are older, but the file's hash is on its way to them.
        #expect(queue.next(1) == .next)
        #expect(queue.next(2) == .alone(5, 7))
        queue.add(2)
        #expect(queue.next(2) == .next)
        queue.add(9)
        queue.close(keepingWaiting: true)
        #expect(queue.next(3) == .alone(9, nil))
        #expect(queue.next(3) == nil)
    }

    @Test("at its end a queue hands out what has no record yet, wherever it is")
    func flush() {
        let queue = LeafQueue(known: [Bool](repeating: false, count: 10), patience: .seconds(1_000))
        for leaf in [0, 1, 2, 6] { queue.add(leaf) }
        #expect(queue.next(1) == .next)
        queue.close(keepingWaiting: true)
        #expect(queue.next(1) == .alone(1, 2))
        #expect(queue.next(1) == .alone(6, nil))
        #expect(queue.next(1) == nil)
    }

    @Test("a queue whose hashing has failed takes nothing more and gives up what it had")
    func closed() {
        let queue = LeafQueue(known: [false, false])
        #expect(queue.add(0, buffers.take()))
        queue.close(keepingWaiting: false)
        #expect(queue.takeHeld(0) == nil)
        #expect(!queue.add(1, buffers.take()))
    }
}
