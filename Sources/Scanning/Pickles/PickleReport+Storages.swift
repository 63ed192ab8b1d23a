extension PickleStorage {
    /// Element type and width by the class's name (torch, `storage.py`); the quantized ones keep whole bytes.
    private static let types: [String: (name: String, bytes: Int64)] = [
        "FloatStorage": ("f32", 4), "DoubleStorage": ("f64", 8), "HalfStorage": ("f16", 2), "BFloat16Storage": ("bf16", 2),
        "LongStorage": ("i64", 8), "IntStorage": ("i32", 4), "ShortStorage": ("i16", 2), "CharStorage": ("i8", 1), "ByteStorage": ("u8", 1),
        "BoolStorage": ("bool", 1), "ComplexFloatStorage": ("c64", 8), "ComplexDoubleStorage": ("c128", 16), "QInt8Storage": ("qi8", 1),
        "QUInt8Storage": ("qu8", 1), "QInt32Storage": ("qi32", 4), "QUInt4x2Storage": ("qu4x2", 1), "QUInt2x4Storage": ("qu2x4", 1),
        "UntypedStorage": ("u8", 1),
    ]

    static func isKnown(_ type: String) -> Bool { types[type] != nil }

    var elementType: String { Self.types[type]?.name ?? type.lowercased() }

    /// nil where the class is not known, or the size is beyond all bounds.
    var bytes: Int64? {
        guard let width = Self.types[type]?.bytes else { return nil }
        let (bytes, overflow) = elements.multipliedReportingOverflow(by: width)
        return overflow ? nil : bytes
    }
}

extension PickleReport {
    /// Every memory once, however many tensors look into it.
    var uniqueStorages: [PickleStorage] {
        var byKey: [String: PickleStorage] = [:]
        for storage in storages { byKey[storage.key] = max(storage, byKey[storage.key] ?? storage) { $0.elements < $1.elements } }
        return byKey.values.sorted { $0.key < $1.key }
    }

    /// What follows the pickles of a `torch.save` before version 1.6: for each memory a count of eight bytes, then the bytes.
    var legacyBytes: Int64 {
        uniqueStorages.reduce(0) { $0.addingClamped(($1.bytes ?? 0).addingClamped(8)) }
    }

    func add(to tally: inout TensorTally) throws(HeaderFault) {
        for storage in uniqueStorages {
            guard let bytes = storage.bytes else { throw .malformed("a tensor's memory is of the unknown type \(storage.type.shortened)") }
            try tally.add(storage.elementType, elements: storage.elements, bytes: bytes)
        }
    }
}

private func max(_ one: PickleStorage, _ other: PickleStorage, by isLess: (PickleStorage, PickleStorage) -> Bool) -> PickleStorage {
    isLess(one, other) ? other : one
}
