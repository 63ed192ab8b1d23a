internal import Catalog

/// Numbers of models, a column each, and the orders they are shown in.
struct NumberColumns {
    /// How long ago a sample was taken.
    enum Span { case week, month }

    /// What stands for "not known" where every other number is possible.
    static let unknown = Int64.min
    static let unknownGrowth = Int32.min

    private var flags: [UInt8] = []
    private var created: [Int64] = []
    private var modified: [Int64] = []
    private var downloads: [Int64] = []
    private var likes: [Int64] = []
    private var hubTrending: [Float] = []
    private var size: [Int64] = []
    private var parameters: [Int64] = []
    private var cache: [UInt32] = []
    private var completeness: [UInt8] = []
    private var evaluations: [UInt16] = []
    private var growth: [[Int32]] = []

    mutating func add(_ model: IndexedModel) {
        var bits = ModelFlags()
        if model.isVanished { bits.insert(.vanished) }
        if model.isDisabled { bits.insert(.disabled) }
        if model.isPrivate { bits.insert(.private) }
        flags.append(bits.rawValue)
        created.append(model.created ?? Self.unknown)
        modified.append(model.modified ?? Self.unknown)
        downloads.append(model.downloads ?? Self.unknown)
        likes.append(model.likes ?? Self.unknown)
        hubTrending.append(Float(model.trending ?? -.infinity))
        size.append(model.downloadSize ?? Self.unknown)
        parameters.append(model.parameters ?? Self.unknown)
        cache.append(UInt32(clamping: model.cachePerToken ?? 0))
        completeness.append(UInt8(clamping: Int(((model.completeness ?? 0) * 255).rounded())))
        evaluations.append(UInt16(clamping: model.evaluations))
    }

    /// The newest of several samples counts: it comes first.
    mutating func note(_ sample: IndexedSample, at ordinal: Int, _ span: Span) {
        if growth.isEmpty { growth = [[Int32]](repeating: [Int32](repeating: Self.unknownGrowth, count: flags.count), count: 4) }
        let place = span == .week ? 0 : 2
        guard growth[place][ordinal] == Self.unknownGrowth, growth[place + 1][ordinal] == Self.unknownGrowth else { return }
        growth[place][ordinal] = Self.difference(downloads[ordinal], sample.downloads)
        growth[place + 1][ordinal] = Self.difference(likes[ordinal], sample.likes)
    }

    private static func difference(_ now: Int64, _ before: Int64?) -> Int32 {
        guard let before, now != unknown else { return unknownGrowth }
        let (difference, overflows) = now.subtractingReportingOverflow(before)
        return overflows ? unknownGrowth : max(Int32(clamping: difference), unknownGrowth + 1)
    }

    /// Momentum: what a model gained in a week, against what it has. Where there is no history, what the hub itself calls trending.
    ///
    /// `likes gained + downloads gained / sqrt(100 + downloads)`: a like is worth as much as a day's visitors of a small model; the root keeps
    /// giants, that gain thousands each week, from standing on top for ever.
    private func trending() -> [Float] {
        guard growth.count == 4 else { return hubTrending }
        return flags.indices.map { ordinal in
            let (gained, liked) = (growth[0][ordinal], growth[1][ordinal])
            guard gained != Self.unknownGrowth || liked != Self.unknownGrowth else { return hubTrending[ordinal] }
            let base = Float(max(0, downloads[ordinal])) + 100
            return Float(liked == Self.unknownGrowth ? 0 : liked) + Float(gained == Self.unknownGrowth ? 0 : gained) / base.squareRoot()
        }
    }

    func write(to file: IndexFileWriter, nameRank: [UInt32]) throws(SearchError) {
        try file.write(.flags, flags)
        try file.write(.created, created)
        try file.write(.modified, modified)
        try file.write(.downloads, downloads)
        try file.write(.likes, likes)
        try file.write(.hubTrending, hubTrending)
        try file.write(.downloadSize, size)
        try file.write(.parameters, parameters)
        try file.write(.cachePerToken, cache)
        try file.write(.completeness, completeness)
        try file.write(.evaluations, evaluations)
        if growth.count == 4 {
            try file.write(.downloadGrowth7, growth[0])
            try file.write(.likeGrowth7, growth[1])
            try file.write(.downloadGrowth30, growth[2])
            try file.write(.likeGrowth30, growth[3])
        }
        let trending = trending()
        try file.write(.trending, trending)
        try file.write(.orderDownloads, order(downloads, nameRank))
        try file.write(.orderLikes, order(likes, nameRank))
        try file.write(.orderTrending, order(trending, nameRank))
        try file.write(.orderHubTrending, order(hubTrending, nameRank))
        try file.write(.orderModified, order(modified, nameRank))
        try file.write(.orderCreated, order(created, nameRank))
        // The smallest first; what is unknown last all the same.
        try file.write(.orderSize, order(size.map { $0 == Self.unknown ? $0 : -$0 }, nameRank))
        try file.write(.orderParameters, order(parameters.map { $0 == Self.unknown ? $0 : -$0 }, nameRank))
    }

    private func order(_ values: [Int64], _ nameRank: [UInt32]) -> [UInt32] {
        order(keys: values.map { UInt64(bitPattern: $0 ^ .min) }, nameRank)
    }

    private func order(_ values: [Float], _ nameRank: [UInt32]) -> [UInt32] {
        // Bits of a float sort like numbers once those of negative ones are turned over.
        order(keys: values.map { $0.sign == .minus ? UInt64(~$0.bitPattern) : UInt64($0.bitPattern | 0x8000_0000) }, nameRank)
    }

    private struct Keyed {
        let key: UInt64
        let rank: UInt32
        let ordinal: UInt32
    }

    /// Largest first, equal ones by name.
    private func order(keys: [UInt64], _ nameRank: [UInt32]) -> [UInt32] {
        var keyed: [Keyed] = []
        keyed.reserveCapacity(keys.count)
        for ordinal in keys.indices { keyed.append(Keyed(key: keys[ordinal], rank: nameRank[ordinal], ordinal: UInt32(ordinal))) }
        keyed.sort { $0.key != $1.key ? $0.key > $1.key : $0.rank < $1.rank }
        return keyed.map(\.ordinal)
    }
}

/// What is true or not of a model.
struct ModelFlags: OptionSet {
    let rawValue: UInt8

    static let vanished = ModelFlags(rawValue: 1)
    static let disabled = ModelFlags(rawValue: 2)
    static let `private` = ModelFlags(rawValue: 4)
}
