extension RightsProfile {
    /// Both apply. Per right the weakest answer; conditions, duties and limits united. Grants are commutative, associative and idempotent.
    /// - Parameter name: whose limits get `@name` where their names are taken.
    public func and(_ other: RightsProfile, name: String) -> RightsProfile {
        if self == other { return self }
        let other = other.renamingLimits(taken: limits, suffix: name)
        var united = self
        for right in Right.allCases { united.rights[right] = self[right].and(other[right]) }
        for duty in other.duties where !united.duties.contains(duty) { united.duties.append(duty) }
        for limit in other.limits where !united.limits.contains(limit) { united.limits.append(limit) }
        return united
    }

    /// An upper bound over a choice: per right the strongest answer of any branch, which no single branch need give; the duties
    /// that every branch has; the limits that every branch has or that a condition refers to.
    public func bestOf(_ other: RightsProfile, name: String) -> RightsProfile {
        if self == other { return self }
        let other = other.renamingLimits(taken: limits, suffix: name)
        var best = self
        for right in Right.allCases where other[right].isStronger(than: self[right]) { best.rights[right] = other[right] }
        best.duties = duties.filter(other.duties.contains)
        let needed = Set(
            best.rights.values.flatMap(\.conditions).compactMap { condition -> String? in
                if case .limit(let name) = condition { name } else { nil }
            })
        best.limits = limits.filter { other.limits.contains($0) || needed.contains($0.name) }
        best.limits += other.limits.filter { needed.contains($0.name) && !best.limits.contains($0) }
        return best
    }

    private func renamingLimits(taken: [Limit], suffix: String) -> RightsProfile {
        var renamed = self
        for index in limits.indices {
            let limit = limits[index]
            guard taken.contains(where: { $0.name == limit.name && $0 != limit }) else { continue }
            let name = "\(limit.name)@\(suffix)"
            renamed.limits[index].name = name
            for right in Right.allCases {
                var clause = renamed[right]
                clause.conditions = clause.conditions.map { $0 == .limit(limit.name) ? .limit(name) : $0 }
                renamed.rights[right] = clause
            }
            for position in renamed.duties.indices where renamed.duties[position].beyond == limit.name {
                renamed.duties[position].beyond = name
            }
        }
        return renamed
    }
}

extension Clause {
    /// Both apply: the weaker answer. Conditions of both where it stays conditional.
    public func and(_ other: Clause) -> Clause {
        if other.grant < grant { return other }
        guard other.grant == grant else { return self }
        var both = self
        for condition in other.conditions where !both.conditions.contains(condition) { both.conditions.append(condition) }
        if both.note == nil {
            both.note = other.note
            both.section = other.section
        }
        return both
    }

    /// The better of two offers: the stronger grant, then the one with fewer conditions.
    func isStronger(than other: Clause) -> Bool {
        grant == other.grant ? conditions.count < other.conditions.count : grant > other.grant
    }
}
