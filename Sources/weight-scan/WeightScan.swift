internal import Foundation
internal import JSONReading
internal import Scanning
internal import Variants

/// For `scripts/scan-corpus`: looks into the files that are named to it, and prints a line of JSON for each.
@main struct WeightScan {
    static func main() async {
        for path in CommandLine.arguments.dropFirst() {
            var line = JSONWriter()
            await write(path, &line)
            line.newline()
            FileHandle.standardOutput.write(Data(line.bytes))
        }
    }

    private static func write(_ path: String, _ line: inout JSONWriter) async {
        let counted: CountedSource
        let scan: FileScan
        do throws(ScanError) {
            let file = try FileSource(path: path)
            counted = CountedSource(file)
            scan = try await FileScanner().scan(path, file)
        } catch {
            return line.object {
                $0.member("file", path)
                $0.member("error", error.description)
            }
        }
        var facts = ""
        do throws(ScanError) {
            let found = try await WeightScanner().facts(of: path, counted)
            let tensors = found.tensors.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.elements) in \($0.value.bytes)" }
            facts = "\(found.format.rawValue)\(found.isWhole ? "" : ", a part") \(tensors.joined(separator: ", "))"
        } catch {
            facts = error.description
        }
        let (requests, bytes) = (await counted.requests, await counted.bytes)
        line.object { object in
            object.member("file", path)
            object.member("verdict", scan.verdict.rawValue)
            object.key("reasons")
            object.array { list in
                for reason in scan.reasons {
                    list.object {
                        $0.member("code", reason.code.rawValue)
                        $0.member("detail", reason.detail)
                        $0.member("place", reason.place)
                    }
                }
            }
            object.member("facts", facts)
            object.member("requests", requests)
            object.member("bytes", bytes)
        }
    }
}
