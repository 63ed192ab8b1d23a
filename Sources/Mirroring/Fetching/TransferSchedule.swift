/// When a sync may fetch, and how fast: what a site's network allows.
public struct TransferSchedule: Hashable, Sendable {
    /// What holds for a while.
    public enum Allowance: Hashable, Sendable {
        case unlimited
        /// Bytes a second, over all connections; at least 1.
        case limited(Int64)
        /// Nothing is fetched.
        case closed
    }

    /// A time of day with an allowance of its own.
    public struct Window: Hashable, Sendable {
        /// Minutes after midnight, local time, from 0 to 1439.
        public var from: Int
        /// The first minute that is outside again; before `from`: on the next day. Equal to it: the whole day.
        public var to: Int
        public var allowance: Allowance

        public init(from: Int, to: Int, allowance: Allowance) {
            self.from = from
            self.to = to
            self.allowance = allowance
        }

        func contains(_ minute: Int) -> Bool {
            if from == to { return true }
            return from < to ? from <= minute && minute < to : from <= minute || minute < to
        }
    }

    /// Outside of all windows.
    public var otherwise: Allowance
    /// The first that fits counts.
    public var windows: [Window]

    public init(otherwise: Allowance = .unlimited, windows: [Window] = []) {
        self.otherwise = otherwise
        self.windows = windows
    }

    /// What is allowed at a minute of the day.
    public func allowance(at minute: Int) -> Allowance { windows.first { $0.contains(minute) }?.allowance ?? otherwise }

    /// Minutes from `minute` until something may be fetched again; nil: never. 0 where it may now.
    public func wait(from minute: Int) -> Int? {
        (0..<1_440).first { allowance(at: (minute + $0) % 1_440) != .closed }
    }

    /// Nothing is ever held back: no need to look at clocks.
    public var isFree: Bool { otherwise == .unlimited && windows.allSatisfy { $0.allowance == .unlimited } }
}
