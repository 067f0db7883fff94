namespace PrecastMes.Persistence.Elements;

/// <summary>Which elements a list shows; null leaves a question open.</summary>
/// <param name="ProjectId">Of this project.</param>
/// <param name="State">In this state.</param>
/// <param name="FamilyCode">Of this family.</param>
/// <param name="LoadId">In this load.</param>
/// <param name="Text">Whose id or mark contains this text, in any case.</param>
public sealed record ElementFilter(
    string? ProjectId = null, ElementState? State = null, string? FamilyCode = null, string? LoadId = null, string? Text = null);
