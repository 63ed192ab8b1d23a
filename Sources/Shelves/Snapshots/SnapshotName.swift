/// The name of a snapshot: letters, digits, `.`, `_`, `-`; at most 100, the first no dot.
public struct SnapshotName: Hashable, Comparable, Sendable, LosslessStringConvertible {
    public let description: String

    public init?(_ description: String) {
        let isFine = description.utf8.allSatisfy { unit in
            switch unit {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2E, 0x5F, 0x2D: true
            default: false
            }
        }
        // `live` is the word for the state that no snapshot has caught.
        guard isFine, !description.isEmpty, description.utf8.count <= 100, !description.hasPrefix("."), description != "live" else {
            return nil
        }
        self.description = description
    }

    public static func < (left: SnapshotName, right: SnapshotName) -> Bool { left.description < right.description }
}
