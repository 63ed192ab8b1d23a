import ArgumentParser
import Foundation
import Logging

/// Options that every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The data folder (default: $WEIGHBRIDGE_HOME or ~/.weighbridge).", valueName: "dir"))
    var home: String?

    @Option(help: ArgumentHelp("The configuration file (default: weighbridge.yaml in the data folder).", valueName: "file"))
    var config: String?

    @Option(help: "What to log to standard error: trace, debug, info, notice, warning, error or critical.")
    var logLevel: Logger.Level = .warning

    @Option(help: "How to print results: table, json or csv.")
    var format: OutputFormat = .table

    @Flag(help: "Print nothing but results and errors.")
    var quiet = false

    func site() throws -> Site {
        try Site(options: self, environment: ProcessInfo.processInfo.environment)
    }
}
