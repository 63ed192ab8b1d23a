/// Puts models in order, and gives a page of it.
struct Ranker {
    let index: SearchIndex
    let query: SearchQuery
    let text: SearchText

    /// So many of the most downloaded matches are compared by how well they match; what comes after them follows by downloads.
    static let compared = 1_000

    func page(of matches: Bitmap, total: Int, results: [(ordinal: Int, value: Double)]) -> [Int] {
        let limit = min(max(query.limit, 0), SearchQuery.pageLimit)
        let offset = max(query.offset, 0)
        guard limit > 0, offset < total else { return [] }
        let range = offset..<min(offset + limit, total)
        switch query.sort {
        case .relevance: return text.words.isEmpty ? ordered(matches, total, .downloads, range) : relevant(matches, total, range)
        case .fitness: return fittest(matches, range)
        case .growth: return growing(matches, range)
        case .evaluation:
            return Array(
                results.lazy.filter { matches.contains($0.ordinal) }.map(\.ordinal).dropFirst(range.lowerBound).prefix(range.count))
        default: return ordered(matches, total, query.sort, range)
        }
    }

    /// Along an order that was made once for all models; where few match, only they are put in order.
    private func ordered(_ matches: Bitmap, _ total: Int, _ sort: SearchQuery.Sort, _ range: Range<Int>) -> [Int] {
        guard let order = index.numbers.orders[sort] else { return [] }
        if total * 32 < index.count { return Array(sorted(matches, sort)[range.clamped(to: 0..<total)]) }
        var page: [Int] = []
        var seen = 0
        for ordinal in order.values where matches.contains(Int(ordinal)) {
            if seen >= range.lowerBound { page.append(Int(ordinal)) }
            seen += 1
            if seen >= range.upperBound { break }
        }
        return page
    }

    private func sorted(_ matches: Bitmap, _ sort: SearchQuery.Sort) -> [Int] {
        var keyed: [(key: Double, rank: UInt32, ordinal: Int)] = []
        matches.forEach { keyed.append((key(of: $0, sort), index.nameRank[$0] ?? 0, $0)) }
        keyed.sort { $0.key != $1.key ? $0.key > $1.key : $0.rank < $1.rank }
        return keyed.map(\.ordinal)
    }

    /// Larger comes first; what is not known, last.
    private func key(of ordinal: Int, _ sort: SearchQuery.Sort) -> Double {
        let numbers = index.numbers
        func known(_ column: Column<Int64>) -> Double { IndexNumbers.known(column[ordinal]).map(Double.init) ?? -.infinity }
        func smallest(_ column: Column<Int64>) -> Double { IndexNumbers.known(column[ordinal]).map { -Double($0) } ?? -.infinity }
        return switch sort {
        case .downloads, .relevance, .fitness, .evaluation, .growth: known(numbers.downloads)
        case .likes: known(numbers.likes)
        case .trending: Double(numbers.trending[ordinal] ?? -.infinity)
        case .hubTrending: Double(numbers.hubTrending[ordinal] ?? -.infinity)
        case .modified: known(numbers.modified)
        case .created: known(numbers.created)
        case .size: smallest(numbers.size)
        case .parameters: smallest(numbers.parameters)
        case .id: 0
        }
    }

    private func relevant(_ matches: Bitmap, _ total: Int, _ range: Range<Int>) -> [Int] {
        var candidates = ordered(matches, total, .downloads, 0..<min(total, Self.compared))
        var chosen = Set(candidates)
        // Somebody who types a whole name wants that model, however few have downloaded it.
        for named in index.ordinals(named: query.text ?? "") + named() where matches.contains(named) && chosen.insert(named).inserted {
            candidates.append(named)
        }
        let scorer = RelevanceScorer(index: index, text: text)
        var scored = candidates.map { (score: scorer.score(of: $0), rank: index.nameRank[$0] ?? 0, ordinal: $0) }
        scored.sort { $0.score != $1.score ? $0.score > $1.score : $0.rank < $1.rank }
        let head = scored.map(\.ordinal)
        if range.upperBound <= head.count { return Array(head[range]) }
        // Beyond: the rest of the matches by downloads, without those that were compared.
        var rest = matches
        for ordinal in head { rest.remove(ordinal) }
        let tail = ordered(rest, total - head.count, .downloads, max(0, range.lowerBound - head.count)..<(range.upperBound - head.count))
        return Array(head.dropFirst(range.lowerBound)) + tail
    }

    /// Models whose name behind the owner is what was typed.
    private func named() -> [Int] {
        let key = Array((query.text ?? "").utf8.prefix(256)).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        var place = index.nameLowerBound(key, in: index.shortNameOrder, startingAt: index.shortStart)
        var found: [Int] = []
        while found.count < 100, let ordinal = index.shortNameOrder[place].map(Int.init),
            index.folded(ordinal, from: index.shortStart(ordinal)).elementsEqual(key)
        {
            found.append(ordinal)
            place += 1
        }
        return found
    }

    private func fittest(_ matches: Bitmap, _ range: Range<Int>) -> [Int] {
        let scorer = FitnessScorer(index, scenario: query.scenario)
        var best = TopList(range.upperBound)
        matches.forEach { best.offer(scorer.fitness(of: $0).score, rank: index.nameRank[$0] ?? 0, ordinal: $0) }
        return Array(best.ordinals.dropFirst(range.lowerBound))
    }

    /// Models without a sample of a week ago come last.
    private func growing(_ matches: Bitmap, _ range: Range<Int>) -> [Int] {
        var best = TopList(range.upperBound)
        let growth = index.numbers.downloadGrowth7
        matches.forEach { ordinal in
            best.offer(
                IndexNumbers.growth(growth[ordinal]).map(Double.init) ?? -.greatestFiniteMagnitude, rank: index.nameRank[ordinal] ?? 0,
                ordinal: ordinal)
        }
        return Array(best.ordinals.dropFirst(range.lowerBound))
    }
}

extension Bitmap {
    mutating func remove(_ ordinal: Int) {
        guard ordinal >= 0, ordinal < count else { return }
        words[ordinal >> 6] &= ~(1 << UInt64(ordinal & 63))
    }
}

/// The best of many, without keeping all.
struct TopList {
    private let most: Int
    private var kept: [(score: Double, rank: UInt32, ordinal: Int)] = []
    /// What no longer gets in.
    private var threshold = -Double.infinity

    init(_ most: Int) { self.most = max(1, most) }

    mutating func offer(_ score: Double, rank: UInt32, ordinal: Int) {
        guard score >= threshold else { return }
        kept.append((score, rank, ordinal))
        if kept.count >= most * 2 + 64 { cut() }
    }

    private mutating func cut() {
        kept.sort { $0.score != $1.score ? $0.score > $1.score : $0.rank < $1.rank }
        kept.removeLast(max(0, kept.count - most))
        if kept.count == most, let last = kept.last { threshold = last.score }
    }

    /// The best first.
    var ordinals: [Int] {
        var list = self
        list.cut()
        return list.kept.map(\.ordinal)
    }
}
