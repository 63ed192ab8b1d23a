import ArgumentParser
import Reports
import Variants

struct VariantRead: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read", abstract: "Reads facets from model ids alone: family, size, quantization, tuning, language …",
        discussion: "What the name does not say is left empty (null in JSON).")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "Model ids: TheBloke/Llama-2-7B-GGUF.") var names: [String] = []
    @Flag(help: "Read one id a line from standard input.") var stdin = false

    func validate() throws {
        guard stdin != !names.isEmpty else { throw ValidationError("give ids as arguments, or --stdin, not both") }
    }

    func run() async throws {
        let site = try global.site()
        let read = (stdin ? InputLines.read() : names).map { VariantReport.fields(of: VariantName.read($0), name: $0) }
        var table = Table(
            VariantReport.keys.map { $0.replacing("_", with: " ") }, rightAligned: ["parameters", "active parameters", "context"])
        table.rows = read.map { $0.map(\.value.plain) }
        site.console.show(Document(json: .list(read.map(Datum.object)), table: table))
    }
}
