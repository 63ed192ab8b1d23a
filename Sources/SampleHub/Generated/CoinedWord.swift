/// A word of four syllables that stands for a number, so that an id with the word in it says which model it is and still looks
/// like a name: `Fokatemu`.
enum CoinedWord {
    private static let consonants = Array("bdfhjklmnpstvwyz".utf8)
    private static let vowels = Array("aeiou".utf8)
    private static let syllables = 80
    static let length = 8
    /// Numbers that have a word.
    static let count = 40_960_000
    /// Without a common divisor with `count`, so that neighbours have words that look nothing alike.
    private static let factor = 15_485_863
    private static let inverse = Modular.inverse(of: factor, modulo: count)

    static func write(_ number: Int, isLower: Bool, to out: inout PageBytes) {
        var code = number % count * factor % count
        for place in 0..<4 {
            let syllable = code % syllables
            code /= syllables
            let consonant = consonants[syllable / 5]
            out.append(place == 0 && !isLower ? consonant - 0x20 : consonant)
            out.append(vowels[syllable % 5])
        }
    }

    /// The numbers of all coined words in an id, in its order.
    static func numbers(in id: String) -> [Int] {
        id.utf8.split { unit in !(0x41...0x5A).contains(unit) && !(0x61...0x7A).contains(unit) }.compactMap(number)
    }

    private static func number(_ word: Substring.UTF8View) -> Int? {
        let units = Array(word)
        guard units.count == length else { return nil }
        var code = 0
        for place in (0..<4).reversed() {
            guard let consonant = consonants.firstIndex(of: units[2 * place] | 0x20),
                let vowel = vowels.firstIndex(of: units[2 * place + 1])
            else { return nil }
            code = code * syllables + consonant * 5 + vowel
        }
        return code * inverse % count
    }
}

/// Arithmetic of remainders, on numbers below 2^31.
enum Modular {
    static func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }

    /// The number that takes a product with `factor` back; 0 where there is none.
    static func inverse(of factor: Int, modulo count: Int) -> Int {
        var (old, new) = (factor % max(1, count), count)
        var (oldFactor, newFactor) = (1, 0)
        while new > 0 {
            let quotient = old / new
            (old, new) = (new, old - quotient * new)
            (oldFactor, newFactor) = (newFactor, oldFactor - quotient * newFactor)
        }
        return oldFactor < 0 ? oldFactor + count : oldFactor
    }
}
