extension ScanRun {
    func look(at reader: RangeReader, _ subject: Subject) async throws(ScanError) {
        guard subject.depth <= limits.depth else { return note(.archiveTooDeep, "there is more than \(limits.depth) levels down", subject) }
        let head = try await reader.upTo(FileKind.headLength, at: 0)
        let kind = FileKind.of(head, name: subject.name, size: reader.size)
        if subject.isRaw { return try await lookAtRaw(reader, kind, subject) }
        if subject.name.hasSuffix(".safetensors"), kind != .safetensors {
            note(.wrongContent, "it is named as safetensors and is none", subject)
        }
        switch kind {
        case .pickle, .legacyTorch: try await pickle(reader, subject, isCertain: true)
        case .zip: try await noting(.archiveBroken, subject) { () throws(ScanError) in try await zip(reader, subject) }
        case .numpy: try await numpy(reader, subject)
        case .gguf: try await gguf(reader, subject)
        case .safetensors:
            try await noting(.headerMalformed, subject) { () throws(ScanError) in _ = try await SafetensorsHeader.read(reader) }
        case .onnx where subject.name.hasSuffix("saved_model.pb"): try await savedModel(reader, subject)
        case .onnx: try await onnx(reader, Array(head), subject)
        case .tflite: try await noting(.headerMalformed, subject) { () throws(ScanError) in _ = try await TFLiteHeader.read(reader) }
        case .hdf5: try await hdf5(reader, subject)
        case .gzip: try await packed(reader, .gzip, subject)
        case .zlib: try await packed(reader, .zlib, subject)
        case .tar: try await noting(.archiveBroken, subject) { () throws(ScanError) in try await tar(reader, subject) }
        case .opaque(let format): note(.archiveUnread, "a \(format) archive is not opened here", subject)
        case .machineCode(let format): machineCode(format, subject)
        case .script where subject.isNamedAsWeights: note(.scriptAsWeights, "it begins as a script does", subject)
        case .script: note(.pythonCode, "a script", subject)
        case .media(let format):
            if subject.isNamedAsWeights { note(.wrongContent, "it is a \(format) under the name of weights", subject) }
        case .unknown: try await unknown(reader, Array(head), subject)
        }
        if kind != .zip, subject.hasEnding(Self.archiveEndings) { try await zipBehind(reader, subject) }
    }

    /// Files that are opened as zip archives by the record at their end, whatever they begin with (Python's `zipfile.is_zipfile`).
    private static let archiveEndings: Set<String> = ["keras", "zip", "npz", "mar", "pt", "pth", "pt2", "bin", "ckpt"]

    private func zipBehind(_ reader: RangeReader, _ subject: Subject) async throws(ScanError) {
        let count = Int(min(reader.size, 66_000))
        guard !ZipEnd.all(in: Array(try await reader.bytes(at: reader.size - Int64(count), count: count))).isEmpty else { return }
        // Four bytes are soon met by chance in gigabytes, but then no directory is before them.
        let directory = try await ifSound { () throws(ScanError) in try await ZipDirectory.read(reader) }
        guard let directory, !directory.entries.isEmpty else { return }
        note(.wrongContent, "it is a zip archive that begins as something else", subject)
        try await noting(.archiveBroken, subject) { () throws(ScanError) in try await zip(reader, subject) }
    }

    /// Tensors' bytes are never unpickled; only what is a pickle from front to back is said to be one.
    private func lookAtRaw(_ reader: RangeReader, _ kind: FileKind, _ subject: Subject) async throws(ScanError) {
        guard kind == .pickle || kind == .legacyTorch else { return }
        try await pickle(reader, subject, isCertain: false)
    }

    private func machineCode(_ format: String, _ subject: Subject) {
        if subject.hasEnding(["so", "dll", "dylib", "exe", "pyd", "o", "a", "class", "jar", "node"]) || !subject.isNamedAsWeights {
            note(.nativeLibrary, "\(format) code", subject)
        } else {
            // Two letters are soon met by chance: PE has its own mark further on.
            note(format == "PE" ? .wrongContent : .executableAsWeights, "it begins as \(format) code does", subject)
        }
    }

    /// Bytes that no signature tells: by name, and as a pickle of the old protocols, which have none.
    private func unknown(_ reader: RangeReader, _ head: [UInt8], _ subject: Subject) async throws(ScanError) {
        let last = subject.name.split(separator: "/").last.map(String.init) ?? subject.name
        if subject.hasEnding(["py", "pyc", "pyw", "ipynb", "sh", "bat", "ps1", "js", "lua"]) {
            return note(.pythonCode, "a program", subject)
        }
        if last == "tokenizer_config.json" || last.hasPrefix("chat_template") || subject.hasEnding(["jinja", "jinja2", "j2"]) {
            return try await template(reader, isJSON: last.hasSuffix(".json"), subject)
        }
        if last == "saved_model.pb" { return try await savedModel(reader, subject) }
        if subject.hasEnding(["json"]) { return try await kerasJSON(reader, subject) }
        if subject.isNamedAsWeights, Self.isSource(head) { return note(.scriptAsWeights, "it begins as a Python program does", subject) }
        try await pickle(reader, subject, isCertain: false)
    }

    private static func isSource(_ head: [UInt8]) -> Bool {
        ["import ", "from ", "# -*- coding", "\"\"\"", "<?php", "<script", "@echo"].contains { head.starts(with: Array($0.utf8)) }
    }

    private func numpy(_ reader: RangeReader, _ subject: Subject) async throws(ScanError) {
        let bytes = Array(try await reader.upTo(Int(NumPyHeader.sizeLimit) + 12, at: 0))
        let header: NumPyHeader
        do {
            header = try NumPyHeader(bytes)
        } catch {
            return note(.headerMalformed, error.error(in: name).description, subject)
        }
        guard header.isObject else { return }
        let rest = SliceSource(whole: reader.source, range: Int64(header.length)..<reader.size)
        try await pickle(RangeReader(name: name, source: rest, budget: .whole), subject, isCertain: true)
    }

    private func onnx(_ reader: RangeReader, _ head: [UInt8], _ subject: Subject) async throws(ScanError) {
        do throws(ScanError) {
            for file in try await ONNXOutline.read(reader).externalFiles.sorted()
            where file.hasPrefix("/") || file.contains(":") || file.split(whereSeparator: { $0 == "/" || $0 == "\\" }).contains("..") {
                note(.externalPath, "its weights are said to be in \(file.shortened)", subject)
            }
        } catch {
            guard error.isOfContent else { throw error }
            if subject.name.hasSuffix(".onnx") { note(.headerMalformed, error.description, subject) }
            try await unknown(reader, head, subject)
        }
    }

    private func gguf(_ reader: RangeReader, _ subject: Subject) async throws(ScanError) {
        try await noting(.headerMalformed, subject) { () throws(ScanError) in
            let header = try await GGUFHeader.read(reader)
            if header.hasLongTemplate { note(.templateSuspicious, "its chat template is longer than is looked at", subject) }
            for (key, text) in header.chatTemplates {
                if let found = TemplateScan.finding(in: text) { note(found.code, "\(key): \(found.detail)", subject) }
            }
        }
    }
}
