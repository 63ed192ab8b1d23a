import ArgumentParser
import Foundation
import Reports
import Vocabulary

struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Print the effective configuration, as a file that could be used.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let site = try global.site()
        let settings = site.configuration
        switch global.format {
        case .table, .csv:
            Console.write("# home: \(site.home.root.path)\n\(settings.yaml())\n", to: 1)
        case .json:
            let hubs = settings.hubs.sorted { $0.key.description < $1.key.description }.map { id, hub in
                (key: id.description, value: Datum.object([("endpoint", .text(hub.endpoint)), ("token_file", .text(hub.tokenFile))]))
            }
            site.console.show(
                .record([
                    ("home", .text(site.home.root.path)), ("hubs", .object(hubs)), ("listen", .text(settings.listen)),
                    ("public_url", .text(settings.publicURL)), ("details", .int(settings.details)),
                    ("connections", .int(settings.connections)),
                    ("transfers", .texts(TransferSettings.yaml(settings.transfers).map { String($0.drop { $0 == " " }) })),
                    ("stall_timeout", .int(settings.stallTimeout)),
                    ("connect_timeout", .int(settings.connectTimeout)),
                ]))
        }
    }
}
