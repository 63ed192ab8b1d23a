import Reports
import Shelves
import Vocabulary

/// Snapshots as they are printed.
enum SnapshotDocument {
    static func fields(_ snapshot: Snapshot) -> [(key: String, value: Datum)] {
        [
            ("name", .text(snapshot.name.description)), ("created_at", .text(snapshot.createdAt.description)),
            ("remark", .text(snapshot.remark)), ("root", .text(snapshot.root.description)), ("models", .int(snapshot.models)),
            ("commits", .int(snapshot.commits)), ("files", .int(snapshot.files)), ("bytes", .int(snapshot.bytes)),
        ]
    }

    static func publication(_ publication: Publication) -> Document {
        let items = [publication.current] + publication.history
        let rows = items.enumerated().map { index, item in
            [item.name.description, item.at.description, index == 0 ? "served" : item.wasTakenBack ? "taken back" : "", item.root.hex]
        }
        func datum(_ item: Publication.Item) -> Datum {
            .object([
                ("name", .text(item.name.description)), ("at", .text(item.at.description)), ("root", .text(item.root.description)),
                ("taken_back", .bool(item.wasTakenBack)),
            ])
        }
        let json = Datum.object([
            ("current", datum(publication.current)), ("history", .list(publication.history.map(datum))),
        ])
        return Document(json: json, table: Table(["name", "at", "state", "root"], rows: rows))
    }
}
