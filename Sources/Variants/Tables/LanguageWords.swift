/// Languages as model names write them, with their BCP-47 primary subtags (the IANA registry's).
enum LanguageWords {
    static let all: [(String, NameWord)] =
        names.map { ($0.0, NameWord.language($0.1)) } + codes.map { ($0, NameWord.language($0)) }
        + contextual.map { ($0, NameWord.languageCode($0)) } + nations.map { ($0.0, NameWord.language($0.1)) }

    /// Names mean what they say.
    private static let names: [(String, String)] = [
        ("multilingual", "multilingual"), ("crosslingual", "multilingual"), ("polyglot", "multilingual"), ("english", "en"),
        ("eng", "en"), ("german", "de"), ("deutsch", "de"), ("french", "fr"), ("francais", "fr"), ("italian", "it"), ("ita", "it"),
        ("spanish", "es"), ("espanol", "es"), ("portuguese", "pt"), ("brazilian", "pt"), ("ptbr", "pt"), ("dutch", "nl"),
        ("swedish", "sv"), ("danish", "da"), ("norwegian", "no"), ("finnish", "fi"), ("icelandic", "is"), ("estonian", "et"),
        ("latvian", "lv"), ("lithuanian", "lt"), ("polish", "pl"), ("czech", "cs"), ("slovak", "sk"), ("slovenian", "sl"),
        ("slovene", "sl"), ("croatian", "hr"), ("serbian", "sr"), ("bosnian", "bs"), ("macedonian", "mk"), ("bulgarian", "bg"),
        ("romanian", "ro"), ("hungarian", "hu"), ("greek", "el"), ("albanian", "sq"), ("turkish", "tr"), ("russian", "ru"),
        ("ukrainian", "uk"), ("belarusian", "be"), ("armenian", "hy"), ("georgian", "ka"), ("azerbaijani", "az"), ("kazakh", "kk"),
        ("uzbek", "uz"), ("kyrgyz", "ky"), ("tatar", "tt"), ("arabic", "ar"), ("hebrew", "he"), ("persian", "fa"), ("farsi", "fa"),
        ("kurdish", "ku"), ("pashto", "ps"), ("urdu", "ur"), ("hindi", "hi"), ("bengali", "bn"), ("bangla", "bn"), ("punjabi", "pa"),
        ("gujarati", "gu"), ("marathi", "mr"), ("odia", "or"), ("oriya", "or"), ("assamese", "as"), ("tamil", "ta"), ("telugu", "te"),
        ("kannada", "kn"), ("malayalam", "ml"), ("sinhala", "si"), ("sinhalese", "si"), ("nepali", "ne"), ("sanskrit", "sa"),
        ("chinese", "zh"), ("mandarin", "zh"), ("cantonese", "yue"), ("japanese", "ja"), ("korean", "ko"), ("vietnamese", "vi"),
        ("thai", "th"), ("khmer", "km"), ("lao", "lo"), ("burmese", "my"), ("indonesian", "id"), ("malay", "ms"), ("javanese", "jv"),
        ("sundanese", "su"), ("tagalog", "tl"), ("filipino", "fil"), ("mongolian", "mn"), ("tibetan", "bo"), ("swahili", "sw"),
        ("amharic", "am"), ("hausa", "ha"), ("yoruba", "yo"), ("igbo", "ig"), ("zulu", "zu"), ("xhosa", "xh"), ("afrikaans", "af"),
        ("somali", "so"), ("kinyarwanda", "rw"), ("wolof", "wo"), ("latin", "la"), ("catalan", "ca"), ("galician", "gl"),
        ("basque", "eu"), ("irish", "ga"), ("welsh", "cy"), ("breton", "br"), ("frisian", "fy"), ("maltese", "mt"), ("esperanto", "eo"),
        ("yiddish", "yi"), ("faroese", "fo"), ("luxembourgish", "lb"), ("swiss", "gsw"), ("quechua", "qu"), ("hinglish", "hi"),
    ]

    /// Codes that mean little else in a model's name.
    private static let codes = [
        "en", "zh", "de", "fr", "es", "ru", "ja", "ko", "ar", "tr", "vi", "nl", "pl", "fi", "sv", "cs", "uk", "bg", "hu", "th", "bn", "fa",
    ]

    /// Codes that are also words, chemistry, run parameters or parts of other names (`id`, `no`, `sk`, `ml`).
    private static let contextual = [
        "hi", "ro", "da", "el", "he", "hr", "sk", "sl", "sr", "et", "lt", "lv", "ca", "eu", "gl", "ga", "cy", "is", "no", "nb", "nn",
        "id", "ms", "ta", "te", "ml", "kn", "mr", "gu", "pa", "ur", "ne", "si", "ka", "hy", "az", "kk", "uz", "mn", "sw", "am", "yo",
        "ha", "ig", "zu", "xh", "af", "sq", "mk", "bs", "be", "tl", "my", "km", "lo", "eo", "la", "mt", "tt", "ky", "rw", "so", "as",
        "or", "sa", "br", "fy", "iw", "jv", "su", "yue", "lg", "ku", "ps", "tg", "tk", "oc", "fo", "gsw",
    ]

    /// Nations for languages, where people do so.
    private static let nations = [("jp", "ja"), ("kr", "ko"), ("cn", "zh")]
}
