/// Writes models as entries of a listing. A class, for copies of it would cost more than what it writes.
final class ModelWriter: Sendable {
    /// The members that are asked for, in the order in which they are written; `_id` and `id` always come.
    enum Field: String, CaseIterable, Sendable {
        case author, sha, lastModified, `private`, gated, disabled, likes, trendingScore, downloads, downloadsAllTime, tags
        case task = "pipeline_tag"
        case library = "library_name"
        case createdAt, modelId, cardData, config
        case modelIndex = "model-index"
        case safetensors, gguf, spaces, usedStorage, siblings
    }

    let maker: ModelMaker

    init(maker: ModelMaker) { self.maker = maker }

    func write(_ model: GeneratedModel, _ fields: [Field], to out: inout PageBytes) {
        out += "{\"_id\":\""
        out.appendHex(UInt64(max(0, model.created) / 1_000), digits: 8)
        out.appendHex(model.details, digits: 16)
        out += "\",\"id\":\""
        let idStart = out.bytes.count
        maker.writeID(of: model, to: &out)
        let id = idStart..<out.bytes.count
        out += "\""
        let free = maker.freeTags(of: model)
        for field in fields { write(field, model, id: id, free: free, to: &out) }
        out += "}"
    }

    private func write(_ field: Field, _ model: GeneratedModel, id: Range<Int>, free: Int, to out: inout PageBytes) {
        let family = Families.all[model.family].family
        switch field {
        case .author:
            out += ",\"author\":\""
            maker.writeOwner(of: model, to: &out)
            out += "\""
        case .sha:
            out += ",\"sha\":\""
            Self.writeCommit(of: model, to: &out)
            out += "\""
        case .lastModified:
            out += ",\"lastModified\":\""
            out.append(milliseconds: model.changed)
            out += "\""
        case .private: out += ",\"private\":false"
        case .gated: out += model.isGated ? (model.details & 1 == 0 ? ",\"gated\":\"auto\"" : ",\"gated\":\"manual\"") : ",\"gated\":false"
        case .disabled: out += ",\"disabled\":false"
        case .likes:
            out += ",\"likes\":"
            out += Int64(model.likes)
        case .trendingScore:
            out += ",\"trendingScore\":"
            out += Int64(model.likes / 50)
        case .downloads:
            out += ",\"downloads\":"
            out += Int64(model.downloads)
        case .downloadsAllTime:
            out += ",\"downloadsAllTime\":"
            out += Int64(model.downloads * 17)
        case .tags:
            out += ",\"tags\":["
            maker.forEachTag(of: model, free: free) { prefix, tag in
                out += "\""
                out += prefix
                out += tag
                out += "\","
            }
            out.dropLast()
            out += "]"
        case .task:
            guard model.kind.task > 0 else { return }
            out += ",\"pipeline_tag\":\""
            out += Words.tasks[model.kind.task]
            out += "\""
        case .library:
            guard model.library > 0 else { return }
            out += ",\"library_name\":\""
            out += CardShares.libraries[model.library]
            out += "\""
        case .createdAt:
            out += ",\"createdAt\":\""
            out.append(milliseconds: model.created)
            out += "\""
        case .modelId:
            out += ",\"modelId\":\""
            out.append(repeating: id)
            out += "\""
        case .cardData: writeCard(model, free: free, to: &out)
        case .config: writeConfig(model, family, to: &out)
        case .modelIndex:
            out += ",\"model-index\":"
            if model.hasResults { writeResults(model, family, to: &out) } else { out += "null" }
        case .safetensors: writeSafetensors(model, family, to: &out)
        case .gguf: writeGGUF(model, family, to: &out)
        case .spaces: out += ",\"spaces\":[]"
        case .usedStorage:
            out += ",\"usedStorage\":"
            out += model.storage
        case .siblings: writeSiblings(model, to: &out)
        }
    }

    /// 40 digits.
    static func writeCommit(of model: GeneratedModel, to out: inout PageBytes) {
        var random = SplitMix(state: model.details ^ 0x5AFE)
        out.appendHex(random.next(), digits: 16)
        out.appendHex(random.next(), digits: 16)
        out.appendHex(random.next(), digits: 8)
    }

    private func writeSiblings(_ model: GeneratedModel, to out: inout PageBytes) {
        var stem = PageBytes(capacity: 64)
        maker.writeStem(of: model, to: &stem)
        out += ",\"siblings\":["
        maker.forEachFile(of: model) { name, _ in
            out += "{\"rfilename\":\""
            maker.write(name, stem: stem.bytes, to: &out)
            out += "\"},"
        }
        out.dropLast()
        out += "]"
    }
}
