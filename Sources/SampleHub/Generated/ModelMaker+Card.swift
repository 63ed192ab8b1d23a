import Foundation

extension ModelMaker {
    /// Of 100 models 35 have no README. Children have one, for their parents stand in it.
    func addCard(to model: inout GeneratedModel, share: Double, _ random: inout SplitMix) {
        let isPopular = share < 0.0107
        let isChild = model.kind.relation != .original
        let frontMatter = isChild ? 1 : share >= 1 ? 1 : isPopular ? 0.95 : share < 0.1 ? 0.5 : 0.13
        model.hasFrontMatter = random.chance(frontMatter)
        model.hasCard = model.hasFrontMatter || random.chance(0.12)
        model.library = cards.library(of: model.kind, &random)
        model.isGated = model.isGated && model.kind.format != .empty
        let isLicensed = random.chance(isPopular ? HubFacts.licensedAmongPopular / (isChild ? 1 : 0.95) : share >= 1 ? 1 : 0.6)
        let inherited = cards.license(of: model, &random)
        model.license = model.hasFrontMatter && isLicensed ? inherited.license : nil
        model.otherLicense = inherited.other
        guard model.hasFrontMatter else { return }
        if random.chance(0.232) { model.languages = cards.languages(&random) }
        if random.chance(0.21) { model.datasets = 1 + random.rank(below: 4) }
        if random.chance(0.16) { model.papers = 1 + random.rank(below: 6) }
        model.hasResults = !model.isBare && random.chance(0.15)
        // Repositories without front matter are those of the few tags.
        model.tagGoal = Int(HubFacts.tagCounts.value(at: 0.38 + 0.62 * random.unit()))
    }

    func addStyle(to model: inout GeneratedModel, share: Double, _ random: inout SplitMix) {
        let place = random.unit()
        // The thousand busiest owners by a power law of slope 0.83, those with a few models, and those with one.
        model.owner =
            place < 0.59 ? Owners.busy.draw(&random) : place < 0.85 ? Owners.busyCount + random.below(1 + count / 8) : nil
        model.isLower = model.kind.group.rawValue > 1 || random.chance(0.3)
        let isTrained = model.kind.relation == .finetune || model.kind.relation == .adapter || model.kind.relation == .merge
        model.isUnderscored = (isTrained || model.isBare) && random.chance(0.18)
        let family = Families.all[model.family].family
        if model.isBare {
            if random.chance(0.4) { model.extra = Extras.casual.draw(&random) }
        } else if isTrained || (model.kind.relation == .original && share > 0.1 && share < 1) {
            model.extra = (family.group.converses ? Extras.trained : Extras.plain).draw(&random)
        }
        model.namesLanguage = model.languages.count == 1 && model.languages[0] > 0 && !model.isBare && random.chance(0.5)
        model.showsParameters = model.kind.format == .gguf || random.chance(0.82)
        model.quantizations = random.below(quantizationSets.sets.count)
        switch (model.kind.relation, model.kind.format) {
        case (_, .gguf):
            let files = quantizationSets.sets[model.quantizations]
            if files.count == 1 { model.namedQuantization = files[0] }
        case (_, .mlx): model.packing = Self.mlx.draw(&random)
        case (.quantized, .safetensors): model.packing = Self.packings.draw(&random)
        default: break
        }
    }

    private static let mlx = Shares<GeneratedPacking>([(.mlx4, 45), (.mlx8, 28), (.mlx6, 9), (.mlxBF16, 18)])
    private static let packings = Shares<GeneratedPacking>([
        (.awq, 13), (.gptq, 8), (.fp8, 30), (.nvfp4, 30), (.mxfp4, 8), (.bnb, 6), (.int8, 6), (.w4a16, 7), (.exl3, 7),
    ])
}

/// Who uploads.
enum Owners {
    static let busyCount = 1_000
    static let busy = Shares<Int>(
        (0..<busyCount).map { rank in
            // 1 / rank^0.83: the slope as measured among the thousand busiest of 20,455 owners.
            (rank, slope(rank + 1))
        })

    private static let trees = [
        "acorn", "birch", "cedar", "dogwood", "elm", "fir", "gorse", "hazel", "ivy", "juniper", "larch", "maple", "oak", "poplar", "rowan",
        "spruce", "teak", "willow", "yew", "alder", "aspen", "beech", "cypress", "ebony", "heather", "laurel", "linden", "myrtle", "olive",
        "pine", "plum", "quince", "reed", "sorrel", "thorn", "vine", "walnut", "clover", "fern", "moss",
    ]
    private static let ends = [
        "-labs", "", "-ai", "-research", "hub", "42", "-org", "-nlp", "works", "-models", "dev", "-community", "99", "-team", "studio",
        "-uni",
        "_ml", "-vision", "craft", "-speech", "-lab", "2k", "lover", "-data", "x",
    ]
    private static let names: [[UInt8]] = (0..<busyCount).map { number in
        Array("\(trees[number % trees.count])\(ends[number / trees.count % ends.count])".utf8)
    }

    static func write(_ owner: Int, to out: inout PageBytes) {
        out += names[owner % busyCount]
        guard owner >= busyCount else { return }
        out.append(0x2D)
        out += Int64(owner / busyCount)
    }

    private static func slope(_ rank: Int) -> Double { exp(-0.83 * log(Double(rank))) }
}
