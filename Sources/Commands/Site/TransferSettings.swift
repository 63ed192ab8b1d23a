import Foundation
import Mirroring
import Vocabulary

/// `bandwidth` and `windows` below `mirror` in weighbridge.yaml:
///
///     bandwidth: 50MiB           # a second, over all connections; unlimited; closed
///     windows:                   # times of day, local, with an allowance of their own; the first that fits counts
///       "22:00-06:00": unlimited
enum TransferSettings {
    static func schedule(_ mirror: inout StrictMapping) throws -> TransferSchedule {
        var schedule = TransferSchedule()
        if let text = try mirror.text("bandwidth") { schedule.otherwise = try allowance(text, "mirror.bandwidth") }
        guard var windows = try mirror.mapping("windows") else { return schedule }
        for key in windows.keys {
            let ends = key.split(separator: "-", omittingEmptySubsequences: false).map { minute($0) }
            guard ends.count == 2, let from = ends[0], let to = ends[1] else {
                throw StrictMapping.Problem(line: nil, reason: "'mirror.windows.\(key)' is not a time of day such as 22:00-06:00")
            }
            let text = try windows.text(key) ?? ""
            schedule.windows.append(TransferSchedule.Window(from: from, to: to, allowance: try allowance(text, "mirror.windows.\(key)")))
        }
        try windows.finish()
        return schedule
    }

    static func yaml(_ schedule: TransferSchedule) -> [String] {
        var lines = ["  bandwidth: \(word(schedule.otherwise))"]
        guard !schedule.windows.isEmpty else { return lines }
        lines.append("  windows:")
        lines += schedule.windows.map { "    \"\(clock($0.from))-\(clock($0.to))\": \(word($0.allowance))" }
        return lines
    }

    private static func allowance(_ text: String, _ key: String) throws -> TransferSchedule.Allowance {
        switch text {
        case "unlimited": return .unlimited
        case "closed": return .closed
        default:
            guard let rate = Quantity.parseBytes(text), rate > 0 else {
                throw StrictMapping.Problem(line: nil, reason: "'\(key)' must be bytes a second such as 50MiB, unlimited or closed")
            }
            return .limited(rate)
        }
    }

    private static func word(_ allowance: TransferSchedule.Allowance) -> String {
        switch allowance {
        case .unlimited: "unlimited"
        case .closed: "closed"
        case .limited(let rate): "\(rate)B"
        }
    }

    private static func minute(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count == 2 }), let hour = UInt8(parts[0]), let minute = UInt8(parts[1]),
            hour < 24, minute < 60
        else { return nil }
        return Int(hour) * 60 + Int(minute)
    }

    private static func clock(_ minute: Int) -> String {
        let (hour, rest) = minute.quotientAndRemainder(dividingBy: 60)
        return "\(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest)"
    }

    /// Minute of this machine's local day.
    static func now() -> Int {
        var seconds = Foundation.time(nil)
        var parts = tm()
        localtime_r(&seconds, &parts)
        return Int(parts.tm_hour) * 60 + Int(parts.tm_min)
    }
}
