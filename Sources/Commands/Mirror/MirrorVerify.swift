import ArgumentParser
import Blobs
import Mirroring
import Reports
import Vocabulary

struct MirrorVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Read what is held again and compare every byte; repair what is wrong.",
        discussion: """
            Damage is remembered, and the server does not send those bytes. --repair fetches only the damaged parts, from the sources given \
            in order, else from the hub; each is checked before it is written. Exit code 1 if damage was found and is still there.
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var access: HubOptions
    @Argument(help: "Only the files of these models (default: everything that is held).") var references: [ModelReference] = []
    @Flag(help: "Fetch damaged parts anew.") var repair = false
    @Option(
        help: ArgumentHelp(
            "Where to fetch them first: another mirror's address, a folder with blobs, or a tar or zip of them (repeatable).",
            valueName: "url-or-path"))
    var from: [String] = []

    func run() async throws {
        let site = try global.site()
        let job = VerifyJob(site: site, access: access.access, references: references, repairs: repair, sources: from)
        let outcome = try await job.run()
        site.console.show(outcome.document)
        guard outcome.isFine else {
            let papers = outcome.unreadable > 0 ? ", \(outcome.unreadable) manifests or snapshots can't be read" : ""
            throw CommandFailure(.found, "\(outcome.damaged) blobs are damaged\(papers)")
        }
    }
}
