import Foundation
import TestSupport
import Testing

@testable import ObjectStore
@testable import Transport

@Suite struct S3CredentialsTests {
    private func reason(_ environment: [String: String] = [:], file: String? = nil) -> String {
        do throws(S3Credentials.Fault) {
            return "\(try S3Credentials.signing(environment: environment, file: file, region: "us-east-1"))"
        } catch {
            return error.description
        }
    }

    @Test("keys come from the environment, with or without a session token")
    func environment() throws {
        let variables = ["AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "hush", "AWS_SESSION_TOKEN": ""]
        let signing = try S3Credentials.signing(environment: variables, file: nil, region: "us-east-1")
        #expect(signing.accessKey == "AKIDEXAMPLE" && signing.sessionToken == nil)
        #expect(reason(["AWS_ACCESS_KEY_ID": "AKIDEXAMPLE"]).hasPrefix("no AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment"))
        let bad = reason(["AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "hush hush"])
        #expect(bad.contains("characters") && !bad.contains("hush"))
    }

    @Test("keys come from a file that only its owner can read, and from no other")
    func file() throws {
        let scratch = try ScratchFolder()
        let path = "\(scratch.path)/credentials"
        let text = "[default]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key=a=b\naws_session_token = t\nregion = x\n"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        #expect(reason(file: path).contains("chmod 600"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        let signing = try S3Credentials.signing(environment: [:], file: path, region: "us-east-1")
        #expect(signing.accessKey == "AKIDEXAMPLE" && signing.sessionToken == "t")
        #expect(reason(file: "\(scratch.path)/none").contains("can't be read"))
        #expect(reason(file: scratch.path).contains("no credentials file"))
    }
}
