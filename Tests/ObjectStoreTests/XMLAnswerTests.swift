import Testing

@testable import ObjectStore

@Suite struct XMLAnswerTests {
    private func fault(_ text: String) -> String? {
        do throws(XMLAnswer.Fault) {
            _ = try XMLAnswer.parse(Array(text.utf8))
            return nil
        } catch {
            return error.reason
        }
    }

    @Test("an answer's elements and texts are read, with entities and a byte order mark")
    func plain() throws {
        let text = "\u{FEFF}<?xml version=\"1.0\"?><List xmlns=\"http://s3/\"><Key>a&amp;b&#65;</Key><Key/><Deep><Key>x</Key></Deep></List>"
        let answer = try XMLAnswer.parse(Array(text.utf8))
        #expect(answer.name == "List" && answer.text("Key") == "a&bA" && Array(answer.all("Key")).count == 2)
        #expect(answer.children.last?.text("Key") == "x" && answer.text("None") == nil)
    }

    @Test("what a hostile store could send is refused: bombs, depth, counts, sizes, other codings, no XML")
    func hostile() throws {
        #expect(fault("<!DOCTYPE l [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><l>&b;</l>") == "it declares a document type")
        #expect(fault("<?xml version=\"1.0\"?><!DOCTYPE l SYSTEM \"file:///etc/passwd\"><l/>") == "it declares a document type")
        #expect(fault(String(repeating: "<a>", count: 100) + String(repeating: "</a>", count: 100)) == "too deep, or too many elements")
        #expect(fault("<a>" + String(repeating: "<b/>", count: XMLAnswer.mostElements) + "</a>") == "too deep, or too many elements")
        #expect(fault("<a>" + String(repeating: "x", count: XMLAnswer.limit) + "</a>")?.hasPrefix("larger than") == true)
        #expect(fault("<\0a\0/\0>\0") == "not XML in UTF-8")
        for text in ["", "no", "<a>", "<a></b>", "<a>&unknown;</a>", "{}"] { #expect(fault(text) != nil, "\(text)") }
    }
}
