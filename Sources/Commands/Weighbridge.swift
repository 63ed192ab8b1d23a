public import ArgumentParser

/// `weighbridge`: nouns, then verbs.
public struct Weighbridge: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(commandName: "weighbridge")

    public init() {}

    /// Parses the process's arguments and runs what they ask for.
    public static func launch() async {
        await main()
    }
}
