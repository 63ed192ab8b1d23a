import Foundation
import LicenseMeasuring
import Licensing

// A tool for the project's own scripts: makes the fingerprints, and measures how well and how fast texts are told. Not installed.
//
//     license-texts make TO INDEX[:FOLDER]… [--where-unknown INDEX[:FOLDER]]…
//     license-texts measure FINGERPRINTS INDEX[:FOLDER]…

let usage = """
    usage: license-texts make TO INDEX[:FOLDER]… [--where-unknown INDEX[:FOLDER]…]
           license-texts measure FINGERPRINTS INDEX[:FOLDER]…

    """

func folder(_ argument: String) throws -> TextFolder {
    let parts = argument.split(separator: ":", maxSplits: 1).map { URL(fileURLWithPath: String($0)) }
    return try TextFolder(index: parts[0], folder: parts.count > 1 ? parts[1] : nil)
}

/// Texts of the second list that are told with confidence by what is known so far are left out: more of the same would only cost time.
func make(_ sure: [String], _ whereUnknown: [String]) throws -> LicenseFingerprints {
    var maker = FingerprintMaker()
    for text in try sure.flatMap({ try folder($0).texts }) {
        try text.bytes.withUnsafeBytes { try maker.add(text.id, kind: text.kind, text: $0) }
    }
    let base = try maker.fingerprints()
    let identifier = TextIdentifier(base, LicenseCatalogue(facts: [], listed: [], exceptions: []))
    for text in try whereUnknown.flatMap({ try folder($0).texts }) {
        if !identifier.identify(text.bytes).confident {
            try text.bytes.withUnsafeBytes { try maker.add(text.id, kind: text.kind, text: $0) }
        }
    }
    return try maker.fingerprints()
}

func measure(_ prints: LicenseFingerprints, _ arguments: [String]) throws {
    let identifier = TextIdentifier(prints, LicenseCatalogue(facts: [], listed: [], exceptions: []))
    let groups = CopyScore.groups(prints)
    let folders = try arguments.map { (name: $0, texts: try folder($0).texts) }
    for dressing in Dressing.allCases {
        for entry in folders {
            let score = CopyScore(identifier, entry.texts, dressing, groups: groups)
            print(
                dressing.rawValue, entry.texts.count, score.right, score.confident, score.wrong, score.wrongWithConfidence, separator: "\t")
        }
        let copies = folders.flatMap { $0.texts.enumerated().map { dressing.apply(to: $1.bytes, seed: UInt64($0 + 1)) } }
        let start = clock()
        var told = 0
        for copy in copies where identifier.identify(copy).expression != .noAssertion { told += 1 }
        let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
        print("speed", dressing.rawValue, copies.count, told, Int(Double(copies.count) / max(seconds, 1e-9)), separator: "\t")
    }
}

var arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count >= 3 else {
    FileHandle.standardError.write(Data(usage.utf8))
    exit(2)
}
let verb = arguments.removeFirst()
let file = URL(fileURLWithPath: arguments.removeFirst())
switch verb {
case "make":
    let parts = arguments.split(separator: "--where-unknown", omittingEmptySubsequences: false)
    let prints = try make(Array(parts[0]), parts.dropFirst().flatMap { $0 })
    let bytes = FingerprintFormat.write(prints)
    try Data(bytes).write(to: file, options: .atomic)
    print("\(prints.texts.count) texts, \(bytes.count) bytes")
case "measure":
    let data = try Data(contentsOf: file)
    try measure(data.withUnsafeBytes { try FingerprintFormat.read($0) }, arguments)
default:
    FileHandle.standardError.write(Data(usage.utf8))
    exit(2)
}
