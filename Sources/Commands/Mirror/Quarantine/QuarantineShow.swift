import ArgumentParser
import Mirroring
import Shelves
import Vocabulary

struct QuarantineShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Why bytes are held back, and which files of the mirror have them.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var subject: QuarantineSubject

    func run() async throws {
        let site = try global.site()
        let quarantine = try await site.quarantine.read()
        let (blob, _) = try subject.resolve(site, quarantine)
        let items = quarantine.items(of: blob)
        guard !items.isEmpty else { throw CommandFailure(.usage, "blob \(blob.hex) is not in quarantine, and never was") }
        var origins = BlobOrigins()
        await origins.add(try site.shelf())
        await origins.add(site.fills())
        let published = try site.published()
        do throws(ShelfError) { await origins.add(try await published.current()) } catch { origins.note(error) }
        site.console.show(QuarantineDocument.show(items, origins.origins(of: blob)))
        for reason in origins.unreadable { site.console.warn(reason) }
    }
}
