internal import Foundation
internal import JSONReading
internal import Licensing

/// The SPDX lists of licences and exceptions: tables of `#` comments, one line of column names, and rows.
struct SPDXList {
    var licenses: [LicenseCatalogue.ListedLicense] = []
    var exceptions: [String] = []

    init() {}

    init(folder: URL) throws(LicenseFault) {
        for (fields, line) in try Self.rows("spdx-licenses.tsv", ["id", "name", "deprecated", "osi", "fsf", "replaced-by"], in: folder) {
            let flags = fields[2...4].map { $0 == "yes" }
            guard fields[2...4].allSatisfy({ $0 == "yes" || $0 == "no" }) else {
                throw LicenseFault(file: "spdx-licenses.tsv", line: line, reason: "flags must be 'yes' or 'no'")
            }
            licenses.append(
                .init(
                    id: LicenseID(fields[0]), name: fields[1], isDeprecated: flags[0], isOSIApproved: flags[1], isFSFLibre: flags[2],
                    replacement: fields[5].isEmpty ? nil : fields[5]))
        }
        for (fields, _) in try Self.rows("spdx-exceptions.tsv", ["id", "name", "deprecated"], in: folder) {
            exceptions.append(fields[0])
        }
    }

    private static func rows(_ name: String, _ columns: [String], in folder: URL) throws(LicenseFault) -> [([String], Int)] {
        guard let data = try? Data(contentsOf: folder.appendingPathComponent(name)) else {
            throw LicenseFault(file: name, line: nil, reason: "the file can't be read")
        }
        var rows: [([String], Int)] = []
        var seen: Set<String> = []
        var isHead = true
        for (index, line) in String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            if isHead {
                guard fields == columns else {
                    throw LicenseFault(file: name, line: index + 1, reason: "the columns must be: \(columns.joined(separator: ", "))")
                }
                isHead = false
                continue
            }
            guard fields.count == columns.count, !fields[0].isEmpty else {
                throw LicenseFault(file: name, line: index + 1, reason: "\(fields.count) fields instead of \(columns.count)")
            }
            guard seen.insert(fields[0].lowercased()).inserted else {
                throw LicenseFault(file: name, line: index + 1, reason: "'\(fields[0])' is listed twice")
            }
            rows.append((fields, index + 1))
        }
        return rows
    }

    func write(to json: inout JSONWriter) {
        json.key("spdx")
        json.array { json in
            for entry in licenses {
                let flags = [(entry.isDeprecated, "d"), (entry.isOSIApproved, "o"), (entry.isFSFLibre, "f")]
                json.array { json in
                    json.string(entry.id.text)
                    json.string(entry.name)
                    json.string(flags.filter(\.0).map(\.1).joined())
                    if let replacement = entry.replacement { json.string(replacement) }
                }
            }
        }
        json.key("exceptions")
        json.array { json in
            for exception in exceptions { json.string(exception) }
        }
    }

    /// Reads what `write` wrote; nil where it is something else.
    init?(compiled root: JSONValue) {
        guard let rows = root["spdx"]?.array, let names = root["exceptions"]?.array else { return nil }
        for row in rows {
            guard let fields = row.array.map({ $0.compactMap(\.string) }), fields.count >= 3 else { return nil }
            licenses.append(
                .init(
                    id: LicenseID(fields[0]), name: fields[1], isDeprecated: fields[2].contains("d"),
                    isOSIApproved: fields[2].contains("o"),
                    isFSFLibre: fields[2].contains("f"), replacement: fields.count > 3 ? fields[3] : nil))
        }
        exceptions = names.compactMap(\.string)
    }
}
