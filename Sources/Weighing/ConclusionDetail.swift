internal import JSONReading
public import Licensing

/// A conclusion's evidence and conflicts as JSON: what is stored beside it, and what a report shows.
public enum ConclusionDetail {
    /// Says nothing of which model it is about, so that models that say the same share it.
    public static func json(_ conclusion: Conclusion, conflicts: [Conflict]) -> String {
        var writer = JSONWriter(reservingCapacity: 512)
        writer.object { writer in
            writer.key("evidence")
            write(conclusion.evidence, to: &writer)
            writer.key("conflicts")
            write(conflicts, to: &writer)
            writer.key("gap")
            if let gap = conclusion.gap {
                writer.object { writer in
                    writer.key("code")
                    writer.string(gap.code)
                    writer.key("sentence")
                    writer.string(gap.sentence)
                }
            } else {
                writer.null()
            }
            writer.key("unread_policies")
            writer.array { writer in for policy in conclusion.unreadPolicies { writer.string(policy) } }
        }
        return writer.text
    }

    /// Strongest first, as in the conclusion.
    public static func json(_ evidence: [Evidence]) -> String {
        var writer = JSONWriter()
        write(evidence, to: &writer)
        return writer.text
    }

    /// By code, as in the conclusion.
    public static func json(_ conflicts: [Conflict]) -> String {
        var writer = JSONWriter()
        write(conflicts, to: &writer)
        return writer.text
    }

    private static func write(_ evidence: [Evidence], to writer: inout JSONWriter) {
        writer.array { writer in
            for item in evidence {
                writer.object { writer in
                    writer.key("source")
                    writer.string(item.source.rawValue)
                    writer.key("locator")
                    writer.string(item.locator)
                    writer.key("raw")
                    writer.optional(item.raw.map { String($0.prefix(512)) })
                    writer.key("expression")
                    writer.string(item.expression.description)
                    writer.key("confidence")
                    writer.string(item.confidence.rawValue)
                    writer.key("deciding")
                    writer.bool(item.isDeciding)
                    writer.key("note")
                    writer.optional(item.note)
                }
            }
        }
    }

    private static func write(_ conflicts: [Conflict], to writer: inout JSONWriter) {
        writer.array { writer in
            for conflict in conflicts {
                writer.object { writer in
                    writer.key("code")
                    writer.string(conflict.code.rawValue)
                    writer.key("severity")
                    writer.string(conflict.severity.rawValue)
                    writer.key("sentence")
                    writer.string(conflict.sentence)
                    writer.key("sides")
                    writer.array { writer in
                        for side in conflict.sides {
                            writer.object { writer in
                                writer.key("source")
                                writer.string(side.source.rawValue)
                                writer.key("locator")
                                writer.string(side.locator)
                                writer.key("expression")
                                writer.string(side.expression.description)
                            }
                        }
                    }
                }
            }
        }
    }
}

extension JSONWriter {
    /// A text, or null.
    fileprivate mutating func optional(_ text: String?) {
        if let text { string(text) } else { null() }
    }
}
