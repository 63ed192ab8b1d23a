internal import Foundation
internal import Vocabulary

/// Contents of which wrong bytes were given out. Forgotten when the process ends.
final class SpoiledContents: @unchecked Sendable {  // Safety: `contents` is only touched with `lock` held.
    /// Remembered at most.
    private static let most = 10_000

    private let lock = NSLock()
    private var contents: Set<ContentID> = []

    func contains(_ content: ContentID) -> Bool { lock.withLock { contents.contains(content) } }

    func insert(_ content: ContentID) {
        lock.withLock {
            if contents.count >= Self.most { contents.removeFirst() }
            contents.insert(content)
        }
    }
}
