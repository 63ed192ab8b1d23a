import ArgumentParser
import Licensing
import Reports

struct LicenseNormalize: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "normalize", abstract: "Reads what people typed as a licence: tags, names, addresses, lists, prose.",
        discussion: "Claims may be JSON: a list, null, an object with license, license_name and license_link.")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "What was typed.") var claims: [String] = []
    @Flag(help: "Read one claim a line from standard input.") var stdin = false
    @Option(help: "The hub it was typed on: names mean different things on different hubs.") var hub = "huggingface"

    func validate() throws {
        guard stdin != !claims.isEmpty else { throw ValidationError("give claims as arguments, or --stdin, not both") }
    }

    func run() async throws {
        let site = try global.site()
        let normalizer = LicenseNormalizer(try site.licenses())
        let lines = stdin ? InputLines.read() : claims
        let read = lines.map { (input: $0, reading: normalizer.read(RawLicense(line: $0), hub: hub)) }
        var table = Table(["input", "expression", "confidence", "findings"])
        table.rows = read.map {
            [
                String($0.input.prefix(80)), $0.reading.expression.description, $0.reading.confidence.rawValue,
                $0.reading.findings.map(\.description).joined(separator: "; "),
            ]
        }
        site.console.show(Document(json: .list(read.map(Self.json)), table: table))
    }

    private static func json(_ input: String, _ reading: NormalizedLicense) -> Datum {
        .object([
            ("input", .text(input)), ("expression", .text(reading.expression.description)),
            ("confidence", .text(reading.confidence.rawValue)), ("state", .text(reading.state.name)),
            (
                "evidence",
                .list(
                    reading.evidence.map {
                        .object([("step", .text($0.step.rawValue)), ("fragment", .text($0.fragment)), ("rule", .text($0.rule))])
                    })
            ), ("findings", .texts(reading.findings)),
        ])
    }
}

extension NormalizedLicense.State {
    /// As printed.
    fileprivate var name: String {
        switch self {
        case .stated: "stated"
        case .absent: "absent"
        case .unknown: "unknown"
        case .otherNamed: "other-named"
        case .otherUnnamed: "other-unnamed"
        case .unread: "unread"
        case .textElsewhere: "text-elsewhere"
        }
    }
}
