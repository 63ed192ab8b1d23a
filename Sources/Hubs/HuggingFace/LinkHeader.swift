/// The `Link` header of RFC 8288, as far as paging needs it.
enum LinkHeader {
    /// The address with `rel="next"`, as written. Several `Link` lines are joined by commas before this sees them.
    static func next(in value: String) -> String? {
        var rest = value[...]
        while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
            let target = rest[rest.index(after: open)..<close]
            rest = rest[rest.index(after: close)...]
            // Parameters run to a comma that a new `<` follows: a comma may stand inside a quoted value.
            let parameters = rest.prefix { $0 != "<" }
            if parameters.split(separator: ";").contains(where: isNext) { return String(target) }
            rest = rest[parameters.endIndex...]
        }
        return nil
    }

    private static func isNext(_ parameter: Substring) -> Bool {
        let parts = parameter.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " && $0 != "," } }
        guard parts.count == 2, parts[0].lowercased() == "rel" else { return false }
        let value = parameter.drop { $0 != "=" }.dropFirst().filter { $0 != "\"" && $0 != "," }
        return value.split(separator: " ").contains { $0.lowercased() == "next" }
    }
}
