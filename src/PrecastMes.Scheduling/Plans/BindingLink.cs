using System.Text.Json.Serialization;

namespace PrecastMes.Scheduling.Plans;

/// <summary>
/// A link of the chain that binds a late floor: what kept a load from going on between two instants. Links that follow each other with the
/// same rule and resource are one.
/// </summary>
/// <param name="Since">Begin, equal to the end of the link before or to the plan's start.</param>
/// <param name="Until">End, equal to the begin of the next link or to the finish of the floor.</param>
/// <param name="LoadId">The load that works or waits; of several in turn the last.</param>
/// <param name="Rule">
/// What bound it. Its own work: <c>work</c> at a unit, the move to it included, or <c>cure</c>. Something that another load held in that time
/// and gave free at its end: <c>mould</c>, <c>pallet</c>, <c>turn</c> (the place at the entry), <c>station</c>, <c>crane</c>,
/// <c>chamber</c>, <c>mixer</c> or <c>crew</c>. Nothing that a load held: <c>shift</c> (the plant's staffed time, or the time of day for concrete),
/// <c>calendar</c> (the working time of a station, crew, mixer or operation that has a calendar of its own),
/// <c>outage</c>, <c>service</c> (a mould is cleaned, set up or maintained), <c>release</c> (release date of an element), <c>planned</c> (the
/// start it was promised or has in the plan in force), <c>turn</c> without holder (loads before it in order), <c>given</c> (the load is of an
/// earlier plan, its times are given). <c>earlier</c> is all that lies before the 30 links that are kept.
/// </param>
/// <param name="Resource">Mould type, crew, station, crane, mixer, chamber, curing programme, or the line for pallets; empty where the rule names none.</param>
/// <param name="HeldBy">The load that held a unit of the resource until the end; of several in turn the last. Null without such a load.</param>
/// <param name="Loads">How many loads held it in turn; 0 without.</param>
public sealed record BindingLink(
    DateTimeOffset Since,
    DateTimeOffset Until,
    string LoadId,
    string Rule,
    string Resource,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? HeldBy,
    int Loads);
