/// How many requests at a time, found out by trying: more while more brings more, fewer where it does not, half when a hub shows
/// that it is too much. Decides; measures and waits nothing itself.
struct ConcurrencyPace: Sendable {
    /// Work per second that counts as the same: loopback and Wi-Fi both sway by that much.
    private static let sway = 0.05
    /// Looks without a change after which another number is tried: networks change.
    private static let rest = 8

    private let bounds: ClosedRange<Int>
    private(set) var limit: Int
    private var step = 1
    private var last: Double?
    private var quiet = 0

    /// Begins with eight, the number browsers and other downloaders use, or the bound if that is smaller.
    init(most: Int) {
        bounds = 1...max(1, most)
        limit = min(8, bounds.upperBound)
    }

    /// Work done per second since the last look, with `limit` at a time.
    mutating func observe(_ rate: Double) {
        guard let last else {
            last = rate
            move(1)
            return
        }
        self.last = rate
        if rate > last * (1 + Self.sway) {
            quiet = 0
            move(step)
        } else if rate < last * (1 - Self.sway) {
            quiet = 0
            move(-step)
        } else {
            // As much with more is no reason to take more: the step that brought nothing is taken back.
            if quiet == 0, step > 0 { move(-1) }
            quiet += 1
            if quiet >= Self.rest {
                quiet = 0
                move(1)
            }
        }
    }

    /// The hub says that it is too much (429, 503), or connections break: half of it.
    mutating func retreat() {
        limit = max(bounds.lowerBound, limit / 2)
        last = nil
        quiet = 1
        step = 1
    }

    private mutating func move(_ direction: Int) {
        step = direction < 0 ? -1 : 1
        let width = max(1, limit / 4)
        limit = min(bounds.upperBound, max(bounds.lowerBound, limit + step * width))
    }
}
