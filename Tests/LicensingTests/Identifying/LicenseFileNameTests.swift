import Licensing
import Testing

@Suite struct LicenseFileNameTests {
    @Test(
        "names say component and kind",
        arguments: [
            ("LICENSE", .all, .license), ("LICENSE.md", .all, .license), ("LICENCE.txt", .all, .license), ("COPYING", .all, .license),
            ("LICENSE-MODEL", .weights, .license), ("MODEL_LICENSE.md", .weights, .license), ("LICENSE_weights", .weights, .license),
            ("LICENSE-CODE", .code, .license), ("LICENSE-DATA.txt", .data, .license), ("USE_POLICY.md", .all, .policy),
            ("acceptable_use_policy.md", .all, .policy), ("NOTICE", .all, .notice), ("THIRD_PARTY_NOTICES.txt", .all, .notice),
            ("model_licenses/LICENSE-SDXL1.0", .all, .license), ("licenses/whatever.txt", .all, .license), ("AUTHORS", .all, .authors),
            ("Tongyi Qianwen LICENSE AGREEMENT", .all, .license), ("LICENSE.MIT", .all, .license), ("LICENSE-2.0.txt", .all, .license),
        ] as [(String, LicenseFileName.Component, LicenseFileName.Kind)])
    func names(path: String, component: LicenseFileName.Component, kind: LicenseFileName.Kind) throws {
        let name = try #require(LicenseFileName(path: path))
        #expect(name.component == component)
        #expect(name.kind == kind)
    }

    @Test(
        "other files are no licences",
        arguments: ["README.md", "model.safetensors", "config.json", "license.py", "", "/", "tokenizer_license.json"])
    func others(path: String) {
        #expect(LicenseFileName(path: path) == nil)
    }

    @Test("the name of one of several is kept")
    func suffix() throws {
        #expect(try #require(LicenseFileName(path: "LICENSE-MIT")).suffix == "mit")
        #expect(try #require(LicenseFileName(path: "LICENSE")).suffix == nil)
    }
}
