import ArgumentParser

struct MirrorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mirror", abstract: "What is held, and holding it.",
        subcommands: [
            MirrorAdd.self, MirrorRemove.self, MirrorList.self, MirrorPlanCommand.self, MirrorSyncCommand.self, MirrorRadar.self,
            MirrorExport.self,
        ])
}
