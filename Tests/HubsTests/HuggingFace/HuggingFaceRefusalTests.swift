import Hubs
import TestSupport
import Testing
import Transport
import Vocabulary

/// The table of the Hub's refusals (protocol reference 1.10), row by row.
@Suite struct HuggingFaceRefusalTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let answer: Canned
        let anonymous: HubError.Cause
        let known: HubError.Cause
        var testDescription: String { "\(answer.status) \(answer.headers)" }
    }

    static let rows: [Row] = [
        Row(
            answer: .error(401, message: "Invalid username or password.", ["WWW-Authenticate": "Bearer realm=\"x\""]),
            anonymous: .notFoundOrPrivate, known: .unauthorized),
        Row(
            answer: .error(401, message: "Invalid credentials in Authorization header"), anonymous: .notFoundOrPrivate, known: .unauthorized
        ),
        Row(answer: .error(404, code: "RepoNotFound"), anonymous: .notFoundOrPrivate, known: .modelNotFound),
        Row(
            answer: .error(404, code: "RevisionNotFound", message: "Invalid rev id: x"), anonymous: .revisionNotFound,
            known: .revisionNotFound),
        Row(answer: .error(404, code: "EntryNotFound", ["X-Repo-Commit": commit]), anonymous: .fileNotFound, known: .fileNotFound),
        Row(answer: .error(404, ["X-Repo-Commit": commit]), anonymous: .fileNotFound, known: .fileNotFound),
        Row(answer: .error(404), anonymous: .notFoundOrPrivate, known: .modelNotFound),
        Row(answer: .error(401, code: "GatedRepo"), anonymous: .gated, known: .gated),
        Row(answer: .error(403, code: "GatedRepo"), anonymous: .gated, known: .gated),
        Row(answer: .error(403, message: "Access to this resource is disabled."), anonymous: .disabled, known: .disabled),
        Row(answer: .error(403), anonymous: .unauthorized, known: .unauthorized),
        Row(answer: .error(451), anonymous: .disabled, known: .disabled),
        Row(answer: .error(429, ["RateLimit": "\"api\";r=0;t=55"]), anonymous: .rateLimited, known: .rateLimited),
        Row(answer: .error(500), anonymous: .unavailable, known: .unavailable),
        Row(answer: .error(503), anonymous: .unavailable, known: .unavailable),
        Row(answer: .error(400), anonymous: .malformed, known: .malformed),
        Row(answer: .error(204), anonymous: .malformed, known: .malformed),
    ]

    @Test("each refusal of the hub has its cause, with and without a token", arguments: rows)
    func table(row: Row) async throws {
        let (path, model) = (try #require(RepoPath("config.json")), try model("a/b"))
        for (token, cause) in [(nil, row.anonymous), ("hf_x", row.known)] as [(String?, HubError.Cause)] {
            let scripted = try ScriptedHub(token: token, always: row.answer)
            let error = await failure { () throws(HubError) in try await scripted.hub.contents(of: path, at: .main, in: model, limit: 10) }
            #expect(error?.cause == cause, "token \(token ?? "none"): \(error?.description ?? "no error")")
            #expect(error?.subject == "huggingface:a/b@main config.json")
            #expect(error?.detail.contains("\(row.answer.status)") == true)
            #expect(error?.description.contains("hf_x") == false)
        }
    }

    @Test("the hub's words are passed on, from header or body, without what could move a cursor")
    func words() async throws {
        let model = try model("a/b")
        let json = try ScriptedHub(always: Canned(status: 500, body: #"{"error":"a \u001b[31m fault"}"#))
        #expect(
            await failure { () throws(HubError) in try await json.hub.claim(for: model) }?.detail == "the hub answered 500: a  [31m fault")
        let text = try ScriptedHub(always: Canned(status: 404, headers: ["X-Error-Code": "EntryNotFound"], body: "Entry not found\nmore"))
        #expect(
            await failure { () throws(HubError) in try await text.hub.claim(for: model) }?.detail
                == "the hub answered 404 EntryNotFound: Entry not found")
        let page = try ScriptedHub(always: Canned(status: 502, body: "<html>bad gateway</html>"))
        #expect(await failure { () throws(HubError) in try await page.hub.claim(for: model) }?.detail == "the hub answered 502")
    }

    @Test(
        "what the network did is told apart from what the hub said",
        arguments: [
            (TransportError.Cause.unreachable, HubError.Cause.unavailable), (.connectionLost, .unavailable), (.stalled, .unavailable),
            (.untrusted, .unavailable), (.badRedirect, .malformed), (.malformed, .malformed), (.cancelled, .cancelled),
        ])
    func network(cause: TransportError.Cause, expected: HubError.Cause) async throws {
        let transport = ScriptedTransport { request, _ throws(TransportError) in throw TransportError(cause, url: request.url, detail: "x")
        }
        let hub = HuggingFaceHub(endpoint: try #require(WebURL(hubOrigin)), transport: transport)
        let model = try model("a/b")
        #expect(await failure { () throws(HubError) in try await hub.claim(for: model) }?.cause == expected)
    }

    @Test("a listing that wants a token says so")
    func listing() async throws {
        let scripted = try ScriptedHub(always: .error(401))
        #expect(await failure { () throws(HubError) in try await scripted.hub.page(after: nil, limit: 1) }?.cause == .unauthorized)
    }
}
