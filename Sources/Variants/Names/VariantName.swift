/// Reads what a model's id says by itself. Knows the habits of names, asks nobody, and never fails: what it does not recognise it
/// does not claim.
public enum VariantName {
    /// The facets of an id such as `TheBloke/Llama-2-7B-Chat-GGUF`; every value's source is `.name`.
    ///
    /// Reads the first 512 bytes and the first 64 words.
    public static func read(_ id: String) -> Variant {
        var reading = NameReading(NameText(id))
        reading.run()
        return reading.variant
    }
}
