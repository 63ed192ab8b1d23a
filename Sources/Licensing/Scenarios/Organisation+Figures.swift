extension Organisation {
    /// What the profile tells of a size that a threshold asks for.
    enum Size: Hashable {
        case exact(Int64, assumption: String?)
        /// Not more than this: it follows from another figure.
        case atMost(Int64, assumption: String)
        /// Not less than this.
        case atLeast(Int64, assumption: String)
        case unknown
    }

    /// The size to hold against this threshold: its own figure for the day it counts, else what follows from kindred ones.
    func size(for threshold: Threshold) -> Size {
        if let figure = figure(threshold.metric, for: threshold, window: threshold.window) {
            return .exact(figure.value, assumption: assumption(of: figure, for: threshold))
        }
        switch threshold.metric {
        case .revenue:
            // A month's revenue is a part of the year's, and the year's is not less than any month's.
            if threshold.window == .month, let year = figure(.revenue, for: threshold, window: .year) {
                return .atMost(year.value, assumption: "a month's revenue is at most the year's")
            }
            if threshold.window != .month, let month = figure(.revenue, for: threshold, window: .month) {
                return .atLeast(month.value, assumption: "a year's revenue is at least a month's")
            }
            return .unknown
        case .muu:
            guard let month = figure(.mau, for: threshold, window: nil) else { return .unknown }
            return .exact(month.value, assumption: "monthly active users taken for monthly unique users")
        case .dau:
            guard let month = figure(.mau, for: threshold, window: nil) else { return .unknown }
            return .atMost(month.value, assumption: "daily active users are at most the monthly ones")
        case .mau, .visits, .arr, .staff:
            return .unknown
        }
    }

    private func figure(_ metric: Threshold.Metric, for threshold: Threshold, window: Threshold.Window?) -> Figure? {
        let fitting = figures.filter { figure in
            guard figure.metric == metric else { return false }
            if metric == .revenue || metric == .arr {
                let asked = threshold.currency ?? figure.currency
                guard figure.currency?.uppercased() == asked?.uppercased() else { return false }
            }
            // Where nothing is said, revenue is counted by the year.
            return metric != .revenue || (figure.window ?? .year) == (window ?? .year)
        }
        let ofProduct = fitting.filter(\.isProduct)
        let candidates = threshold.scope == .product && !ofProduct.isEmpty ? ofProduct : fitting.filter { !$0.isProduct }
        let undated = candidates.first { $0.asOf == nil }
        switch threshold.asOf {
        case .ongoing:
            return undated ?? candidates.max { ($0.asOf ?? "") < ($1.asOf ?? "") }
        case .release(let date?):
            // The texts count the calendar month before the release date, so a figure of that month answers too.
            let month = Self.monthBefore(date)
            return candidates.first { $0.asOf == date } ?? candidates.first { $0.asOf != nil && $0.asOf == month } ?? undated
        case .release(nil):
            return undated
        }
    }

    private func assumption(of figure: Figure, for threshold: Threshold) -> String? {
        switch threshold.asOf {
        case .ongoing:
            if let day = figure.asOf { return "the figure of \(day) is taken for today's" }
        case .release(let date):
            if figure.asOf == nil { return "the figure without a day is taken for that of \(date ?? "the release date")" }
        }
        if threshold.scope == .product, !figure.isProduct { return "the organisation's figure is taken for the product's" }
        return nil
    }

    /// `2024-06` for `2024-07-23`; nil for what is no date.
    static func monthBefore(_ date: String) -> String? {
        let parts = date.split(separator: "-")
        guard parts.count >= 2, let year = Int(parts[0]), let month = Int(parts[1]), (1...12).contains(month) else { return nil }
        let (previousYear, previousMonth) = month == 1 ? (year - 1, 12) : (year, month - 1)
        return "\(previousYear)-\(previousMonth < 10 ? "0" : "")\(previousMonth)"
    }
}

extension Threshold {
    /// What is counted, in words: "monthly active users", "revenue a year in USD".
    public var subject: String {
        switch metric {
        case .mau: return "monthly active users"
        case .muu: return "monthly unique users"
        case .dau: return "daily active users"
        case .visits: return "visits a \((window ?? .month).rawValue)"
        case .revenue: return "revenue a \((window ?? .year).rawValue)" + (currency.map { " in \($0)" } ?? "")
        case .arr: return "annual recurring revenue" + (currency.map { " in \($0)" } ?? "")
        case .staff: return "staff"
        }
    }

    /// The bound in words: "more than 700,000,000".
    public var bound: String {
        switch comparison {
        case .greater: "more than \(Self.grouped(value))"
        case .atLeast: "\(Self.grouped(value)) or more"
        }
    }

    /// The profile's key for the figure that it asks for.
    public var field: String {
        switch asOf {
        case .ongoing, .release(nil): metric.rawValue
        case .release(let date?): "\(metric.rawValue)@\(date)"
        }
    }

    /// 700000000 as `700,000,000`.
    static func grouped(_ number: Int64) -> String {
        let digits = String(number.magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return number < 0 ? "-" + text : text
    }
}
