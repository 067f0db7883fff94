using PrecastMes.Persistence.Elements;
using PrecastMes.Persistence.Projects;

namespace PrecastMes.Server.Hmi.Elements;

/// <summary>Which elements the list shows, in which order; null leaves a question open.</summary>
/// <param name="ProjectId">Of this project.</param>
/// <param name="Building">In this building.</param>
/// <param name="Floor">On this floor.</param>
/// <param name="FamilyCode">Of this family.</param>
/// <param name="State">In this state.</param>
/// <param name="LateOnly">Only those that passed late or are planned to.</param>
/// <param name="Text">Whose id, mark, load or pallet contains this.</param>
/// <param name="Sort">Name of the <see cref="ElementRow"/> member to order by; null is the order of the files.</param>
/// <param name="Descending">Greatest first.</param>
public sealed record ElementChoice(
    string? ProjectId = null,
    string? Building = null,
    int? Floor = null,
    string? FamilyCode = null,
    ElementState? State = null,
    bool LateOnly = false,
    string? Text = null,
    string? Sort = null,
    bool Descending = false);

/// <summary>A floor of a building.</summary>
public sealed record ElementPlace(string ProjectId, string Building, int Floor);

/// <summary>What the filters of the list offer.</summary>
public sealed record ElementChoices(IReadOnlyList<ProjectRow> Projects, IReadOnlyList<ElementPlace> Places, IReadOnlyList<string> Families);

/// <summary>An element's life with all elements of its load, itself included.</summary>
public sealed record ElementStory(ElementLife Life, IReadOnlyList<ElementRow> OnPallet);
