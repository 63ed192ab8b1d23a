internal import Foundation

/// Sets of models that were worked out lately: people narrow by the same few values again and again.
final class BitmapCache: @unchecked Sendable {  // Safety: `held` is only touched under `lock`.
    private let lock = NSLock()
    private var held: [String: Bitmap] = [:]

    /// At two million models, 16 MB.
    private static let most = 64

    func bitmap(_ key: String, _ make: () -> Bitmap) -> Bitmap {
        if let known = lock.withLock({ held[key] }) { return known }
        let made = make()
        lock.withLock {
            if held.count >= Self.most { held.removeAll() }
            held[key] = made
        }
        return made
    }
}
