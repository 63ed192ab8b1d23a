/// Models of a family under different terms, for all models of a catalog at once.
///
/// Keeps eight bytes and its name for each model that has a size in its name: a fraction of what a catalog holds of it.
struct Families {
    private struct Member {
        let family: Int
        let model: Int32
        let name: Range<Int>
        let isVanished: Bool
    }

    /// Of one family so many terms are told apart at most: more make no clearer picture.
    static let mostTerms = 8
    /// So many of a family are looked at: they are read one by one where the question is of one model.
    static let mostSiblings = 64

    private var members: [Member] = []
    private var names: [UInt8] = []

    /// A keyed hash stands for a family, as for a name in `BulkWeighing`.
    mutating func add(_ name: FamilyName, model: Int, path: String, isVanished: Bool) {
        let start = names.count
        names.append(contentsOf: path.utf8)
        members.append(Member(family: name.hashValue, model: Int32(model), name: start..<names.count, isVanished: isVanished))
    }

    /// For each family whose models are under different terms: its models, and the first of each of the terms. Models that are gone
    /// are no evidence against those that are there.
    ///
    /// - Parameter terms: of a model, by its place; a negative number: none are known.
    func divided(by terms: (Int32) -> Int32) -> [(models: [Int32], siblings: [(path: String, terms: Int32)])] {
        var found: [(models: [Int32], siblings: [(path: String, terms: Int32)])] = []
        let sorted = members.sorted { ($0.family, $0.model) < ($1.family, $1.model) }
        var start = 0
        while start < sorted.count {
            var end = start + 1
            while end < sorted.count, sorted[end].family == sorted[start].family { end += 1 }
            let family = sorted[start..<end]
            start = end
            var firsts: [(member: Member, terms: Int32)] = []
            for member in family.lazy.filter({ !$0.isVanished }).prefix(Self.mostSiblings) {
                let number = terms(member.model)
                guard number >= 0, !firsts.contains(where: { $0.terms == number }), firsts.count < Self.mostTerms else { continue }
                firsts.append((member, number))
            }
            guard let first = firsts.first?.terms, family.contains(where: { ![-1, first].contains(max(-1, terms($0.model))) }) else {
                continue
            }
            found.append(
                (family.map(\.model), firsts.map { (String(decoding: names[$0.member.name], as: UTF8.self), $0.terms) }))
        }
        return found
    }
}
