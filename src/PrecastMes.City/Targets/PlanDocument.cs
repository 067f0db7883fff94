namespace PrecastMes.City.Targets;

/// <summary>The document that sets the targets.</summary>
/// <param name="Number">Number, e.g. 津建科〔2018〕19号.</param>
/// <param name="TitleZh">Title.</param>
/// <param name="TitleEn">Title in English.</param>
/// <param name="IssuerZh">Who issued it.</param>
/// <param name="IssuerEn">Issuer in English.</param>
/// <param name="Issued">When.</param>
/// <param name="PlanPeriod">Years of the plan.</param>
/// <param name="OutlookYear">Year of the outlook.</param>
/// <param name="DocumentSha256">Digest of the text that the data was taken from.</param>
public sealed record PlanDocument(
    string Number,
    string TitleZh,
    string TitleEn,
    string IssuerZh,
    string IssuerEn,
    DateOnly Issued,
    PlanPeriod PlanPeriod,
    int OutlookYear,
    string DocumentSha256);

/// <summary>First and last year of a plan.</summary>
public sealed record PlanPeriod(int From, int To);
