import ArgumentParser

struct MirrorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mirror", abstract: "What is held, and holding it.",
        subcommands: [
            MirrorAdd.self, MirrorRemove.self, MirrorList.self, MirrorPlanCommand.self, MirrorLockCommand.self, MirrorSyncCommand.self,
            SnapshotCommand.self,
            MirrorVerify.self, MirrorScan.self, MirrorGC.self, MirrorPin.self, MirrorUnpin.self, MirrorUsageCommand.self, MirrorRadar.self,
            MirrorExport.self, MirrorPushCommand.self, QuarantineCommand.self,
        ])
}
