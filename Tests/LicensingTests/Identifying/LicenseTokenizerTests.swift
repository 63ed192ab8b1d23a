import Testing

@testable import Licensing

@Suite struct LicenseTokenizerTests {
    private func hard(_ text: String) -> [UInt32] {
        Array(text.utf8).withUnsafeBufferPointer { LicenseTokenizer.tokens(of: $0).filter { !$0.isSoft }.map(\.hash) }
    }

    @Test(
        "spellings that mean the same are the same words",
        arguments: [
            ("the Licensor's \"Work\"", "THE LICENSOR’S “WORK”"), ("non-commercial use", "non\u{2011}commercial use"),
            ("distribution of it", "distri-\nbution of it"), ("an  organisation\tlicence", "an organization license"),
            ("terms and conditions", "> **terms** _and_\n> `conditions`"), ("copy & paste it", "copy &amp; paste it"),
            ("you may copy", "// you may\r\n// copy"), ("you may copy", "<p>you <b>may</b><br/>copy</p>"),
            ("the licensee's copy", "the licensee&#39;s copy"), ("700000000 users", "700,000,000 users"),
            ("licença livre", "licenca livre"),
            ("read a b", "* read\n* a b"), ("see for terms", "see https://a.example/x for terms"),
            ("see for terms", "see a.org/x for terms"),
        ])
    func same(pair: (String, String)) {
        #expect(hard(pair.0) == hard(pair.1))
    }

    @Test("a version is one word, and the end of a sentence is none of it")
    func versions() {
        #expect(hard("Lantern 3.1. More").count == 3)
        #expect(hard("Lantern 3.1") != hard("Lantern 3.3"))
    }

    @Test("placeholders are words, not tags")
    func placeholders() {
        #expect(hard("by <name of author> here") == hard("by name of author here"))
    }

    @Test("copyright lines, reservations and list numbers don't count")
    func soft() {
        #expect(hard("Copyright (c) 2020-2024 Some Body, Inc. All rights reserved.\n\nyou may copy") == hard("you may copy"))
        #expect(hard("(a) you may\n2. copy") == hard("you may copy"))
        #expect(hard("Copyright License. You get one.").count == 5)
        #expect(hard("All rights reserved by nobody") == hard("by nobody"))
    }

    @Test("each word knows its bytes")
    func ranges() throws {
        let text = Array("One “two”\nthree-\n  four".utf8)
        let tokens = text.withUnsafeBufferPointer { LicenseTokenizer.tokens(of: $0) }
        #expect(tokens.map { String(decoding: text[Int($0.start)..<Int($0.end)], as: UTF8.self) } == ["One", "two", "three-\n  four"])
    }

    @Test(
        "cut characters, tags and references at the end are read without a fault",
        arguments: ["<", "<a href=", "&", "&#x2", "a'", "a-", "1.", "1,", "www.", "(a", "http://"])
    func ends(text: String) {
        #expect(hard("word " + text).count <= 4)
        for byte in [0xe2, 0xc3, 0xf0, 0xff] as [UInt8] {
            let bytes = Array(text.utf8) + [byte]
            #expect(bytes.withUnsafeBufferPointer { LicenseTokenizer.tokens(of: $0) }.count <= 4)
        }
    }
}
