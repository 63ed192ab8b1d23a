import ArgumentParser
import Foundation
import Mirroring
import Vocabulary

struct MirrorAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Declare models to hold, in mirror.yaml.",
        discussion:
            "Patterns are shell patterns over the whole path of a file (*.safetensors, onnx/*). Nothing is fetched before `mirror sync`.")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "Models: google/gemma-2b, huggingface:google/gemma-2b@v1.0.") var references: [ModelReference]
    @Option(help: ArgumentHelp("Hold only files that match (repeatable).", valueName: "glob")) var include: [String] = []
    @Option(help: ArgumentHelp("Leave out files that match (repeatable).", valueName: "glob")) var exclude: [String] = []
    @Option(help: "The branch, tag or commit to follow (repeatable; default: main).") var revision: [Revision] = []

    func run() async throws {
        let site = try global.site()
        try site.home.create()
        var declaration = try MirrorDeclaration.load(site.home.declaration.path)
        let files = FileSelection(include: include, exclude: exclude)
        for reference in references {
            let revisions = revision + (reference.revision.map { [$0] } ?? [])
            declaration.add(MirrorDeclaration.Entry(model: reference.model, revisions: revisions, files: files))
        }
        try declaration.save(site.home.declaration.path)
        site.console.note(
            "\(declaration.entries.count) models declared in \(site.home.declaration.path); `weighbridge mirror sync` fetches them")
    }
}
