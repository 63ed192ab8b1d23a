/// Makes any one of `count` models from its place alone, in constant time, so that nothing has to be kept.
///
/// A model is known by its rank, its place by downloads. Ranks are strewn over the listing by a step without a common divisor.
/// What a model is in itself (`ModelKind`) follows from its rank without looking at others; its parents are chosen among models of
/// the right kind, popular ones more often, and lend it their family, size and licence. Children are at most two steps from a model
/// without parents, so that the making ends.
final class ModelMaker: Sendable {
    let count: Int
    let seed: UInt64
    private let stride: Int
    private let inverse: Int
    let kinds: KindShares
    let cards = CardShares()
    let quantizationSets: QuantizationSets
    /// Ranks of popular parents by group, of models without parents and of fine-tuned ones.
    private let parents: [[Int]]
    /// Ranks that were looked at for them.
    private let scanned: Int

    private static let scanLimit = 1 << 17
    /// Ids of parents that the hub does not hold: deleted, private, renamed. There are that many of a group for each thousand models.
    private static let ghostShare = 0.08
    private static let ghostsOfAThousand = 2

    init(count: Int, seed: UInt64) {
        self.count = count
        self.seed = seed
        var stride = max(1, Int(2_654_435_761 % UInt64(max(1, count))))
        while count > 1, Modular.divisor(stride, count) != 1 { stride += 1 }
        self.stride = stride
        inverse = count > 1 ? Modular.inverse(of: stride, modulo: count) : 0
        var random = SplitMix(state: seed)
        quantizationSets = QuantizationSets(&random)
        let kinds = KindShares()
        var parents: [[Int]] = Array(repeating: [], count: 2 * ModelGroup.allCases.count)
        scanned = min(count, Self.scanLimit)
        for rank in 0..<scanned {
            var random = Self.stream(rank, seed: seed)
            let kind = kinds.draw(&random)
            guard let generation = kind.generation else { continue }
            parents[2 * kind.group.rawValue + generation].append(rank)
        }
        self.kinds = kinds
        self.parents = parents
    }

    func rank(ofIndex index: Int) -> Int { index * stride % count }

    private func index(ofRank rank: Int) -> Int { rank < count ? rank * inverse % count : rank }

    private static func stream(_ rank: Int, seed: UInt64) -> SplitMix {
        SplitMix(state: seed &* 0xA24B_AED4_963E_E407 &+ UInt64(rank) &* 0xD1B5_4A32_D192_ED03)
    }

    private func kind(ofRank rank: Int) -> ModelKind {
        guard rank < count else {
            let group = ModelGroup(rawValue: (rank - count) % ModelGroup.allCases.count) ?? .other
            return ModelKind(relation: .original, format: .safetensors, isDeep: false, task: 0, group: group)
        }
        var random = Self.stream(rank, seed: seed)
        return kinds.draw(&random)
    }

    /// The model of that rank.
    func model(rank: Int) -> GeneratedModel {
        var model = draft(rank: rank)
        model.storage = storage(of: model)
        return model
    }

    /// The same without its storage, which nobody asks of a parent.
    private func draft(rank: Int) -> GeneratedModel {
        var random = Self.stream(rank, seed: seed)
        let kind = rank < count ? kinds.draw(&random) : kind(ofRank: rank)
        var model = GeneratedModel(index: index(ofRank: rank), rank: rank, kind: kind)
        model.details = random.next()
        let share = Double(rank) / Double(max(1, count))
        addNumbers(to: &model, share: share, &random)
        if kind.relation == .original {
            addOrigin(to: &model, share: share, &random)
        } else {
            addParents(to: &model, &random)
        }
        addCard(to: &model, share: share, &random)
        addStyle(to: &model, share: share, &random)
        return model
    }

    // MARK: - Numbers

