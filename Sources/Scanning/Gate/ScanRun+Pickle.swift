extension ScanRun {
    /// What the pickles in it would do. Uncertain: bytes that may be one by accident; then what they fetch only counts if it is dangerous
    /// or the pickle is whole.
    func pickle(_ reader: RangeReader, _ subject: Subject, isCertain: Bool) async throws(ScanError) {
        let report = try await PickleScan.report(reader, 0..<reader.size)
        let isNamed = subject.isNamedAsPickle && !subject.isRaw
        let isPickle = isCertain || report.stops > 0 || (isNamed && report.actions > 0)
        for found in report.imports where !(subject.hasCode && found.module.hasPrefix("__torch__")) {
            switch ImportPolicy.answer(found) {
            case .plain: break
            case .dangerous: if isPickle || Self.isName(found) { note(.pickleDangerousImport, found.description, subject) }
            case .unknown: if isPickle { note(.pickleUnknownImport, found.description, subject) }
            }
        }
        guard isPickle else {
            if isNamed { note(.wrongContent, "it is named as a pickle and is none", subject) }
            return
        }
        for oddity in report.oddities { note(oddity, report, subject) }
        for range in report.nested.prefix(64) {
            let inner = SliceSource(whole: reader.source, range: range.clamped(to: 0..<reader.size))
            var part = subject.entry("bytes at \(range.lowerBound)")
            part.isRaw = false
            try await look(at: RangeReader(name: name, source: inner, budget: .whole), part)
        }
    }

    private func note(_ oddity: PickleOddity, _ report: PickleReport, _ subject: Subject) {
        switch oddity {
        case .broken(let reason): note(.pickleBroken, reason, subject)
        case .hiddenImport: note(.pickleHiddenImport, "it makes up the name of what it fetches", subject)
        case .registeredExtension(let code): note(.pickleExtension, "it uses the registered class \(code)", subject)
        case .foreignObject: note(.pickleForeignObject, "it refers to an object outside that is no tensor's memory", subject)
        case .protocolTrick: note(.pickleProtocol, "it announces a protocol that does not exist, or in the middle", subject)
        case .patchesImport(let name): note(.picklePatchesImport, "it writes into \(name)", subject)
        case .callsUnknown: note(.pickleCallsUnknown, "it calls something that it made itself", subject)
        case .frame: note(.pickleProtocol, "it has a frame longer than any file", subject)
        case .missing(let count): note(.pickleBroken, "\(count) of its tensors' bytes are missing", subject)
        case .trailing(let count): note(.pickleTrailingData, "\(count) bytes are left behind the last pickle", subject)
        }
    }

    /// Random bytes make names that no module has.
    private static func isName(_ found: PickleImport) -> Bool {
        (found.module + found.name).unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || $0 == "_" || $0 == "." || ("0"..."9").contains($0)
        }
    }
}
