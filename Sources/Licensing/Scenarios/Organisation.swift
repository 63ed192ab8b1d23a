/// What an organisation tells of itself, so that limits can be decided. What it does not tell is unknown, never zero.
public struct Organisation: Hashable, Sendable {
    /// One number.
    ///
    /// A figure without a day holds for every day that has no figure of its own: whoever writes the profile vouches for that, and the
    /// verdict names it as an assumption.
    public struct Figure: Hashable, Sendable {
        public var metric: Threshold.Metric
        public var value: Int64
        /// ISO 4217, for revenue and recurring revenue.
        public var currency: String?
        /// For revenue: what it was earned in. nil: a year.
        public var window: Threshold.Window?
        /// `2024-07-23`, or `2024-06` for a whole month.
        public var asOf: String?
        /// Of the one product in question; false: of the organisation with its affiliates.
        public var isProduct: Bool

        public init(
            _ metric: Threshold.Metric, _ value: Int64, currency: String? = nil, window: Threshold.Window? = nil, asOf: String? = nil,
            isProduct: Bool = false
        ) {
            self.metric = metric
            self.value = value
            self.currency = currency
            self.window = window
            self.asOf = asOf
            self.isProduct = isProduct
        }
    }

    /// Where it lives or has its principal place of business: ISO 3166-1 alpha-2.
    public var seat: String?
    /// Where the model runs or is offered: ISO 3166-1 alpha-2, or `EU`. nil: not told.
    public var countries: [String]?
    public var figures: [Figure]
    /// Licensors it competes with. nil: not told; empty: with none.
    public var competitorOf: [String]?
    /// Whether what it runs takes or makes more than text. nil: as the model does.
    public var usesMultimodal: Bool?
    /// Whether making images is its core business.
    public var isImageGenerationBusiness: Bool?
    /// Codes of purposes it pursues, as in `Limit.Rule.field`. nil: none of those that licences bar.
    public var purposes: [String]?
    /// Licences whose gate, form or registration it has been through.
    public var accepted: [LicenseID]
    /// Licences that it has a contract for.
    public var contracts: [LicenseID]

    public init(
        seat: String? = nil, countries: [String]? = nil, figures: [Figure] = [], competitorOf: [String]? = nil,
        usesMultimodal: Bool? = nil, isImageGenerationBusiness: Bool? = nil, purposes: [String]? = nil, accepted: [LicenseID] = [],
        contracts: [LicenseID] = []
    ) {
        self.seat = seat
        self.countries = countries
        self.figures = figures
        self.competitorOf = competitorOf
        self.usesMultimodal = usesMultimodal
        self.isImageGenerationBusiness = isImageGenerationBusiness
        self.purposes = purposes
        self.accepted = accepted
        self.contracts = contracts
    }

    /// Nothing told.
    public static let unknown = Organisation()
}
