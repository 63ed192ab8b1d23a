import HTTPTypes

/// Counts what matches each rule, and lets the rules act.
struct FaultInjector {
    private var rules: [Faults.Rule]
    private var counts: [Int]
    private var pages = 0

    init(_ faults: Faults) {
        rules = faults.rules
        counts = Array(repeating: 0, count: faults.rules.count)
    }

    /// The actions for this request, in order of their rules.
    mutating func actions(for inquiry: Inquiry) -> [Faults.Action] {
        var actions: [Faults.Action] = []
        for (index, rule) in rules.enumerated() {
            guard rule.route == nil || rule.route == inquiry.route.kind,
                rule.containing.map({ inquiry.target.contains($0) }) ?? true
            else { continue }
            counts[index] += 1
            if rule.requests.contains(counts[index]) { actions.append(rule.action) }
        }
        return actions
    }

    /// What has to change before the request is answered.
    static func disturb(_ inquiry: inout Inquiry, _ actions: [Faults.Action]) {
        for case .ignoreRange in actions { inquiry.headers[.range] = nil }
    }

    /// What changes in the answer.
    mutating func disturb(_ delivery: inout Delivery, _ actions: [Faults.Action], _ inquiry: Inquiry) {
        for action in actions { disturb(&delivery, action, inquiry) }
    }

    private mutating func disturb(_ delivery: inout Delivery, _ action: Faults.Action, _ inquiry: Inquiry) {
        switch action {
        case .dropBeforeHead: delivery.dropsBeforeHead = true
        case .drop(let after): delivery.dropAfter = after
        case .stall(let after, let time): delivery.stall = (after, time)
        case .answer(let status, let headers, let code):
            delivery = Delivery(.error(status, code: code, message: "Fault \(status)"))
            for (name, value) in headers { Self.set(name, value, in: &delivery.answer.headers) }
        case .rateLimited(let seconds):
            delivery = Delivery(.error(429, message: "We had to rate limit you."))
            delivery.answer.headers.append(
                contentsOf: RateLimiter.headers(bucket: "api", left: 0, seconds: seconds, quota: 500, window: 300))
        case .flipByte(let place): delivery.flippedByte = place
        case .announceLength(let difference): delivery.lengthError = difference
        case .truncate(let length): Self.truncate(&delivery.answer, to: length)
        case .ignoreRange: break
        case .shiftContentRange(let distance): Self.shift(&delivery.answer, by: distance)
        case .header(let name, let value): Self.set(name, value, in: &delivery.answer.headers)
        case .body(let bytes): delivery.answer.body = .bytes(bytes)
        case .hugeBody(let count): delivery.answer.body = .repeated(0x20, count: count)
        case .json(let change):
            if case .json(let json) = delivery.answer.body { delivery.answer.body = .json(change(json)) }
        case .endlessPages(let repeating):
            pages += 1
            let rest = inquiry.query.encoded(without: "cursor")
            let next = (rest.isEmpty ? "" : rest + "&") + "cursor=" + (repeating ? "again" : "page\(pages)")
            delivery.answer.headers[.link] = "<\(inquiry.base)\(inquiry.path)?\(next)>; rel=\"next\""
        }
    }

    /// An endless listing has to answer to the cursors it made up.
    static func hasMadeUpCursor(_ actions: [Faults.Action]) -> Bool {
        actions.contains { if case .endlessPages = $0 { true } else { false } }
    }

    private static func set(_ name: String, _ value: String?, in headers: inout HTTPFields) {
        guard let name = HTTPField.Name(name) else { return }
        headers[name] = value
    }

    private static func truncate(_ answer: inout Answer, to length: Int64) {
        switch answer.body {
        case .bytes(let bytes): answer.body = .bytes(Array(bytes.prefix(Int(length))))
        case .json(let json): answer.body = .bytes(Array(json.bytes.prefix(Int(length))))
        case .file(let content, let range):
            answer.body = .file(content, range.lowerBound..<min(range.upperBound, range.lowerBound + length))
        case .repeated(let byte, let count): answer.body = .repeated(byte, count: min(count, length))
        }
    }

    private static func shift(_ answer: inout Answer, by distance: Int64) {
        guard let written = answer.headers[.contentRange], written.hasPrefix("bytes "), let slash = written.lastIndex(of: "/") else {
            return
        }
        let ends = written[written.index(written.startIndex, offsetBy: 6)..<slash].split(separator: "-").compactMap { Int64($0) }
        guard ends.count == 2 else { return }
        answer.headers[.contentRange] = "bytes \(ends[0] + distance)-\(ends[1] + distance)\(written[slash...])"
    }
}
