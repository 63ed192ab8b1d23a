/// An array whose bytes lie in the stream right behind the opcode that describes it: joblib does this, where pickle knows nothing of it
/// (joblib, `numpy_pickle.NumpyArrayWrapper`).
struct PickledArray {
    /// Bytes of the data; nil: another pickle, for its elements are objects.
    let bytes: Int64?
    /// Whether a byte comes first that says how many more to pass over.
    let isAligned: Bool
}

extension PickleMachine {
    func joblibArray(_ value: PickleValue, state: PickleValue) -> PickledArray? {
        guard case .object(let index) = value, let made = madeOf(objects[index]), made.module == "joblib.numpy_pickle",
            made.name == "NumpyArrayWrapper", case .dict(let stateIndex) = state
        else { return nil }
        var count: Int64 = 1
        var width: Int64?
        var isObject = false
        var isAligned = false
        for (key, value) in dicts[stateIndex] {
            switch text(key) {
            case "shape":
                guard case .tuple(let shape) = value else { return nil }
                for case .int(let size) in tuples[shape] {
                    let (product, overflow) = count.multipliedReportingOverflow(by: max(0, size))
                    count = overflow ? .max : product
                }
            case "dtype":
                guard case .object(let dtype) = value, case .tuple(let arguments) = objects[dtype].arguments,
                    let code = tuples[arguments].first.flatMap({ text($0) })
                else { return nil }
                isObject = code.hasPrefix("O")
                // `U2` is two characters of four bytes; all others count bytes.
                width = Int64(code.drop { !("0"..."9").contains($0) }).map { code.hasPrefix("U") ? ($0 > 1 << 40 ? .max : 4 * $0) : $0 }
            case "numpy_array_alignment_bytes": if case .int = value { isAligned = true }
            default: break
            }
        }
        if isObject { return PickledArray(bytes: nil, isAligned: false) }
        guard let width, width >= 0 else { return nil }
        let (bytes, overflow) = count.multipliedReportingOverflow(by: width)
        return PickledArray(bytes: overflow ? .max : bytes, isAligned: isAligned)
    }

    /// The class of an object: what was called, or the first argument of `copyreg._reconstructor`.
    private func madeOf(_ object: PickleObject) -> PickleImport? {
        guard let callee = self.import(object.callee) else { return nil }
        guard callee.name == "_reconstructor", case .tuple(let arguments) = object.arguments else { return callee }
        return tuples[arguments].first.flatMap { self.import($0) }
    }
}
