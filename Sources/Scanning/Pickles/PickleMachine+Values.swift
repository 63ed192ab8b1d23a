extension PickleMachine {
    mutating func call(_ callee: PickleValue, _ arguments: PickleValue) throws(PickleFault) {
        report.actions += 1
        if case .imported = callee {} else { note(.callsUnknown) }
        guard objects.count < Self.keptLimit else { return stack.append(.other) }
        objects.append(PickleObject(callee: callee, arguments: arguments))
        stack.append(.object(objects.count - 1))
    }

    /// What is on top is written into: harmless, unless it was fetched and belongs to the program.
    mutating func touch() throws(PickleFault) {
        if case .imported(let index) = try peek() { note(.patchesImport(imports[index].description)) }
    }

    mutating func setItems(_ parts: [PickleValue]) throws(PickleFault) {
        try touch()
        guard case .dict(let index) = try peek() else { return }
        keep(parts, in: index)
    }

    /// `('storage', torch.FloatStorage, '0', 'cpu', 1024)` is how `torch.save` names a tensor's memory.
    mutating func persistentObject(_ value: PickleValue) {
        stack.append(.other)
        guard case .tuple(let index) = value, tuples[index].count >= 5, text(tuples[index][0]) == "storage",
            let type = self.import(tuples[index][1]), let key = text(tuples[index][2]), case .int(let count) = tuples[index][4], count >= 0
        else { return note(.foreignObject) }
        guard report.storages.count < 1_000_000 else { return }
        report.storages.insert(PickleStorage(type: type.name, key: key, elements: count))
    }

    func text(_ value: PickleValue) -> String? {
        if case .text(let index) = value { texts[index] } else { nil }
    }

    func `import`(_ value: PickleValue) -> PickleImport? {
        if case .imported(let index) = value { imports[index] } else { nil }
    }

    mutating func pushImport(_ module: String, _ name: String) {
        let found = PickleImport(module: module, name: name)
        report.add(found)
        guard imports.count < Self.keptLimit else { return stack.append(.other) }
        imports.append(found)
        stack.append(.imported(imports.count - 1))
    }

    mutating func pushText(_ argument: PickleOp.Argument) {
        guard case .text(let text) = argument, text.utf8.count <= PickleOp.textLimit else { return stack.append(.other) }
        stack.append(.text(texts.keep(text)))
    }

    mutating func pushData(_ argument: PickleOp.Argument, at position: Int64) {
        stack.append(.other)
        guard case .data(let start, let count, let head) = argument, PickleSignature.mayHold(head), report.nested.count < 256 else {
            return
        }
        let from = position + Int64(start)
        report.nested.append(from..<from.addingClamped(count))
    }

    mutating func pushNumber(_ argument: PickleOp.Argument) { stack.append(.int(argument.value)) }

    mutating func pushWide(_ argument: PickleOp.Argument) {
        guard case .wide(let bytes) = argument, bytes.count <= 8 else {
            if case .wide(PickleSignature.torchMagic) = argument { report.isLegacyTorch = true }
            return stack.append(.other)
        }
        var value: UInt64 = (bytes.last ?? 0) >= 0x80 ? .max : 0
        for byte in bytes.reversed() { value = value << 8 | UInt64(byte) }
        stack.append(.int(Int64(truncatingIfNeeded: value)))
    }

    mutating func pushTuple(_ parts: [PickleValue]) { stack.append(makeTuple(parts)) }

    mutating func makeTuple(_ parts: [PickleValue]) -> PickleValue {
        guard tuples.count < Self.keptLimit, self.parts < Self.allPartsLimit else { return .other }
        self.parts += min(parts.count, Self.partLimit)
        tuples.append(parts.count > Self.partLimit ? Array(parts.prefix(Self.partLimit)) : parts)
        return .tuple(tuples.count - 1)
    }

    mutating func pushDict(_ parts: [PickleValue]) {
        guard dicts.count < Self.keptLimit else { return stack.append(.other) }
        dicts.append([])
        stack.append(.dict(dicts.count - 1))
        keep(parts, in: dicts.count - 1)
    }

    /// Keys and values by turns.
    private mutating func keep(_ pairs: [PickleValue], in dict: Int) {
        for pair in stride(from: 0, to: pairs.count - 1, by: 2) {
            guard dicts[dict].count < Self.partLimit, parts < Self.allPartsLimit else { return }
            dicts[dict].append((pairs[pair], pairs[pair + 1]))
            parts += 2
        }
    }

    func peek() throws(PickleFault) -> PickleValue {
        guard let top = stack.last, stack.count > marks.last ?? 0 else { throw .broken("it takes from an empty stack") }
        return top
    }

    mutating func pop() throws(PickleFault) -> PickleValue {
        let top = try peek()
        stack.removeLast()
        return top
    }

    mutating func popLast(_ count: Int) throws(PickleFault) -> [PickleValue] {
        guard stack.count - (marks.last ?? 0) >= count else { throw .broken("it takes from an empty stack") }
        defer { stack.removeLast(count) }
        return Array(stack.suffix(count))
    }

    mutating func popToMark() throws(PickleFault) -> [PickleValue] {
        guard let mark = marks.popLast(), mark <= stack.count else { throw .broken("it goes back to a mark that is not there") }
        defer { stack.removeSubrange(mark...) }
        return Array(stack[mark...])
    }

    /// Python's `int()` takes blanks, signs and underscores.
    static func lineNumber(_ argument: PickleOp.Argument) -> Int64? {
        switch argument {
        case .number(let value): value
        case .text(let line): Int64(line.filter { !" \t_\r+L".contains($0) })
        default: nil
        }
    }
}

extension PickleOp.Argument {
    /// 0 where it is no number.
    var value: Int64 { if case .number(let value) = self { value } else { 0 } }
}
