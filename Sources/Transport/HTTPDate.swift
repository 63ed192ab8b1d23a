import Vocabulary

extension Timestamp {
    /// A date in any of the three forms that RFC 9110 section 5.6.7 has recipients accept.
    init?(httpDate text: String) {
        guard text.utf8.count <= 64 else { return nil }
        let words = text.split { $0 == " " || $0 == "," || $0 == "-" }.map(String.init)
        // Sun, 06 Nov 1994 08:49:37 GMT · Sunday, 06-Nov-94 08:49:37 GMT · Sun Nov  6 08:49:37 1994
        let parts: (day: String, month: String, year: String, time: String)
        if words.count == 6, words[5] == "GMT" {
            parts = (words[1], words[2], words[3], words[4])
        } else if words.count == 5, words[3].contains(":") {
            parts = (words[2], words[1], words[4], words[3])
        } else {
            return nil
        }
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard let month = months.firstIndex(of: parts.month), let year = Int(parts.year), let day = Int(parts.day), year >= 0, day > 0
        else { return nil }
        // A year of two digits belongs to the century around us.
        let fullYear = parts.year.utf8.count == 2 ? year + (year < 70 ? 2_000 : 1_900) : year
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        self.init("\(fullYear)-\(two(month + 1))-\(two(day))T\(parts.time)Z")
    }
}
