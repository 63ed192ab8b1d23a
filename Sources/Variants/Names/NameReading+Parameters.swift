extension NameReading {
    /// Weights in all and in use, from the sizes in the name.
    mutating func readParameters() {
        guard rule?.hasNoSizes != true else { return }
        var plain: [(index: Int, size: Int64)] = []
        var mixture: (experts: Int64, each: Int64)?
        var active: Int64?
        var effective: Int64?
        var trillions: Int64?
        var experts: Int64?
        for (index, token) in tokens.enumerated() where !isTokenCount(index) {
            switch token.quantity {
            case .weights(let size):
                if size >= 1_000_000_000 || isMillionsPlausible(index, size) { plain.append((index, size)) }
            case .mixture(let count, let each): mixture = mixture ?? (count, each)
            case .active(let size): active = active ?? size
            case .effective(let size): effective = effective ?? size
            case .trillions(let size): trillions = trillions ?? size
            case .experts(let count):
                if index > 0, case .weights? = tokens[index - 1].quantity { experts = experts ?? count }
            default: break
            }
        }
        if let mixture {
            setMixture(mixture, stated: plain.first { $0.size > mixture.each }?.size)
        } else if let experts, let first = plain.first {
            active = first.size
            variant.parameters = KnownSizes.total(active: first.size, experts: experts).map { named($0) }
        } else if rule?.name == "olmoe", plain.count >= 2 {
            variant.parameters = named(max(plain[0].size, plain[1].size))
            active = min(plain[0].size, plain[1].size)
        } else if let first = plain.first(where: { $0.size >= 1_000_000_000 }) ?? plain.first {
            variant.parameters = named(KnownSizes.exact(family: variant.family?.value, nominal: first.size) ?? first.size)
        } else if let effective {
            variant.parameters = KnownSizes.total(family: variant.family?.value, effective: effective).map { named($0) }
        } else if let trillions, kind == nil || kind == .language {
            variant.parameters = named(trillions)
        }
        if let active = active ?? effective { variant.activeParameters = named(active) }
    }

    /// `2T tokens`, `100B-tokens`: what was read in training.
    private func isTokenCount(_ index: Int) -> Bool {
        text.isWord(index + 1, "tokens") || text.isWord(index + 1, "token") || text.isWord(index + 1, "tok")
            || text.isWord(index + 1, "images") || (index > 0 && text.isWord(index - 1, "tokens"))
    }

    /// Millions: not in front of a context (`7B-Instruct-1M`), and not of things in chemistry.
    private func isMillionsPlausible(_ index: Int, _ size: Int64) -> Bool {
        if size >= 10_000_000 { return true }
        // Fewer are rare, and then right behind the family or a layer count: `esm2_t6_8M`.
        return kind == .science || kind == .encoder || kind == .embedding || (index == 1 && kind != .language && kind != nil)
    }

    private mutating func setMixture(_ mixture: (experts: Int64, each: Int64), stated: Int64?) {
        // What people merge of Qwens has a shared expert besides.
        let shared: Int64 = rule?.name == "qwen" ? 1 : 0
        let size = ExpertMixture(experts: mixture.experts + shared, each: mixture.each)
        variant.parameters = named(stated ?? size.total)
        if rule?.name == "mixtral" { variant.activeParameters = named(size.active(expertsPerToken: 2)) }
    }
}
