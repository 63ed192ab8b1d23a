import ArgumentParser

/// How lists and records are printed. A new case does not compile until every document can render itself in it.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case table, json, csv
}
