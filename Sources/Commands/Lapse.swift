import ArgumentParser
import Vocabulary

/// A length of time, as it is typed: `90d`, `24h`, `30m`, `45s`.
struct Lapse: Hashable, Sendable, ExpressibleByArgument {
    let seconds: Int64

    init(seconds: Int64) { self.seconds = seconds }

    init?(argument: String) {
        guard let seconds = Quantity.parseLapse(argument) else { return nil }
        self.seconds = seconds
    }

    var defaultValueDescription: String { seconds % 3_600 == 0 ? "\(seconds / 3_600)h" : "\(seconds)s" }
}
