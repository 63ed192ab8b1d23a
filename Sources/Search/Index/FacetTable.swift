/// One facet of every model, out of the file.
struct FacetTable: Sendable {
    let facet: Facet
    let codes: Column<UInt32>
    let sets: ListTable
    let values: TextTable

    init(_ facet: Facet, in file: IndexFile) {
        self.facet = facet
        codes = file.column(.facetCodes, facet: facet.rawValue)
        sets = ListTable(
            offsets: file.column(.facetSetOffsets, facet: facet.rawValue), values: file.column(.facetSetMembers, facet: facet.rawValue))
        values = TextTable(
            offsets: file.column(.facetValueOffsets, facet: facet.rawValue), bytes: file.column(.facetValueBytes, facet: facet.rawValue))
    }

    /// The values of a model.
    func values(of ordinal: Int) -> [String] {
        guard let code = codes[ordinal] else { return [] }
        return sets[Int(code)].map { values.text(Int($0)) }
    }

    /// The numbers of a value as a person writes it, letter case ignored; empty: no model has it.
    func numbers(of value: String) -> [UInt32] {
        let key = Array(value.lowercased().utf8)
        return (0..<values.count).filter { number in
            let bytes = values.bytes(of: number)
            // Most values differ in length; what has letters beyond ASCII is compared as text.
            if bytes.count == key.count, zip(bytes, key).allSatisfy({ ((0x41...0x5A).contains($0) ? $0 | 0x20 : $0) == $1 }) { return true }
            return bytes.contains { $0 >= 0x80 } && values.text(number).lowercased().utf8.elementsEqual(key)
        }.map(UInt32.init)
    }

    /// Models that have one of these values.
    func models(with wanted: Set<UInt32>, count: Int) -> Bitmap {
        var accepted = [Bool](repeating: false, count: max(1, sets.count))
        for set in 0..<sets.count { accepted[set] = sets[set].contains { wanted.contains($0) } }
        let codes = codes.values
        return accepted.withUnsafeBufferPointer { accepted in
            Bitmap.filter(count: min(count, codes.count)) { ordinal in
                let code = Int(codes[ordinal])
                return code < accepted.count && accepted[code]
            }
        }
    }

    /// How many of the models in `matches` have each value: by number of the value.
    func counts(in matches: Bitmap) -> [Int] {
        var bySet = [UInt32](repeating: 0, count: max(1, sets.count))
        let codes = codes.values
        bySet.withUnsafeMutableBufferPointer { bySet in
            matches.forEach { ordinal in
                guard ordinal < codes.count else { return }
                let code = Int(codes[ordinal])
                if code < bySet.count { bySet[code] += 1 }
            }
        }
        var byValue = [Int](repeating: 0, count: values.count)
        for (set, count) in bySet.enumerated() where count > 0 {
            for value in sets[set] where Int(value) < byValue.count { byValue[Int(value)] += Int(count) }
        }
        return byValue
    }
}
