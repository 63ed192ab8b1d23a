/// The words that the comparison of texts knows by meaning.
enum Words {
    static let copyright = WordHash.of("copyright")
    static let dnl = WordHash.of("dnl")
    static let rem = WordHash.of("rem")
    static let all = WordHash.of("all")
    static let rights = WordHash.of("rights")
    static let reserved = WordHash.of("reserved")
    static let version = WordHash.of("version")

    /// Spellings that mean the same (SPDX licence list matching guidelines, section 8, and plurals of spelling found in copies).
    private static let equivalents: WordTable = {
        let pairs = [
            ("acknowledgement", "acknowledgment"), ("analogue", "analog"), ("analyse", "analyze"), ("artefact", "artifact"),
            ("authorisation", "authorization"), ("authorised", "authorized"), ("calibre", "caliber"), ("cancelled", "canceled"),
            ("capitalisations", "capitalizations"), ("catalogue", "catalog"), ("categorise", "categorize"), ("centre", "center"),
            ("emphasised", "emphasized"), ("favour", "favor"), ("favourite", "favorite"), ("fulfil", "fulfill"),
            ("fulfilment", "fulfillment"), ("initialise", "initialize"), ("judgement", "judgment"), ("labelling", "labeling"),
            ("labour", "labor"), ("licence", "license"), ("licences", "licenses"), ("licenced", "licensed"), ("sublicence", "sublicense"),
            ("maximise", "maximize"), ("modelled", "modeled"), ("modelling", "modeling"), ("offence", "offense"),
            ("optimise", "optimize"), ("organisation", "organization"), ("organise", "organize"), ("practise", "practice"),
            ("programme", "program"), ("realise", "realize"), ("recognise", "recognize"), ("signalling", "signaling"),
            ("utilisation", "utilization"), ("whilst", "while"), ("wilful", "willful"), ("percent", "percent"),
        ]
        var table = WordTable(capacity: pairs.count)
        for (word, same) in pairs { table.set(WordTable.hash(word), to: WordTable.hash(same)) }
        return table
    }()

    @inline(__always)
    static func canonical(_ hash: UInt32) -> UInt32 { equivalents.value(hash) ?? hash }

    /// Words after "copyright" that make it part of a sentence and not the head of a copyright line.
    static let copyrightContinuations = WordTable([
        "license", "licenses", "notice", "notices", "holder", "holders", "owner", "owners", "law", "laws", "statement", "statements",
        "act", "interest", "interests", "in", "of", "and", "or", "is", "as", "to", "for", "that", "rights", "right", "disclaimer",
        "protection", "ownership", "infringement", "information", "treaties", "patent", "are", "on", "if", "may", "with", "which",
        "claim", "claims", "permission", "grant", "international", "directive", "limitations", "exceptions", "registration",
        "status", "over", "under", "subsists", "applies", "protected", "terms", "policy", "legend", "attribution", "headers", "header",
        "file", "files", "assignment", "material",
    ])
    static let years = WordTable(["year", "years", "yyyy", "yy", "date", "dates", "copyright", "c", "name", "xxxx", "present"])
    static let romans = WordTable(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"])

    /// Words that change what a licence grants or asks: who, what for, where, how large. One of them on its own turns a copy into a variant.
    static let grave = WordTable([
        "noncommercial", "noncommercially", "commercial", "commercially", "commercialize", "research", "researcher", "researchers",
        "student", "students", "university", "teaching", "hobby", "startups", "academic",
        "academia", "educational", "education", "evaluation", "evaluate", "personal", "nonprofit", "profit", "scientific",
        "production", "nonproduction", "internal", "military", "weapon", "weapons", "warfare", "defense", "surveillance", "police",
        "government", "governmental", "nuclear", "medical", "ethical", "unethical", "evil", "harm", "harmful", "abuse", "hate",
        "discrimination", "european", "eu", "eea", "union", "territory", "territories", "territorial", "kingdom", "uk", "korea",
        "china", "chinese", "russia", "states", "usa", "countries", "country", "region", "regions", "worldwide", "million",
        "millions", "billion", "users", "user", "mau", "dau", "revenue", "revenues", "income", "usd", "dollars", "dollar", "rmb",
        "euro", "euros", "monthly", "annual", "annually", "employees", "display", "displayed", "displays", "prominently", "logo",
        "badge", "built", "train", "training", "trained", "pretrain", "finetune", "distill", "distillation", "distilled", "improve",
        "outputs", "output", "synthetic", "competitor", "competitors", "compete", "competing", "competitive", "prohibited",
        "prohibit", "prohibits", "forbidden", "forbid", "restricted", "restriction", "restrictions", "limited", "sell", "selling",
        "sold", "resale", "resell", "sale", "fee", "fees", "royalty", "royalties", "pay", "payment", "paid", "charge", "register",
        "registration", "approval", "consent", "sanctions", "sanctioned", "embargo", "termination", "terminate", "terminates",
        "revoke", "revocable", "irrevocable", "noderivatives", "noderivs", "sharealike", "derivative", "derivatives", "host", "hosted",
        "hosting", "api", "service", "saas", "mining", "machine", "learning", "ai", "artificial", "intelligence", "hire", "lease",
        "rent", "advertising", "acknowledgment", "patent", "patents", "publish", "gnu", "gpl", "lgpl", "agpl", "affero", "lesser",
        "apache", "mozilla", "commons", "clause", "exception",
    ])

    /// Names of families of licences: they belong into a title or a grant of the licence that has them in its text.
    static let families = WordTable([
        "gnu", "gpl", "lgpl", "agpl", "lesser", "affero", "apache", "mozilla", "commons", "sharealike", "noderivatives", "ai",
    ])

    /// Words that turn a sentence around.
    static let turning = WordTable([
        "not", "no", "nor", "never", "none", "neither", "only", "solely", "exclusively", "except", "excluding", "exclude", "excluded",
        "unless", "without", "cannot", "non", "must", "shall", "may", "nothing", "any", "all", "either", "later", "higher", "sole",
        "outside", "within", "more", "less", "greater", "exceed", "exceeds", "exceeding", "before", "after", "until", "void",
    ])
    /// Words without a meaning of their own here: a difference in them alone is a matter of wording.
    static let light = WordTable([
        "the", "a", "an", "of", "in", "to", "and", "or", "is", "are", "be", "by", "for", "with", "this", "that", "these", "those",
        "such", "its", "it", "as", "at", "on", "from", "s", "which", "their", "will", "also", "herein", "hereby", "thereof", "each",
    ])
}
