import ArgumentParser
import Foundation
import Mirroring
import Reports
import Vocabulary

struct MirrorLockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lock", abstract: "Write down which commits and bytes mirror.yaml stands for now: mirror.lock.",
        discussion: """
            Asks the catalog and the hubs, and fetches nothing. The file is meant for review beside mirror.yaml; `mirror sync --locked` holds \
            just that, anywhere and any time. --check writes nothing, and ends with exit code 1 if the file is missing or behind.
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var access: HubOptions
    @Flag(help: "Only say whether the file is current.") var check = false

    func run() async throws {
        let site = try global.site()
        let path = site.home.lockFile.path
        let (lock, plan) = try await SyncJob(site: site, access: access.access).lock()
        let old = try check ? MirrorLock.load(path) : nil
        let news = check ? old.map { $0.differences(from: lock) } ?? ["there is no \(path)"] : []
        if !check { try lock.save(path) }
        site.console.show(Self.document(lock, plan, news: news))
        if let first = news.first { throw CommandFailure(.found, "the lock is not current: \(first)") }
    }

    static func document(_ lock: MirrorLock, _ plan: SyncPlan, news: [String]) -> Document {
        var table = Table(["model", "revision", "commit", "files", "size"], rightAligned: ["files", "size"])
        table.rows = lock.items.map { item in
            [
                item.model.description, item.revision.description, String(item.commit.description.prefix(12)), String(item.files.count),
                Quantity.bytes(item.files.reduce(0) { $0 + $1.claim.size }),
            ]
        }
        let items = lock.items.map { item in
            Datum.object([
                ("model", .text(item.model.description)), ("revision", .text(item.revision.description)), ("commit", .text(item.commit)),
                ("files", .int(item.files.count)), ("left_out", .int(item.leftOut.count)),
            ])
        }
        let blocked = plan.items.count { if case .blocked = $0.work { true } else { false } }
        let json = Datum.object([
            ("declaration", .text(lock.declaration.description)), ("models", .list(items)), ("kept_out", .int(blocked)),
            ("news", .texts(news)),
        ])
        return Document(
            json: json, table: table,
            footnotes: (blocked > 0 ? ["", "\(blocked) revisions are kept out by rules, and are not in it"] : [""]) + news)
    }
}
