import ArgumentParser

/// A length of time, as it is typed: `90d`, `24h`, `30m`, `45s`.
struct Lapse: Hashable, Sendable, ExpressibleByArgument {
    let seconds: Int64

    init(seconds: Int64) { self.seconds = seconds }

    init?(argument: String) {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800]
        guard let unit = argument.last.flatMap({ units[$0] }), let count = Int64(argument.dropLast()), (0...1_000_000).contains(count)
        else {
            return nil
        }
        seconds = count * unit
    }

    var defaultValueDescription: String { seconds % 3_600 == 0 ? "\(seconds / 3_600)h" : "\(seconds)s" }
}
