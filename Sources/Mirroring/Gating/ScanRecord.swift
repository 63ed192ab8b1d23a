internal import JSONReading
internal import Scanning
internal import Vocabulary

/// What is kept of the scans of one blob: one for each kind of name under which it was met.
struct ScanRecord: Sendable {
    struct Entry: Sendable {
        let scan: FileScan
        let scanner: Int
        let at: Timestamp
    }

    static let limit = 4 << 20
    /// Bytes that go by more kinds of names than this (the empty file) are looked into again.
    static let mostKinds = 64

    private(set) var entries: [NameKind: Entry] = [:]

    init() {}

    /// The kept verdict, if this version of the scanner gave it.
    func scan(_ kind: NameKind) -> FileScan? {
        guard let entry = entries[kind], entry.scanner == FileScanner.version else { return nil }
        return entry.scan
    }

    /// False: there is no room for it.
    mutating func keep(_ scan: FileScan, _ kind: NameKind, at time: Timestamp) -> Bool {
        entries = entries.filter { $0.value.scanner == FileScanner.version }
        guard entries.count < Self.mostKinds || entries[kind] != nil else { return false }
        entries[kind] = Entry(scan: scan, scanner: FileScanner.version, at: time)
        return true
    }

    func encoded(_ blob: Digest) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("schema", 1)
            json.member("blob", blob.description)
            json.key("scans")
            json.array { json in
                for (kind, entry) in entries.sorted(by: { $0.key.description < $1.key.description }) {
                    json.object { json in
                        json.member("kind", kind.description)
                        json.member("verdict", entry.scan.verdict.rawValue)
                        json.member("scanner", entry.scanner)
                        json.member("at", entry.at.description)
                        json.key("reasons")
                        json.array { json in
                            for reason in entry.scan.reasons {
                                json.object { json in
                                    json.member("code", reason.code.rawValue)
                                    json.member("detail", reason.detail)
                                    json.member("place", reason.place)
                                }
                            }
                        }
                    }
                }
            }
        }
        return json.bytes
    }

    /// nil: it is not what was written, or of another blob.
    init?(parsing bytes: [UInt8], of blob: Digest) {
        guard let root = try? JSONDocument(parsing: bytes, limit: Self.limit).root, root["schema"]?.int64 == 1,
            root["blob"]?.string == blob.description, let list = root["scans"]?.array
        else { return nil }
        for value in list {
            guard let kind = value["kind"]?.string.flatMap({ NameKind($0) }), let scanner = value["scanner"]?.int64,
                let at = value["at"]?.string.flatMap({ Timestamp($0) }), let reasons = value["reasons"]?.array,
                entries.count < Self.mostKinds
            else { return nil }
            var read: [ScanReason] = []
            for reason in reasons {
                guard let code = reason["code"]?.string.flatMap({ ScanCode(rawValue: $0) }), let detail = reason["detail"]?.string
                else { return nil }
                read.append(ScanReason(code, detail, place: reason["place"]?.string))
            }
            let scan = FileScan(read)
            guard value["verdict"]?.string == scan.verdict.rawValue else { return nil }
            entries[kind] = Entry(scan: scan, scanner: Int(clamping: scanner), at: at)
        }
    }
}
