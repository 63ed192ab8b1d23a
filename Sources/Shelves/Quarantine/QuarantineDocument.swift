internal import JSONReading
internal import Vocabulary

/// The quarantine as it is stored.
extension Quarantine {
    /// Its name among the documents.
    public static let key = "quarantine.json"
    /// Bytes it may have: some hundred thousand items.
    public static let limit = 64 << 20

    func encoded() -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("schema", 1)
            json.key("items")
            json.array { json in
                for item in items {
                    json.object { json in
                        json.member("blob", item.blob.description)
                        json.member("kind", item.kind)
                        json.member("file", item.file)
                        json.member("reasons", strings: item.reasons)
                        json.member("at", item.at.description)
                        if let release = item.release {
                            json.member("released_at", release.at.description)
                            json.member("remark", release.remark)
                        }
                    }
                }
            }
        }
        return json.bytes
    }

    /// Throws for anything that it can't be sure of: bytes must not be served because a line of this is unreadable.
    init(parsing bytes: [UInt8]) throws(ShelfError) {
        func damaged(_ reason: String) -> ShelfError { .damaged(path: Self.key, reason: reason) }
        let root: JSONValue
        do throws(JSONError) { root = try JSONDocument(parsing: bytes, limit: Self.limit).root } catch { throw damaged(error.description) }
        guard root["schema"]?.int64 == 1, let list = root["items"]?.array else { throw damaged("its schema is not known here") }
        self.init()
        var number = 0
        for value in list {
            number += 1
            guard let blob = value["blob"]?.string.flatMap({ Digest($0) }), let at = value["at"]?.string.flatMap({ Timestamp($0) }),
                let reasons = value["reasons"]?.array?.map({ $0.string })
            else { throw damaged("item \(number) is unreadable") }
            var release: QuarantineItem.Release?
            if let text = value["released_at"] {
                guard let at = text.string.flatMap({ Timestamp($0) }), let remark = value["remark"]?.string else {
                    throw damaged("the release of item \(number) is unreadable")
                }
                release = QuarantineItem.Release(at: at, remark: remark)
            }
            hold(
                QuarantineItem(
                    blob: blob, kind: value["kind"]?.string, file: value["file"]?.string, reasons: reasons.compactMap { $0 }, at: at,
                    release: release))
        }
    }
}
