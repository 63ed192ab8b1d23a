import Licensing
import Testing

@Suite struct CivitaiPermissionsTests {
    private func permissions(_ json: String) throws -> CivitaiPermissions? { try RealCatalogue.reading(json).permissions }

    @Test("the three encodings of one permission are one permission")
    func encodings() throws {
        let text = try permissions(#"{"allowCommercialUse": "Image"}"#)
        let list = try permissions(#"{"allowCommercialUse": ["Image"]}"#)
        let literal = try permissions(#"{"allowCommercialUse": "{Image}"}"#)
        #expect(text?.commercial == [.image])
        #expect(text == list && list == literal)
        #expect(try permissions(#"{"allowCommercialUse": "{Image,RentCivit}"}"#)?.commercial == [.image, .rentCivit])
        #expect(try permissions(#"{"allowCommercialUse": "None"}"#)?.commercial == [])
        #expect(try permissions(#"{"allowCommercialUse": "Everything", "allowNoCredit": true}"#)?.commercial == nil)
    }

    @Test("flags become rights, duties and nothing that they don't say")
    func rights() throws {
        let open = try #require(
            try permissions(#"{"allowCommercialUse": ["Image","Rent"], "allowDerivatives": true, "allowNoCredit": false}"#))
        #expect(open.profile[.outputCommercial].grant == .yes)
        #expect(open.profile[.hostThirdParty].grant == .yes)
        #expect(open.profile[.distributeDerivative].grant == .yes)
        #expect(open.profile[.outputTrain].grant == .unknown)
        #expect(open.profile.duties.map(\.kind) == [.attribution])
        let closed = try #require(try permissions(#"{"allowCommercialUse": "None", "allowDifferentLicense": false}"#))
        #expect(closed.profile[.useCommercial].grant == .no)
        #expect(closed.profile[.hostThirdParty].grant == .no)
        #expect(closed.profile.duties.map(\.kind) == [.shareAlike])
        #expect(CivitaiPermissions().profile[.useCommercial].grant == .unknown)
    }
}
