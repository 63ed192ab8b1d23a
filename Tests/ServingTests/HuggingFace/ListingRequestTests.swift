import Catalog
import Search
import Testing
import Vocabulary

@testable import Serving

@Suite struct ListingRequestTests {
    private func listing(_ query: String) -> ListingRequest {
        ListingRequest(query: query, base: "http://hub/hf")
    }

    @Test("every parameter narrows the catalog's query by what it means on the Hub")
    func narrows() {
        let query = listing(
            "search=tiny&author=acme&filter=gguf&filter=license%3Amit&pipeline_tag=fill-mask&num_parameters=min%3A1.5B%2Cmax%3A3B&gated=false&sort=likes&direction=-1&limit=7&trained_dataset=squad&nonsense=1"
        ).query
        #expect(query.values[.hub] == ["huggingface"])
        #expect(query.nameContains == "tiny")
        #expect(query.values[.author] == ["acme"])
        #expect(query.tags == ["gguf", "license:mit", "dataset:squad"])
        #expect(query.values[.task] == ["fill-mask"])
        #expect(query.parameters == 1_500_000_000...3_000_000_000)
        #expect(query.isGated == false)
        #expect(query.sort == .likes)
        #expect(query.limit == 7)
        #expect(!query.mirroredOnly)
    }

    @Test("without parameters the listing is the Hub's: trending first, its short form, pages of a thousand")
    func plain() {
        let request = listing("")
        #expect(request.query.sort == .hubTrending)
        #expect(request.query.limit == 1_000)
        #expect(request.fields == ModelField.listed)
        #expect(request.query.isGated == nil)
        #expect(!request.isForeign)
    }

    @Test("the mirrored tag narrows to what is mirrored and is no tag of the catalog")
    func mirrored() {
        let query = listing("filter=weighbridge%3Amirrored&filter=bert").query
        #expect(query.mirroredOnly)
        #expect(query.tags == ["bert"])
    }

    @Test("full, cardData and expand choose the members, expand alone excludes the others")
    func fields() {
        #expect(listing("full=True").fields == ModelField.full)
        #expect(listing("cardData=true").fields == ModelField.listed.union([.cardData]))
        #expect(listing("full=true&expand[]=downloads&expand=sha,tags&expand=nonsense").fields == [.downloads, .sha, .tags])
    }

    @Test(
        "a size that can't be read is no bound at all",
        arguments: ["", "6B", "min:", "min:x", "min:-1", "mid:3B", "min:5B,max:1B", "min:1e300", "max:nan", "min:99999999999999999999T"])
    func badSizes(_ text: String) { #expect(ListingRequest.parameters(text) == nil) }

    @Test("either bound of a size may stand alone")
    func openSizes() {
        #expect(ListingRequest.parameters("min:700") == 700...Int64.max)
        #expect(ListingRequest.parameters("max:2k") == 0...2_000)
    }

    @Test(
        "limits are bounded, and nonsense means the default",
        arguments: [("0", 1_000), ("-5", 1_000), ("x", 1_000), ("99999", 1_000), ("3", 3)])
    func limits(_ text: String, _ limit: Int) { #expect(listing("limit=\(text)").query.limit == limit) }

    @Test("the next page's address is absolute, keeps the parameters, and leads to where this one ended")
    func pages() throws {
        let first = listing("search=a%20b&limit=2&filter=%22%3E%0D%0A")
        let link = try #require(first.next(after: 2, of: 5))
        #expect(link.hasPrefix("<http://hub/hf/api/models?search=a%20b&limit=2&filter=%22%3E%0D%0A&cursor="))
        #expect(link.hasSuffix(">; rel=\"next\""))
        let query = try #require(link.split(separator: "?").last?.split(separator: ">").first)
        let second = listing(String(query))
        #expect(second.query.offset == 2)
        #expect(!second.isForeign)
        #expect(second.next(after: 3, of: 5) == nil)
        #expect(first.next(after: 0, of: 5) == nil)
    }

    @Test("a cursor that we did not issue, or issued for another query, is foreign")
    func foreign() throws {
        for cursor in ["x", "", "wb1-2-0", "wb1--", "eyJmaWxlX25hbWUiOiJhIn0=:50", "wb1-9223372036854775808-1"] {
            #expect(listing("cursor=\(cursor)").isForeign, "\(cursor)")
        }
        let link = try #require(listing("limit=2").next(after: 2, of: 5))
        let cursor = try #require(link.split(separator: "=").dropFirst(2).first?.split(separator: ">").first)
        #expect(!listing("limit=2&cursor=\(cursor)").isForeign)
        #expect(listing("limit=3&cursor=\(cursor)").isForeign)
    }
}
