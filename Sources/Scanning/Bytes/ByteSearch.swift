/// Finds bytes in bytes.
enum ByteSearch {
    static func first(of word: [UInt8], in text: [UInt8], from start: Int) -> Int? {
        guard let head = word.first, start >= 0, text.count >= word.count, start <= text.count - word.count else { return nil }
        return text.withUnsafeBufferPointer { text in
            word.withUnsafeBufferPointer { word in
                var position = start
                while position <= text.count - word.count {
                    if text[position] == head {
                        var length = 1
                        while length < word.count, text[position + length] == word[length] { length += 1 }
                        if length == word.count { return position }
                    }
                    position += 1
                }
                return nil
            }
        }
    }
}
