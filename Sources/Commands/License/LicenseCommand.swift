import ArgumentParser

struct LicenseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "license", abstract: "What licences permit, ask and forbid, and which one something is under.",
        subcommands: [
            LicenseNormalize.self, LicenseIdentify.self, LicenseShow.self, LicenseList.self, LicenseCheck.self, LicensePages.self,
        ])
}
