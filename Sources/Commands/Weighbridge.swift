public import ArgumentParser
import Foundation

/// `weighbridge`: nouns, then verbs.
public struct Weighbridge: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "weighbridge",
        abstract: "Model weights for networks that are closed: crawl, index, mirror, serve.",
        version: Version.current,
        subcommands: [
            CatalogCommand.self, VariantCommand.self, LicenseCommand.self, MirrorCommand.self, ServeCommand.self, DemoCommand.self,
            ConfigCommand.self, DoctorCommand.self,
        ])

    public init() {}

    /// Parses the process's arguments, runs what they ask for, and ends the process with an exit code of the contract.
    public static func launch() async -> Never {
        signal(SIGPIPE, SIG_IGN)
        let status = await Interruption.cancellingOnSignal {
            do {
                var command = try parseAsRoot()
                if var asynchronous = command as? any AsyncParsableCommand {
                    try await asynchronous.run()
                } else {
                    try command.run()
                }
                return ExitStatus.done
            } catch {
                return report(error)
            }
        }
        Foundation.exit(status.rawValue)
    }

    /// Says what went wrong on standard error (help and version go to standard output) and how the process ends.
    private static func report(_ error: any Error) -> ExitStatus {
        if let parsed = parserMessage(error) {
            Console.write(parsed.text + "\n", to: parsed.status == .done ? STDOUT_FILENO : STDERR_FILENO)
            return parsed.status
        }
        let failure = CommandFailure(explaining: error)
        if failure.status == .interrupted {
            Console.write("interrupted; run the same command again to go on\n", to: STDERR_FILENO)
        } else if !failure.description.isEmpty {
            Console.write("weighbridge: \(failure.description)\n", to: STDERR_FILENO)
        }
        return failure.status
    }

    /// What ArgumentParser has to say, or nil if the error is one of a command's own.
    private static func parserMessage(_ error: any Error) -> (text: String, status: ExitStatus)? {
        switch exitCode(for: error) {
        case .success: (fullMessage(for: error), .done)
        case .validationFailure: (fullMessage(for: error), .usage)
        default: nil
        }
    }
}

/// The version of this program.
enum Version {
    static let current = "0.1.0"
}
