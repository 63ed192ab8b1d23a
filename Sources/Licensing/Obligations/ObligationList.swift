/// All that has to be shipped, shown or done, each once.
public struct ObligationList: Hashable, Sendable, Codable {
    public let items: [Obligation]

    /// Merges what several licences ask alike: the same words to show are shown once, whoever asks for them. What is about one licence
    /// (its copy, its gate, its share-alike) stays apart. In the order of `Duty.Kind`, restrictions last.
    public init(merging found: [Obligation]) {
        var merged: [Key: Obligation] = [:]
        var order: [Key] = []
        for obligation in found {
            let key = Key(obligation)
            guard var known = merged[key] else {
                merged[key] = obligation
                order.append(key)
                continue
            }
            known.add(obligation)
            merged[key] = known
        }
        items = order.compactMap { merged[$0] }.enumerated()
            .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
            .map(\.element)
    }

    public init(from decoder: any Decoder) throws { items = try decoder.singleValueContainer().decode([Obligation].self) }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(items)
    }

    /// For a person: one line each, with whoever asks for it and where.
    public var text: String {
        items.map { item in
            let origins = item.origins.map(\.description).joined(separator: "; ")
            let condition = item.onlyBeyond.map { "If you have \($0): " } ?? ""
            return "- \(condition)\(item.instruction)" + (origins.isEmpty ? "" : " [\(origins)]")
        }
        .joined(separator: "\n")
    }

    /// What makes two obligations one.
    private struct Key: Hashable {
        var action: Obligation.Action
        var text: String?
        var scope: Duty.Scope?
        var license: LicenseID?

        init(_ obligation: Obligation) {
            action = obligation.action
            text = obligation.text
            scope = obligation.scope
            license = obligation.isOfOneLicense ? obligation.origins.first?.license : nil
        }
    }
}

extension Obligation {
    /// Whether two licences that ask this ask two things.
    fileprivate var isOfOneLicense: Bool {
        switch action {
        case .observeRestrictions: true
        case .duty(let kind):
            switch kind {
            case .licenceCopy, .shareAlike, .flowDown, .register, .notify, .acceptGate, .royalty: true
            case .noticeFile, .namePrefix, .displayLine: text == nil
            case .attribution, .markChanges, .sourceOffer, .cite, .contentFilter: false
            }
        }
    }

    fileprivate var rank: Int {
        switch action {
        case .duty(let kind): Duty.Kind.allCases.firstIndex(of: kind) ?? 0
        case .observeRestrictions: Duty.Kind.allCases.count
        }
    }

    /// The same obligation from another licence, or for another act.
    fileprivate mutating func add(_ other: Obligation) {
        origins += other.origins.filter { !origins.contains($0) }
        on += other.on.filter { !on.contains($0) }
        notes += other.notes.filter { !notes.contains($0) }
        // What one licence asks in any case does not hang on another's bound.
        if other.onlyBeyond == nil { onlyBeyond = nil }
    }
}
