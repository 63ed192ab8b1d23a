import ArgumentParser
import Shelves

struct QuarantineList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "What is held and not served.")

    @OptionGroup var global: GlobalOptions
    @Flag(help: "Released bytes too.") var all = false

    func run() async throws {
        let site = try global.site()
        let items = try await site.quarantine.read().items.filter { all || $0.release == nil }
        site.console.show(QuarantineDocument.list(items))
    }
}
