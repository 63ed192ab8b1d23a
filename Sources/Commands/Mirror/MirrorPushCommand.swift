import ArgumentParser
import Blobs
import Foundation
import ObjectStore
import Reports
import Shelves
import Vocabulary

struct MirrorPushCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "push", abstract: "Bring what is published here into the bucket, and publish it there.",
        discussion: """
            Replicas (`serve --replica`) follow what the bucket publishes. Bytes are compared with their trees before they are sent, what is there \
            already is not sent again, and the publication is written last. Keys are AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the \
            environment, or in the file that object_store.credentials_file names. Run one push for a bucket at a time, and from one mirror: \
            --prune drops the bucket's snapshots that it does not have any more, never the one that the bucket publishes.
            """)

    @OptionGroup var global: GlobalOptions
    @Option(help: ArgumentHelp("Push this snapshot (default: the one that is published here).", valueName: "name")) var snapshot: String?
    @Flag(help: "Say what would be sent and removed, and do neither.") var dryRun = false
    @Flag(help: "Afterwards drop from the bucket the snapshots that were dropped here, and remove what none of the others names.")
    var prune = false
    @Option(help: ArgumentHelp("Leave alone what was written to the bucket within this time.", valueName: "time")) var grace: Lapse = Lapse(
        seconds: 24 * 3_600)

    func run() async throws {
        let site = try global.site()
        let push = MirrorPush(
            blobs: try site.blobs(), snapshots: site.snapshots(), quarantine: site.quarantine, client: try site.objectStore(), now: site.now
        )
        guard let lock = try FileLock(site.home.pushLock.path) else {
            throw CommandFailure(.damaged, "another push is running (it holds \(site.home.pushLock.path))")
        }
        defer { lock.release() }
        let plan = try await push.plan(try snapshot.map(Site.name))
        if !dryRun {
            let display = ProgressDisplay(ProgressState(title: "push", unit: .bytes, total: plan.missingBytes), on: site.console)
            try await display.during {
                try await push.run(plan) { count in display.update { $0.done += count } }
            }
        }
        var pruned: MirrorPush.Pruned?
        if prune { pruned = try await push.prune(grace: grace.seconds, isDryRun: dryRun) }
        site.console.show(document(plan, pruned))
    }

    private func document(_ plan: PushPlan, _ pruned: MirrorPush.Pruned?) -> Document {
        var table = Table(["what", "number", "size"], rightAligned: ["number", "size"])
        let would = dryRun ? "to send" : "sent"
        table.rows = [
            ["blobs of \(plan.snapshot.name)", String(plan.blobs), Quantity.bytes(plan.bytes)],
            ["blobs \(would)", String(plan.missing.count), Quantity.bytes(plan.missingBytes)],
            ["manifests \(would)", String(plan.manifests.count), ""],
        ]
        if let pruned {
            let gone = dryRun ? "to remove" : "removed"
            table.rows += [
                ["blobs \(gone)", String(pruned.blobs), Quantity.bytes(pruned.bytes)],
                ["snapshots \(gone)", String(pruned.snapshots.count), ""],
                ["papers \(gone)", String(pruned.companions), ""], ["broken uploads \(gone)", String(pruned.uploads), ""],
                ["blobs too young to be sure of", String(pruned.young), ""],
            ]
        }
        var fields: [(String, Datum)] = [
            ("dry_run", .bool(dryRun)), ("snapshot", .text(plan.snapshot.name.description)),
            ("root", .text(plan.snapshot.root.description)),
            ("blobs", .int(plan.blobs)), ("bytes", .int(plan.bytes)), ("sent_blobs", .int(plan.missing.count)),
            ("sent_bytes", .int(plan.missingBytes)), ("sent_manifests", .int(plan.manifests.count)),
            ("was_published", .bool(plan.isPublished)),
        ]
        if let pruned {
            fields.append(
                (
                    "pruned",
                    .object([
                        ("blobs", .int(pruned.blobs)), ("bytes", .int(pruned.bytes)), ("papers", .int(pruned.companions)),
                        ("uploads", .int(pruned.uploads)), ("young", .int(pruned.young)), ("snapshots", .texts(pruned.snapshots)),
                    ])
                ))
        }
        let note = dryRun ? "nothing was changed" : "the bucket publishes \(plan.snapshot.name)"
        return Document(json: .object(fields), table: table, footnotes: ["", note])
    }
}
