public import Variants

/// Adds tensors up by element type, and says when a sum is beyond anything that can be.
struct TensorTally {
    private(set) var totals: [String: TensorTotal]

    init(_ totals: [String: TensorTotal] = [:]) { self.totals = totals }

    mutating func add(_ type: String, elements: Int64, bytes: Int64) throws(HeaderFault) {
        let known = totals[type] ?? TensorTotal(elements: 0, bytes: 0)
        let (elementSum, tooMany) = known.elements.addingReportingOverflow(elements)
        let (byteSum, tooLong) = known.bytes.addingReportingOverflow(bytes)
        guard !tooMany, !tooLong else { throw .malformed("the tensors of type \(type) add up to more than 2^63") }
        totals[type] = TensorTotal(elements: elementSum, bytes: byteSum)
    }

    /// The number of elements of a shape. A shape without dimensions is one number.
    static func elements(_ shape: some Sequence<Int64>, of name: @autoclosure () -> String) throws(HeaderFault) -> Int64 {
        var product: Int64 = 1
        for dimension in shape {
            guard dimension >= 0 else { throw .malformed("'\(name().shortened)' has a dimension of \(dimension)") }
            let (next, overflow) = product.multipliedReportingOverflow(by: dimension)
            guard !overflow else { throw .malformed("'\(name().shortened)' has more than 2^63 elements") }
            product = next
        }
        return product
    }

    /// Bytes of `elements` of `bits` each, the last byte filled up.
    static func bytes(_ elements: Int64, bits: Int64, of name: @autoclosure () -> String) throws(HeaderFault) -> Int64 {
        let (product, overflow) = elements.multipliedReportingOverflow(by: bits)
        guard !overflow, product <= .max - 7 else { throw .malformed("'\(name().shortened)' has more than 2^60 bytes") }
        return (product + 7) / 8
    }
}

extension String {
    /// For messages: a name as strangers write it, kept short and on one line.
    var shortened: String {
        String(unicodeScalars.prefix(120).flatMap { $0.escaped(asASCII: false) }) + (unicodeScalars.count > 120 ? "…" : "")
    }
}

extension WeightFacts {
    /// These and a further part of the same weights: a shard. What the first part says of the model stays.
    public func adding(_ part: WeightFacts) -> WeightFacts {
        var sum = self
        for (type, total) in part.tensors {
            let known = sum.tensors[type] ?? TensorTotal(elements: 0, bytes: 0)
            sum.tensors[type] = TensorTotal(
                elements: known.elements.addingClamped(total.elements), bytes: known.bytes.addingClamped(total.bytes))
        }
        sum.architecture = architecture ?? part.architecture
        sum.attention = attention ?? part.attention
        sum.contextLength = contextLength ?? part.contextLength
        sum.quantizationLabel = quantizationLabel ?? part.quantizationLabel
        sum.name = name ?? part.name
        sum.sizeLabel = sizeLabel ?? part.sizeLabel
        sum.license = license ?? part.license
        if baseModels.isEmpty { sum.baseModels = part.baseModels }
        return sum
    }
}

extension Int64 {
    func addingClamped(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other > 0 ? .max : .min) : sum
    }
}