    private func addNumbers(to model: inout GeneratedModel, share: Double, _ random: inout SplitMix) {
        let age = min(1, (Double(model.index) + 0.5) / Double(max(1, count)))
        model.changed = changed(model.index)
        let days = HubFacts.daysToChange.value(at: random.unit())
        model.created = max(Self.firstCreation, model.changed - Int64(days * 86_400_000))
        model.downloads = DownloadCurve.downloads(share: share)
        model.likes = DownloadCurve.likes(downloads: model.downloads, &random)
        model.isGated = random.chance(HubFacts.gated)
        model.era = age > 0.965 ? 0 : age > 0.63 ? 1 : 2
    }

    /// The time that the Hub gives repositories that are older than its record of times: 2022-03-02T23:29:04Z.
    private static let firstCreation: Int64 = 1_646_263_744_000

    /// Milliseconds since 1970; falls as `index` rises.
    func changed(_ index: Int) -> Int64 {
        let share = max(0, 1 - (Double(index) + 0.5) / Double(max(1, count)))
        return Int64(HubFacts.growth.value(at: share) * 1_000)
    }

    // MARK: - Descent

    private func addOrigin(to model: inout GeneratedModel, share: Double, _ random: inout SplitMix) {
        model.family = kinds.family(of: model.kind.group, era: model.era, &random)
        let family = Families.all[model.family].family
        model.size = family.sizeShares.draw(&random)
        model.isTuned = model.kind.group.converses && family.context > 1_024 && random.chance(0.16)
        let isNamedAfterItself = random.chance(0.3)
        if isNamedAfterItself { model.brand = model.index }
        let isBare = model.kind.format == .empty ? random.chance(0.8) : random.chance(0.35)
        if share > 0.1, share < 1, isBare {
            model.isBare = true
            model.brand = model.index
        }
    }

    private func addParents(to model: inout GeneratedModel, _ random: inout SplitMix) {
        let number = model.kind.relation == .merge ? 2 + random.below(2) : 1
        for place in 0..<number {
            let parent = parent(of: model, &random)
            var id = PageBytes(capacity: 64)
            writeID(of: parent, to: &id)
            guard !model.parents.contains(id.bytes) else { continue }
            model.parents.append(id.bytes)
            guard place == 0 else { continue }
            model.family = parent.family
            model.size = parent.size
            model.brand = parent.brand
            model.isTuned = parent.isTuned
            model.license = parent.license
            model.otherLicense = parent.otherLicense
        }
    }

    private func parent(of model: GeneratedModel, _ random: inout SplitMix) -> GeneratedModel {
        // Large models are the ones that are packed.
        let isPacked = model.kind.relation == .quantized && model.kind.format != .onnx
        for _ in 0..<2 {
            let parent = draft(rank: parentRank(of: model, &random))
            let size = Families.all[parent.family].family.sizes[parent.size].parameters
            if !isPacked || size > 3_000_000_000 || random.chance(0.35) { return parent }
        }
        return draft(rank: parentRank(of: model, &random))
    }

    private func parentRank(of model: GeneratedModel, _ random: inout SplitMix) -> Int {
        let group = model.kind.group
        let known = parents[2 * group.rawValue + (model.kind.isDeep ? 1 : 0)]
        guard !known.isEmpty, !random.chance(Self.ghostShare) else {
            let ghost = random.rank(below: 1 + count / 1_000 * Self.ghostsOfAThousand)
            return count + ghost * ModelGroup.allCases.count + group.rawValue
        }
        let all = max(known.count, known.count * count / max(1, scanned))
        var chosen = known[0]
        // A parent is older than its child, where a few tries find one.
        for _ in 0..<5 {
            let place = random.rank(below: all)
            chosen = place < known.count ? known[place] : unlisted(group, model.kind.isDeep, near: place, of: all) ?? known[0]
            if index(ofRank: chosen) > model.index { break }
        }
        return chosen
    }

    /// A parent that is not among the popular ones, at about that place.
    private func unlisted(_ group: ModelGroup, _ isDeep: Bool, near place: Int, of all: Int) -> Int? {
        let start = Int(Double(place) / Double(all) * Double(count))
        return (start..<min(count, start + 400)).first { rank in
            let kind = kind(ofRank: rank)
            return kind.group == group && kind.generation == (isDeep ? 1 : 0)
        }
    }
}
