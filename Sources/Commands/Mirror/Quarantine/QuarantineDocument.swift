import Mirroring
import Reports
import Shelves
import Vocabulary

/// How items of the quarantine are printed.
enum QuarantineDocument {
    static func list(_ items: [QuarantineItem]) -> Document {
        var table = Table(["blob", "file", "since", "state", "reason"])
        for item in items {
            table.rows.append([
                String(item.blob.hex.prefix(16)), item.file ?? "", item.at.description, state(item), item.reasons.first ?? "",
            ])
        }
        return Document(json: .list(items.map { .object(fields($0)) }), table: table)
    }

    /// Everything about one blob: its items, and the files of this mirror that have its bytes.
    static func show(_ items: [QuarantineItem], _ files: [BlobOrigins.Origin]) -> Document {
        let names = files.map { "\($0.model)@\($0.commit.description.prefix(12)) \($0.path)" }
        var table = Table(["field", "value"])
        for item in items {
            table.rows += [
                ["blob", item.blob.hex], ["name", item.kind ?? "any"], ["met as", item.file ?? ""], ["since", item.at.description],
                ["state", state(item)],
            ]
            if let release = item.release { table.rows += [["released", release.at.description], ["remark", release.remark]] }
            table.rows += item.reasons.map { ["reason", $0] }
        }
        table.rows += names.map { ["file", $0] }
        return Document(
            json: .object([("items", .list(items.map { .object(fields($0)) })), ("files", .texts(names))]), table: table)
    }

    private static func state(_ item: QuarantineItem) -> String { item.release == nil ? "held back" : "released" }

    private static func fields(_ item: QuarantineItem) -> Fields {
        [
            ("blob", .text(item.blob.description)), ("kind", .text(item.kind)), ("file", .text(item.file)),
            ("at", .text(item.at.description)),
            ("reasons", .texts(item.reasons)), ("released_at", .text(item.release?.at.description)),
            ("remark", .text(item.release?.remark)),
        ]
    }
}
