import ArgumentParser

struct QuarantineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine", abstract: "Bytes that are held and not served: look at them, release them, add some.",
        discussion: """
            A sync puts dangerous files here. Bytes are blocked by their digest, in every model and under every name; running servers heed a \
            change within a second. A release is remembered: the same bytes are not held back again under such a name.
            """,
        subcommands: [QuarantineList.self, QuarantineShow.self, QuarantineRelease.self, QuarantineAdd.self])
}
