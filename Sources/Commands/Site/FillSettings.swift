import Mirroring
import Vocabulary

/// `fill` in weighbridge.yaml: what `serve --fill` may fetch because a client asks for it.
struct FillSettings: Sendable, Equatable {
    /// As if `serve` always had `--fill`.
    var isEnabled = false
    /// Hubs that may be asked.
    var hubs: [HubID] = [.huggingFace]
    /// Bytes of a file that is still fetched; nil: any.
    var largest: Int64?
    /// Patterns over models (`org/*`); none: every model.
    var allowed: [String] = []
    var denied: [String] = []
    /// Seconds for which a branch or tag is believed.
    var freshness = 300
    /// Files that are fetched at the same time.
    var concurrent = 4

    init() {}

    init(_ fill: inout StrictMapping) throws {
        isEnabled = try fill.flag("enabled") ?? isEnabled
        if let names = try fill.texts("hubs") {
            hubs = try names.map { name in
                guard let id = HubID(name) else { throw StrictMapping.Problem(line: nil, reason: "'\(name)' is not a hub's name") }
                return id
            }
        }
        if let text = try fill.text("max_size"), text != "unlimited" {
            guard let size = Quantity.parseBytes(text), size > 0 else {
                throw StrictMapping.Problem(line: nil, reason: "'fill.max_size' must be a size such as 20GiB, or unlimited")
            }
            largest = size
        }
        if var namespaces = try fill.mapping("namespaces") {
            allowed = try namespaces.texts("allow") ?? []
            denied = try namespaces.texts("deny") ?? []
            try namespaces.finish()
        }
        freshness = try fill.integer("freshness", in: 0...31_536_000) ?? freshness
        concurrent = try fill.integer("concurrent", in: 1...64) ?? concurrent
        try fill.finish()
    }

    var yaml: [String] {
        func list(_ texts: [String]) -> String { "[" + texts.map(Configuration.quoted).joined(separator: ", ") + "]" }
        return [
            "fill:", "  enabled: \(isEnabled)", "  hubs: \(list(hubs.map(\.description)))",
            "  max_size: \(largest.map { "\($0)B" } ?? "unlimited")", "  namespaces:", "    allow: \(list(allowed))",
            "    deny: \(list(denied))", "  freshness: \(freshness)", "  concurrent: \(concurrent)",
        ]
    }
}
