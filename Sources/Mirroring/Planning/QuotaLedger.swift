internal import Shelves
internal import Vocabulary

/// What the models of each quota would take, plan by plan. Bytes that two models of a quota share count once.
struct QuotaLedger {
    fileprivate struct Account {
        let quota: Quota
        var bytes: Int64
        var digests: Set<Digest>
        var contents: Set<ContentID> = []
    }

    private var accounts: [Account]

    private init(_ quotas: [Quota], _ content: ShelfContent) {
        accounts = quotas.map { quota in
            let members = content.models.keys.filter { Namespaces.matches($0, quota.models) }
            let digests = Set(members.flatMap { content.models[$0]?.blobs.map(\.digest) ?? [] })
            return Account(quota: quota, bytes: content.bytes(of: members), digests: digests)
        }
    }

    /// A plan's items with those blocked that some quota has no room for; who comes first is served first.
    static func charged(_ items: [SyncPlan.Item], _ quotas: [Quota], _ content: ShelfContent) -> [SyncPlan.Item] {
        guard !quotas.isEmpty else { return items }
        var ledger = QuotaLedger(quotas, content)
        return items.map { item in
            guard let plan = item.work.plan, let block = ledger.charge(plan) else { return item }
            return SyncPlan.Item(model: item.model, revision: item.revision, query: item.query, work: .blocked(block))
        }
    }

    /// Counts a plan in; the first quota that has no room for it is the answer, and then nothing is counted.
    private mutating func charge(_ plan: MirrorPlan) -> PolicyBlock? {
        var charged = accounts
        for index in charged.indices where Namespaces.matches(plan.model, charged[index].quota.models) {
            var added: Int64 = 0
            for step in plan.steps where charged[index].take(step) { added = added.capped(adding: step.file.size) }
            let quota = charged[index].quota
            guard added == 0 || charged[index].bytes.capped(adding: added) <= quota.bytes else {
                return PolicyBlock(
                    .quota,
                    "\(quota.models) may take \(Quantity.bytes(quota.bytes)); it has \(Quantity.bytes(charged[index].bytes)), "
                        + "and this needs \(Quantity.bytes(added)) more")
            }
            charged[index].bytes += added
        }
        accounts = charged
        return nil
    }
}

extension QuotaLedger.Account {
    /// Whether the file's bytes are new to the account.
    fileprivate mutating func take(_ step: MirrorPlan.Step) -> Bool {
        switch step.action {
        case .leaveOut: false
        case .reuse(let digest), .mend(let digest, _): digests.insert(digest).inserted
        case .fetch, .resume:
            if case .sha256(let digest) = step.file.content {
                digests.insert(digest).inserted
            } else {
                contents.insert(step.file.content).inserted
            }
        }
    }
}

extension Int64 {
    /// The sum, or the largest number there is: sizes come from strangers.
    func capped(adding other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
