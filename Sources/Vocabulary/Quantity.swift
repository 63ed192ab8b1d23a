/// Numbers as people read them.
public enum Quantity {
    /// Binary units, three figures: `86.7 MiB`.
    public static func bytes(_ count: Int64) -> String {
        let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"]
        var value = Double(count)
        var unit = 0
        while value >= 999.5, unit < units.count - 1 {
            value /= 1_024
            unit += 1
        }
        return unit == 0 ? "\(count) B" : "\(figures(value)) \(units[unit])"
    }

    /// Decimal thousands, three figures: `22.7M`.
    public static func count(_ number: Int64) -> String {
        let units = ["", "k", "M", "B", "T"]
        var value = Double(number)
        var unit = 0
        while value >= 999.5, unit < units.count - 1 {
            value /= 1_000
            unit += 1
        }
        return unit == 0 ? String(number) : figures(value) + units[unit]
    }

    /// `42s`, `3m05s`, `2h07m`.
    public static func duration(seconds: Double) -> String {
        guard seconds.isFinite, seconds < 360_000 else { return "–" }
        let whole = Int(seconds.rounded())
        if whole < 60 { return "\(whole)s" }
        if whole < 3_600 { return "\(whole / 60)m\(twoDigits(whole % 60))s" }
        return "\(whole / 3_600)h\(twoDigits(whole / 60 % 60))m"
    }

    /// `24GiB`, `500MB`, `1.5 G`, `1024`: bytes, or nil. `k`, `M`, `G`, `T` alone are binary, as in `--fits 24GiB`.
    public static func parseBytes(_ text: String) -> Int64? {
        let trimmed = text.filter { $0 != " " && $0 != "_" }
        let number = trimmed.prefix { $0.isNumber || $0 == "." }
        guard let value = Double(number), value >= 0 else { return nil }
        let factor: Double
        switch trimmed.dropFirst(number.count).lowercased() {
        case "", "b": factor = 1
        case "k", "kib": factor = 1_024
        case "m", "mib": factor = 1_048_576
        case "g", "gib": factor = 1_073_741_824
        case "t", "tib": factor = 1_099_511_627_776
        case "kb": factor = 1e3
        case "mb": factor = 1e6
        case "gb": factor = 1e9
        case "tb": factor = 1e12
        default: return nil
        }
        let bytes = value * factor
        return bytes < 9e18 ? Int64(bytes) : nil
    }

    /// `90d`, `24h`, `30m`, `45s`, `2w`: seconds, or nil.
    public static func parseLapse(_ text: String) -> Int64? {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800]
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()), (0...1_000_000).contains(count) else {
            return nil
        }
        return count * unit
    }

    /// `3B`, `350M`, `1.5b`, `22700000`: a number of weights, or nil.
    public static func parseCount(_ text: String) -> Int64? {
        let number = text.prefix { $0.isNumber || $0 == "." }
        guard let value = Double(number), value >= 0 else { return nil }
        let factor: Double
        switch text.dropFirst(number.count).lowercased() {
        case "": factor = 1
        case "k": factor = 1e3
        case "m": factor = 1e6
        case "b", "g": factor = 1e9
        case "t": factor = 1e12
        default: return nil
        }
        let count = value * factor
        return count < 9e18 ? Int64(count) : nil
    }

    private static func figures(_ value: Double) -> String {
        if value >= 99.95 { return String(Int(value.rounded())) }
        let tenths = value >= 9.995
        let scaled = (value * (tenths ? 10 : 100)).rounded() / (tenths ? 10 : 100)
        return String(scaled)
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
