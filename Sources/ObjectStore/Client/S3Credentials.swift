internal import Foundation
public import Transport

/// Where the keys to a store come from: the environment, or a file that only its owner can read. Never printed.
public enum S3Credentials {
    /// What is wrong with them, without what they are.
    public struct Fault: Error, Sendable, CustomStringConvertible {
        public let description: String
    }

    private static let names = ["aws_access_key_id", "aws_secret_access_key", "aws_session_token"]

    /// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`, unless a file is named. The file has a line `name = value` for
    /// each in lower case, as AWS's own tools write it; headings and other lines don't count.
    public static func signing(environment: [String: String], file: String?, region: String) throws(Fault) -> RequestSigning {
        var values: [String: String] = [:]
        if let file {
            values = try read(file)
        } else {
            for name in names { values[name] = environment[name.uppercased()].flatMap { $0.isEmpty ? nil : $0 } }
        }
        let place = file ?? "the environment"
        guard let key = values[names[0]], let secret = values[names[1]] else {
            throw Fault(description: "no \(names[0].uppercased()) and \(names[1].uppercased()) in \(place)")
        }
        guard let signing = RequestSigning(accessKey: key, secretKey: secret, sessionToken: values[names[2]], region: region) else {
            throw Fault(description: "the credentials in \(place) have characters that no key has")
        }
        return signing
    }

    private static func read(_ file: String) throws(Fault) -> [String: String] {
        var info = stat()
        guard stat(file, &info) == 0 else { throw Fault(description: "the credentials file \(file) can't be read") }
        guard info.st_mode & S_IFMT == S_IFREG, info.st_size < 65_536 else { throw Fault(description: "\(file) is no credentials file") }
        guard info.st_mode & 0o077 == 0 else {
            throw Fault(description: "others can read the credentials file \(file): chmod 600 it")
        }
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw Fault(description: "the credentials file \(file) can't be read")
        }
        var values: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2, names.contains(parts[0].lowercased()) else { continue }
            values[parts[0].lowercased()] = parts[1]
        }
        return values
    }
}
