import ArgumentParser

struct VariantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "variant", abstract: "What a model's name says of it.", subcommands: [VariantRead.self])
}
