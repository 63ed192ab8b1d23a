import Testing
import Vocabulary

@Suite struct PercentCodingTests {
    @Test("what was encoded decodes to itself, with and without slashes kept")
    func roundTrip() {
        let text = "sub dir/a+b&c=d?e#f/é\u{1F600}%2F\"\\\u{1}"
        #expect(PercentCoding.decode(PercentCoding.encode(text)) == text)
        #expect(PercentCoding.decode(PercentCoding.encode(text, keepingSlashes: true)) == text)
        #expect(PercentCoding.encode("a b/c+d") == "a%20b%2Fc%2Bd")
        #expect(PercentCoding.encode("a b/c", keepingSlashes: true) == "a%20b/c")
    }

    @Test("broken escapes and bytes that are not UTF-8 are refused", arguments: ["%", "%2", "%zz", "%-1", "%ff", "%c3%28", "%ed%a0%80"])
    func broken(_ text: String) { #expect(PercentCoding.decode(text) == nil) }

    @Test("a query keeps order and repeats, decodes plus as a blank, and passes over what is broken")
    func query() {
        let items = QueryItems("filter=a&filter=license%3Amit&search=tiny+bert&bad=%zz&=x&empty=&flag")
        #expect(items.values("filter") == ["a", "license:mit"])
        #expect(items.value("search") == "tiny bert")
        #expect(items.value("bad") == nil)
        #expect(items.value("empty") == nil)
        #expect(items.value("flag") == nil)
        #expect(items.values("flag") == [""])
    }

    @Test(
        "a list comes in three spellings",
        arguments: ["expand=a&expand=b", "expand[]=a&expand[]=b", "expand=a,b", "expand=a%2Cb", "expand%5B%5D=a&expand=b"])
    func lists(_ query: String) { #expect(QueryItems(query).list("expand") == ["a", "b"]) }

    @Test("booleans are true in the spellings of old and new clients, and false otherwise")
    func flags() {
        #expect(QueryItems("a=true&b=True&c=1").flag("a"))
        #expect(QueryItems("a=true&b=True&c=1").flag("b"))
        #expect(QueryItems("a=true&b=True&c=1").flag("c"))
        #expect(!QueryItems("a=false&b=False&c=0&d=yes").flag("a"))
        #expect(!QueryItems("a=false&b=False&c=0&d=yes").flag("d"))
        #expect(!QueryItems("").flag("a"))
    }
}
