internal import Licensing

extension FactReader {
    func rights(_ field: SourceField<Node>, duties: [Duty], limits: [Limit]) throws(LicenseFault) -> [Right: Clause] {
        var map = try field.mapping()
        var rights: [Right: Clause] = [:]
        for right in Right.allCases {
            guard let found = map.optional(right.rawValue) else { throw map.fault("the right '\(right.rawValue)' is missing") }
            rights[right] = try clause(found, duties: duties, limits: limits)
        }
        try map.finish()
        return rights
    }

    /// `yes`, or a mapping where there is more to say.
    private func clause(_ field: SourceField<Node>, duties: [Duty], limits: [Limit]) throws(LicenseFault) -> Clause {
        guard field.node.members != nil else {
            let grant: Grant = try field.choice()
            guard grant != .conditional else { throw field.fault("'\(field.path)' is conditional but names no condition under 'if'") }
            return Clause(grant)
        }
        var map = try field.mapping()
        let grant: Grant = try map.required("grant").choice()
        var conditions: [Condition] = []
        for entry in try map.optional("if")?.list() ?? [] {
            conditions.append(try condition(entry, duties: duties, limits: limits))
        }
        let clause = Clause(grant, if: conditions, note: try map.text("note"), section: try map.text("section"))
        try map.finish()
        guard (grant == .conditional) == !conditions.isEmpty else {
            throw field.fault(
                grant == .conditional
                    ? "'\(field.path)' is conditional but names no condition under 'if'"
                    : "'\(field.path)' is '\(grant.rawValue)' but names conditions")
        }
        return clause
    }

    private func condition(_ field: SourceField<Node>, duties: [Duty], limits: [Limit]) throws(LicenseFault) -> Condition {
        let text = try field.text()
        guard let condition = Condition(text) else { throw field.fault("'\(text)' is no condition") }
        switch condition {
        case .duty(let kind) where !duties.contains { $0.kind == kind }:
            throw field.fault("'\(text)' names a duty that is not among the duties")
        case .limit(let name) where !limits.contains { $0.name == name }:
            throw field.fault("'\(text)' names a limit that is not among the limits")
        default:
            return condition
        }
    }

    func duties(_ field: SourceField<Node>) throws(LicenseFault) -> [(duty: Duty, field: SourceField<Node>)] {
        var duties: [(Duty, SourceField<Node>)] = []
        for entry in try field.list() {
            var map = try entry.mapping()
            let kind: Duty.Kind = try map.required("duty").choice()
            var triggers: [Duty.Trigger] = []
            for trigger in try map.required("on").list() { triggers.append(try trigger.choice()) }
            let scope: Duty.Scope? = try map.optional("scope")?.choice()
            let duty = Duty(
                kind, on: triggers, text: try map.text("text"), scope: scope, beyond: try map.text("beyond"), note: try map.text("note"),
                section: try map.text("section"))
            try map.finish()
            if kind == .shareAlike, scope == nil { throw entry.fault("a share-alike duty must say its 'scope'") }
            duties.append((duty, entry))
        }
        return duties
    }

    func limits(_ field: SourceField<Node>) throws(LicenseFault) -> [Limit] {
        var limits: [Limit] = []
        for entry in try field.list() {
            let limit = try limit(entry)
            guard !limits.contains(where: { $0.name == limit.name }) else { throw entry.fault("the limit '\(limit.name)' is given twice") }
            limits.append(limit)
        }
        return limits
    }

    private func limit(_ field: SourceField<Node>) throws(LicenseFault) -> Limit {
        var map = try field.mapping()
        let name = try map.required("limit").text()
        var rules: [Limit.Rule] = []
        if let threshold = map.optional("threshold") { rules.append(.threshold(try self.threshold(threshold))) }
        if let territory = map.optional("territory") { rules.append(.territory(try self.territory(territory))) }
        if let purposes = map.optional("purposes") { rules.append(.field(try self.purposes(purposes))) }
        if let competitor = map.optional("competitor-of") { rules.append(.competitor(try competitor.text())) }
        guard let rule = rules.first, rules.count == 1 else {
            throw field.fault("the limit '\(name)' needs exactly one of 'threshold', 'territory', 'purposes' and 'competitor-of'")
        }
        let limit = Limit(
            name: name, rule: rule, onlyIf: try map.optional("only-if")?.choice(), effect: try map.required("effect").choice(),
            note: try map.text("note"), section: try map.text("section"))
        try map.finish()
        return limit
    }

    private func threshold(_ field: SourceField<Node>) throws(LicenseFault) -> Threshold {
        var map = try field.mapping()
        let metric: Threshold.Metric = try map.required("metric").choice()
        let above = map.optional("more-than")
        let from = map.optional("at-least")
        guard let value = above ?? from, above == nil || from == nil else {
            throw field.fault("a threshold needs either 'more-than' or 'at-least'")
        }
        let currency = try map.text("currency")
        let isMoney = metric == .revenue || metric == .arr
        guard isMoney == (currency != nil) else {
            throw field.fault(isMoney ? "a threshold of money needs a 'currency'" : "only money has a 'currency'")
        }
        if let currency, currency.count != 3 || currency != currency.uppercased() {
            throw field.fault("'\(currency)' is no currency code such as USD")
        }
        let threshold = Threshold(
            metric, above == nil ? .atLeast : .greater, try value.integer(), currency: currency,
            window: try map.optional("window")?.choice(), scope: try map.required("scope").choice(), asOf: try moment(map.required("as-of"))
        )
        try map.finish()
        return threshold
    }

    private func moment(_ field: SourceField<Node>) throws(LicenseFault) -> Threshold.Moment {
        switch try field.text() {
        case "ongoing": .ongoing
        case "release": .release(nil)
        default: .release(try field.day())
        }
    }

    private func territory(_ field: SourceField<Node>) throws(LicenseFault) -> Territory {
        var map = try field.mapping()
        let excluded = try map.required("excluded")
        let places = try excluded.texts()
        if let wrong = places.first(where: { $0.count != 2 || $0 != $0.uppercased() }) {
            throw excluded.fault("'\(wrong)' is no country code such as KR, nor EU")
        }
        var subjects: [Territory.Subject] = []
        for subject in try map.required("subject").list() { subjects.append(try subject.choice()) }
        try map.finish()
        return Territory(excluded: places, subjects: subjects)
    }

    private func purposes(_ field: SourceField<Node>) throws(LicenseFault) -> [String] {
        let codes = try field.texts()
        for code in codes where FieldOfUse(rawValue: code) == nil {
            throw field.fault("'\(code)' is no purpose (known: \(FieldOfUse.allCases.map(\.rawValue).joined(separator: ", ")))")
        }
        return codes
    }
}
