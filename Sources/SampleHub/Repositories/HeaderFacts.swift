import Foundation
import Vocabulary

/// What the Hub takes from `config.json`.
enum ConfigFacts {
    static func read(_ bytes: [UInt8]) -> JSON? {
        guard let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] else { return nil }
        let architectures = (object["architectures"] as? [String]).map { JSON.array($0.map { .string($0) }) }
        let type = (object["model_type"] as? String).map { JSON.string($0) }
        guard architectures != nil || type != nil else { return nil }
        return .object(("architectures", architectures), ("model_type", type))
    }
}

/// What the Hub takes from the headers of safetensors files: `{"parameters": {"F32": n}, "total": n}`.
enum SafetensorsFacts {

    /// Sum over all files of the root folder; nil where there are none that can be read.
    static func read(_ files: [SampleFile]) -> JSON? {
        var counts: [String: Int64] = [:]
        // One variant counts: the Hub looks at the file that the library would load.
        let named = files.filter { $0.path.description.hasSuffix(".safetensors") && !$0.path.description.contains("/") }
        let chosen = named.first { $0.path.description == "model.safetensors" } ?? named.first
        guard let chosen, let length = try? chosen.content.prefix(8), length.count == 8 else { return nil }
        let size = length.reversed().reduce(0) { $0 << 8 | UInt64($1) }
        guard size <= 16 << 20, let header = try? chosen.content.prefix(8 + Int(size)), header.count == 8 + Int(size),
            let object = try? JSONSerialization.jsonObject(with: Data(header.dropFirst(8))) as? [String: Any]
        else { return nil }
        for (name, value) in object where name != "__metadata__" {
            guard let tensor = value as? [String: Any], let type = tensor["dtype"] as? String,
                let shape = tensor["shape"] as? [Int]
            else { continue }
            counts[type, default: 0] += shape.reduce(Int64(1)) { $0.multipliedReportingOverflow(by: Int64($1)).partialValue }
        }
        guard !counts.isEmpty else { return nil }
        let parameters = JSON.object(counts.sorted { $0.key < $1.key }.map { .init($0.key, .integer($0.value)) })
        return ["parameters": parameters, "total": .integer(counts.values.reduce(0, +))]
    }
}
