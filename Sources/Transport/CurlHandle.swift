import CCurl

/// One libcurl easy handle and the memory it points to, freed together.
///
/// The two callbacks reach their `Exchange` unretained: the engine keeps an exchange alive while its handle is at work.
final class CurlHandle: @unchecked Sendable {  // Safety: one thread sets it up, then only the engine's thread touches it.
    /// nil once closed, or where there was no memory for a handle.
    private(set) var easy: UnsafeMutableRawPointer?
    private var headers: UnsafeMutablePointer<curl_slist>?
    private let words: UnsafeMutablePointer<CChar>
    /// The first option that libcurl refused.
    private(set) var refusal: CURLcode?

    init() {
        easy = curl_easy_init()
        words = .allocate(capacity: Int(CURL_ERROR_SIZE))
        words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        note(easy.map { wb_curl_set_pointer($0, CURLOPT_ERRORBUFFER, words) } ?? CURLE_OUT_OF_MEMORY)
    }

    deinit {
        close()
        words.deallocate()
    }

    /// Gives the handle back. Not while a multi handle holds it.
    func close() {
        if let easy { curl_easy_cleanup(easy) }
        easy = nil
        curl_slist_free_all(headers)
        headers = nil
    }

    /// What libcurl has to say about its failure beyond the code; empty where it has nothing.
    var explanation: String { String(cString: words) }

    /// What a proxy answered when it was asked for a tunnel; 0 where none was.
    var tunnelStatus: Int {
        var status = 0
        if let easy { _ = wb_curl_get_long(easy, CURLINFO_HTTP_CONNECTCODE, &status) }
        return status
    }

    func set(_ option: CURLoption, _ number: Int) {
        if let easy { note(wb_curl_set_long(easy, option, number)) }
    }

    func set(_ option: CURLoption, _ text: String) {
        if let easy { note(wb_curl_set_text(easy, option, text)) }
    }

    /// A body to send. libcurl makes a copy.
    func set(body: [UInt8]) {
        guard let easy else { return }
        note(wb_curl_set_off(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)))
        body.withUnsafeBytes { note(wb_curl_set_pointer(easy, CURLOPT_COPYPOSTFIELDS, $0.baseAddress ?? UnsafeRawPointer(words))) }
    }

    /// Lets libcurl take a body of `count` bytes from `exchange` as it sends it.
    func takeUpload(of count: Int64, from exchange: Exchange) {
        guard let easy else { return }
        note(wb_curl_set_off(easy, CURLOPT_INFILESIZE_LARGE, curl_off_t(count)))
        note(
            wb_curl_on_upload(
                easy,
                { bytes, size, count, context in
                    guard let context, let bytes else { return wb_curl_abort_upload() }
                    let space = UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
                    return Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue().supply(space)
                },
                { context, offset, origin in
                    // libcurl only ever goes back to a place counted from the start (CURLOPT_SEEKFUNCTION).
                    guard let context, origin == 0 else { return CURL_SEEKFUNC_FAIL }
                    Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue().rewind(to: Int64(offset))
                    return CURL_SEEKFUNC_OK
                }, Unmanaged.passUnretained(exchange).toOpaque()))
    }

    /// Lines as libcurl wants them: `Name: value`, `Name;` for an empty value, `Name:` to leave one of its own out.
    func set(headerLines: [String]) {
        guard let easy else { return }
        for line in headerLines {
            guard let longer = curl_slist_append(headers, line) else { return note(CURLE_OUT_OF_MEMORY) }
            headers = longer
        }
        note(wb_curl_set_list(easy, CURLOPT_HTTPHEADER, headers))
    }

    /// Lets libcurl call `exchange` as head and body arrive.
    func deliver(to exchange: Exchange) {
        guard let easy else { return }
        let context = Unmanaged.passUnretained(exchange).toOpaque()
        note(
            wb_curl_on_header(
                easy,
                { bytes, size, count, context in
                    guard let context else { return 0 }
                    let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
                    return Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue().receive(headLine: line)
                }, context))
        note(
            wb_curl_on_body(
                easy,
                { bytes, size, count, context in
                    guard let context else { return 0 }
                    let data = UnsafeRawBufferPointer(start: bytes, count: size * count)
                    return Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue().receive(body: data)
                }, context))
    }

    private func note(_ code: CURLcode) {
        if code != CURLE_OK, refusal == nil { refusal = code }
    }
}
