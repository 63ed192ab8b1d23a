internal import Blobs
internal import JSONReading
internal import Licensing
internal import Variants
public import Vocabulary

extension MirrorDeclaration {
    /// Of everything that it says: equal for equal declarations, however they are written and remarked upon.
    public var digest: Digest {
        var json = JSONWriter()
        json.object { json in
            json.key("models")
            json.array { json in for entry in entries { json.object { Self.write(entry, &$0) } } }
            json.key("queries")
            json.array { json in for query in queries { json.object { Self.write(query, &$0) } } }
            json.member("scenario", policy.licenses?.scenario)
            json.member("refused", strings: (policy.licenses?.refused ?? []).map(\.rawValue).sorted())
            json.member("refuses_gated", policy.refusesGated)
            json.member("dangerous", policy.scan.dangerous.rawValue)
            json.member("suspicious", policy.scan.suspicious.rawValue)
            json.member("removes", policy.removes)
            json.key("quotas")
            json.array { json in
                for quota in quotas {
                    json.object { json in
                        json.member("models", quota.models)
                        json.member("bytes", quota.bytes)
                    }
                }
            }
        }
        return Digest(hashing: json.bytes)
    }

    private static func write(_ entry: Entry, _ json: inout JSONWriter) {
        json.member("model", entry.model.description)
        write(entry.revisions, entry.files, entry.limits, &json)
        json.member("approval", entry.approval)
    }

    private static func write(_ query: CatalogQuery, _ json: inout JSONWriter) {
        json.member("name", query.name)
        json.member("text", query.text)
        json.member("sort", query.sort)
        json.member("top", query.top)
        json.key("filters")
        json.array { json in
            for filter in query.filters {
                json.object { json in
                    json.member("name", filter.name)
                    json.member("values", strings: filter.values)
                }
            }
        }
        write(query.revisions, query.files, query.limits, &json)
    }

    private static func write(_ revisions: [Revision], _ files: FileSelection, _ limits: SizeLimits, _ json: inout JSONWriter) {
        json.member("revisions", strings: revisions.map(\.description))
        json.member("include", strings: files.include)
        json.member("exclude", strings: files.exclude)
        json.member("prefer", strings: files.prefer.map(\.rawValue))
        json.member("quantizations", strings: files.quantizations)
        json.member("max_size", limits.model)
        json.member("max_file_size", limits.file)
    }
}
