import ArgumentParser

struct SnapshotCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot", abstract: "Named, immutable states of the whole mirror, and which of them is served.",
        subcommands: [
            SnapshotCreate.self, SnapshotList.self, SnapshotShow.self, SnapshotDiffCommand.self, SnapshotPublish.self,
            SnapshotRollback.self, SnapshotDrop.self,
        ])
}
