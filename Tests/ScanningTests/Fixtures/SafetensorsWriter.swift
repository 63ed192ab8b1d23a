/// A safetensors file around any header, true or false.
func safetensors(_ header: String, data: Int, length: UInt64? = nil) -> [UInt8] {
    var file: [UInt8] = []
    file.little(length ?? UInt64(header.utf8.count))
    file.text(header)
    file += [UInt8](repeating: 7, count: data)
    return file
}

let plainSafetensors = safetensors(
    #"{"__metadata__":{"format":"pt","modelspec.title":"Little"},"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"#
        + #""b":{"dtype":"BF16","shape":[4],"data_offsets":[24,32]}}"#, data: 32)
