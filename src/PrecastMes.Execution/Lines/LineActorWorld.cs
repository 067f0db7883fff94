using Microsoft.Extensions.Logging;
using PrecastMes.Execution.Journal;
using PrecastMes.Execution.Live;
using PrecastMes.Execution.Plc;

namespace PrecastMes.Execution.Lines;

/// <summary>What a <see cref="LineActor"/> meets outside itself.</summary>
/// <param name="Layout">The plant.</param>
/// <param name="Link">Way to the PLC.</param>
/// <param name="Live">Where the state is published.</param>
/// <param name="Feed">Where persisted facts go at once.</param>
/// <param name="Clock">Plant time.</param>
/// <param name="Speed">Plant seconds in a second of the actor system's scheduler.</param>
/// <param name="Logger">Log.</param>
public sealed record LineActorWorld(
    PlantLayout Layout, IPlcLink Link, LiveLine Live, JournalFeed Feed, TimeProvider Clock, double Speed, ILogger Logger);
