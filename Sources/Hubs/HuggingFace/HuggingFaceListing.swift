internal import HTTPTypes
internal import JSONReading
internal import Transport
internal import Vocabulary

extension HuggingFaceHub {
    /// The cursor is the next page's whole address, as the hub gives it in `Link`.
    func listingPage(after cursor: PageCursor?, limit: Int) async throws(HubError) -> ListingPage {
        let subject = HuggingFaceSubject(listingOf: id)
        let first = endpoint.appending("api/models")
        let url: WebURL
        if let cursor {
            guard let kept = WebURL(cursor.rawValue), kept.origin == first.origin, kept.path == first.path else {
                throw subject.error(.staleCursor, "the cursor is not an address of this hub's listing")
            }
            url = kept
        } else {
            let query = [("sort", "lastModified"), ("direction", "-1"), ("limit", String(max(1, limit)))]
            url = endpoint.appending("api/models", query: query + HuggingFaceModel.expanded.map { ("expand", $0) })
        }

        let answer: HuggingFaceAnswer
        do throws(HubError) {
            answer = try await json(url, about: subject)
        } catch {
            // The hub gives no code for a cursor it no longer knows; a fresh listing never gets one of these.
            if cursor != nil, error.cause == .malformed, error.detail.contains("answered 4") {
                throw HubError(.staleCursor, subject: error.subject, detail: error.detail)
            }
            throw error
        }
        guard let entries = answer.document.root.array else { throw subject.error(.malformed, "the listing is not a JSON array") }
        var claims: [ModelClaim] = []
        var refused: [RefusedItem] = []
        claims.reserveCapacity(entries.count)
        for (index, entry) in entries.enumerated() {
            do throws(HuggingFaceModel.Fault) {
                claims.append(try HuggingFaceModel.claim(entry, hub: id))
            } catch {
                refused.append(RefusedItem(name: error.name ?? "entry \(index + 1) of a page", reason: error.reason))
            }
        }
        let next = try nextPage(answer.head, after: url, below: first.path, subject)
        return ListingPage(claims: claims, refused: refused, next: next.map { PageCursor(rawValue: $0.description) })
    }

    /// Where `Link` leads: on this hub and on the same list, and not to where we are; anything else is a hub that would send us round
    /// in circles or elsewhere.
    func nextPage(
        _ head: TransportResponse.Head, after current: WebURL, below path: String, _ subject: HuggingFaceSubject
    ) throws(HubError) -> WebURL? {
        guard let text = LinkHeader.next(in: head.headers[.link] ?? "") else { return nil }
        guard let next = head.url.resolving(text) else {
            throw subject.error(.malformed, "the next page is not an address: \(text.prefix(200))")
        }
        guard next.origin == current.origin, next.path == path || next.path == head.url.path else {
            throw subject.error(.malformed, "the next page is not on this list: \(next.origin)\(next.path.prefix(200))")
        }
        guard next != current else { throw subject.error(.malformed, "the next page is the same page again") }
        return next
    }
}
