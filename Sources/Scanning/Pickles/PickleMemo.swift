/// What an unpickler keeps by number. Honest writers count from 0; others may use any number, so there is a second place for those.
struct PickleMemo {
    /// No writer known counts otherwise than from 0, but by leaving out a few.
    private static let sparseLimit = 1_000_000
    private static let denseLimit = 16_000_000

    private var dense: [PickleValue] = []
    private var sparse: [Int64: PickleValue] = [:]

    var count: Int { dense.count + sparse.count }

    subscript(key: Int64) -> PickleValue? {
        if key >= 0, key < dense.count { return dense[Int(key)] }
        return sparse[key]
    }

    mutating func keep(_ value: PickleValue, as key: Int64) {
        if key >= 0, key < dense.count {
            dense[Int(key)] = value
        } else if key == dense.count, dense.count < Self.denseLimit {
            if !sparse.isEmpty { sparse[key] = nil }
            dense.append(value)
        } else if sparse.count < Self.sparseLimit {
            sparse[key] = value
        }
    }
}
