import ArgumentParser
import Foundation
import Mirroring
import Variants
import Vocabulary

struct MirrorAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Declare models to hold, in mirror.yaml.",
        discussion: """
            Patterns are shell patterns over the whole path of a file (*.safetensors, onnx/*). Of a model that is declared already, what is \
            given replaces what was there, and revisions are added. Nothing is fetched before `mirror sync`.
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: "Models: google/gemma-2b, huggingface:google/gemma-2b@v1.0.") var references: [ModelReference]
    @Option(help: ArgumentHelp("Hold only files that match (repeatable).", valueName: "glob")) var include: [String] = []
    @Option(help: ArgumentHelp("Leave out files that match (repeatable).", valueName: "glob")) var exclude: [String] = []
    @Option(help: "The branch, tag or commit to follow (repeatable; default: main).") var revision: [Revision] = []
    @Option(
        help: ArgumentHelp(
            "Take the weights in the first of these formats that is there whole, and leave out the others (repeatable): safetensors, gguf, …",
            valueName: "format")) var prefer: [WeightFormat] = []
    @Option(help: ArgumentHelp("Of GGUF, only this quantization (repeatable): Q4_K_M.", valueName: "label")) var quant: [String] = []
    @Option(help: ArgumentHelp("Don't take it if its files have more bytes: 20GiB.", valueName: "size")) var maxSize: String?

    func validate() throws {
        if let maxSize, Quantity.parseBytes(maxSize) == nil {
            throw ValidationError("--max-size must be a size such as 20GiB, not '\(maxSize)'")
        }
    }

    func run() async throws {
        let site = try global.site()
        var file = try site.declarationFile()
        for reference in references {
            var wishes = DeclarationFile.Wishes()
            wishes.revisions = revision + (reference.revision.map { [$0] } ?? [])
            (wishes.include, wishes.exclude, wishes.prefer, wishes.quantizations) = (include, exclude, prefer, quant)
            wishes.maxSize = maxSize
            try file.add(reference.model, wishes)
        }
        try file.save()
        if !file.keepsRemarks {
            site.console.warn("the remarks in \(site.home.declaration.path) were lost: it was not written line by line")
        }
        site.console.note(
            "\(file.declaration.entries.count) models declared in \(site.home.declaration.path); `weighbridge mirror sync` fetches them")
    }
}
