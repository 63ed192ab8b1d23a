import Vocabulary

/// The files of one generated model.
struct GeneratedFiles {
    let maker: ModelMaker
    let writer: ModelWriter
    let model: GeneratedModel

    /// Small files with their bytes, large ones with a size and a digest that no bytes have.
    func all(_ id: String, card: JSON?) -> [SampleFile] {
        var stem = PageBytes()
        maker.writeStem(of: model, to: &stem)
        var files: [SampleFile] = []
        maker.forEachFile(of: model) { name, size in
            var bytes = PageBytes()
            maker.write(name, stem: stem.bytes, to: &bytes)
            let text = String(decoding: bytes.bytes, as: UTF8.self)
            guard let path = RepoPath(text) else { return }
            if size > 0, let digest = digest(of: files.count) {
                if let file = try? SampleFile(path: path, size: size, content: .memory([]), digest: digest) { files.append(file) }
                return
            }
            let content = content(of: text, id, card: card)
            if let file = try? SampleFile(path: path, size: Int64(content.count), content: .memory(content)) { files.append(file) }
        }
        return files
    }

    private func digest(of place: Int) -> Digest? {
        var random = SplitMix(state: model.details ^ UInt64(place + 1))
        var hex = PageBytes()
        for _ in 0..<4 { hex.appendHex(random.next(), digits: 16) }
        return Digest(hex: String(decoding: hex.bytes, as: UTF8.self))
    }

    private func content(of name: String, _ id: String, card: JSON?) -> [UInt8] {
        let family = Families.all[model.family].family
        switch name {
        case "README.md": return readme(id, card: card)
        case "config.json" where !family.type.isEmpty:
            var out = PageBytes()
            writer.writeConfigObject(model, family, withTokenizer: false, to: &out)
            return out.bytes + [0x0A]
        case "adapter_config.json":
            let base = model.parents.first.map { String(decoding: $0, as: UTF8.self) } ?? ""
            let json: JSON = ["peft_type": "LORA", "r": 16, "lora_alpha": 32, "base_model_name_or_path": .string(base)]
            return json.bytes + [0x0A]
        default: return Array("\(name) of \(id)\n".utf8)
        }
    }

    private func readme(_ id: String, card: JSON?) -> [UInt8] {
        var lines: [String] = []
        if let card, case .object(let members) = card {
            lines.append("---")
            for member in members { Self.write(member.key, member.value, indent: "", to: &lines) }
            lines.append("---")
        }
        let name = id.split(separator: "/").last.map(String.init) ?? id
        lines += ["# \(name)", "", "This model was never trained. It fills listings."]
        if model.details & 1 == 0 {
            lines += [
                "", "## Intended use", "", "For trying out catalogs, searches and mirrors.", "", "## Limitations", "",
                "It has no weights, so it answers nothing.", "", "## Training data", "", "None.",
            ]
        }
        if let base = model.parents.first { lines += ["", "Base model: \(String(decoding: base, as: UTF8.self))"] }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// A member in block style; texts that YAML could take for something else are quoted.
    private static func write(_ key: String, _ value: JSON, indent: String, to lines: inout [String]) {
        switch value {
        case .object(let members) where !members.isEmpty:
            lines.append("\(indent)\(key):")
            for member in members { write(member.key, member.value, indent: indent + "  ", to: &lines) }
        case .array(let elements) where !elements.isEmpty:
            lines.append("\(indent)\(key):")
            for element in elements {
                guard case .object(let members) = element else {
                    lines.append("\(indent)- \(scalar(element))")
                    continue
                }
                let start = lines.count
                for member in members { write(member.key, member.value, indent: indent + "  ", to: &lines) }
                if start < lines.count { lines[start] = "\(indent)- \(lines[start].dropFirst(indent.count + 2))" }
            }
        default: lines.append("\(indent)\(key): \(scalar(value))")
        }
    }

    private static func scalar(_ value: JSON) -> String {
        if case .string(let text) = value, text.first?.isLetter ?? false,
            text.allSatisfy({ $0.isLetter || $0.isNumber || "-./_".contains($0) }),
            !["no", "yes", "on", "off", "true", "false", "null", "y", "n"].contains(text.lowercased())
        {
            return text
        }
        return String(decoding: value.bytes, as: UTF8.self)
    }
}
