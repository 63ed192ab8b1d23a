import ArgumentParser
import Shelves
import Vocabulary

struct QuarantineRelease: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Let bytes be served, from now on and after later syncs.",
        discussion: "Under the kinds of names that were judged. `add` takes it back.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var subject: QuarantineSubject
    @Option(help: ArgumentHelp("Why; kept with the release.", valueName: "text")) var remark: String

    func run() async throws {
        let site = try global.site()
        guard remark.contains(where: { !$0.isWhitespace }) else {
            throw CommandFailure(.usage, "a release needs a remark: who looked, and why")
        }
        let (blob, _) = try subject.resolve(site, try await site.quarantine.read())
        let release = QuarantineItem.Release(at: site.now(), remark: remark)
        guard try await site.quarantine.change({ $0.release(blob, release) }) > 0 else {
            throw CommandFailure(.usage, "blob \(blob.hex) is not held back")
        }
        site.console.note("blob \(blob.hex) is released; servers follow within a second")
    }
}
