/// Purposes that licences bar: the codes of `Limit.Rule.field`. Coarse on purpose, because lists of different vendors must compare.
public enum FieldOfUse: String, Hashable, Sendable, Codable, CaseIterable {
    /// Breaking the law.
    case illegal
    case military
    case weapons
    case nuclear
    /// Watching people without their consent.
    case surveillance
    /// Recognising or classifying people by their body.
    case biometric
    /// Predicting crimes or justifying measures of the police and courts.
    case lawEnforcement = "law-enforcement"
    case criticalInfrastructure = "critical-infrastructure"
    case autonomousVehicles = "autonomous-vehicles"
    /// Advice on or interpretation of somebody's health.
    case medicalAdvice = "medical-advice"
    /// Practising law, medicine or finance without licence.
    case regulatedProfessions = "regulated-professions"
    /// Decisions without a human that bind people's rights.
    case automatedDecisions = "automated-decisions"
    /// Harming or exploiting children.
    case minors
    case sexualContent = "sexual-content"
    case violence
    case selfHarm = "self-harm"
    case harassment
    case defamation
    case discrimination
    case disinformation
    case fraud
    case impersonation
    /// Not telling people that a machine made it.
    case undisclosedAI = "undisclosed-ai"
    case privacy
    case malware
    case spam
    case infringement
    case humanTrafficking = "human-trafficking"
    /// Getting round filters, guardrails or watermarks.
    case safetyBypass = "safety-bypass"
    /// What export and sanction law forbids.
    case tradeControls = "trade-controls"
    /// Endangering a state's security or its public order.
    case nationalSecurity = "national-security"
    /// Products that compete with the licensor's.
    case competingProduct = "competing-product"
    /// Anything but computational analysis of the data.
    case nonComputational = "non-computational"
    /// Use outside of the vendor's own platform.
    case otherPlatform = "other-platform"
    /// The list is in a document that we have not read.
    case policy
}
