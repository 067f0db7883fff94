using Microsoft.AspNetCore.Components;
using PrecastMes.Execution.Lines;
using PrecastMes.Execution.Live;
using PrecastMes.Execution.Plc;

namespace PrecastMes.Server.Hmi.Lines;

/// <summary>The line as it is now, in the order in which pallets go.</summary>
public sealed partial class LinePage
{
    private LineSnapshot picture = null!;
    private Dictionary<string, UnitSnapshot> units = [];
    private Dictionary<string, CompartmentSnapshot> places = [];
    private string? chosen;
    private UnitState? command;
    private UnitImage? plc;

    /// <inheritdoc/>
    protected override TimeSpan Beat => TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    protected override long? Version => Pulse.Line;

    [Inject]
    private LiveLine Live { get; set; } = null!;

    private IReadOnlyList<UnitSnapshot> Faulted => [.. picture.Units.Where(unit => unit.FaultCode != 0)];

    // Before the first reading nothing is known: that is not the same as an idle line.
    private bool HasData => picture.Units.Any(unit => unit.State != PackMlState.Undefined);

    /// <inheritdoc/>
    protected override Task<bool> ReadAsync(CancellationToken cancellation)
    {
        picture = Live.Snapshot();
        units = picture.Units.ToDictionary(unit => unit.Unit);
        places = picture.Compartments.ToDictionary(place => place.Place);
        ReadChosen();
        return Task.FromResult(true);
    }

    private void Choose(string unit)
    {
        chosen = chosen == unit ? null : unit;
        ReadChosen();
    }

    private void ReadChosen()
    {
        command = chosen is null ? null : Live.State.Unit(chosen);
        plc = chosen is null ? null : Live.Image.Units.GetValueOrDefault(chosen);
    }

    private UnitSnapshot? Of(string unit) => units.GetValueOrDefault(unit);

    private CompartmentSnapshot? PlaceOf(string place) => places.GetValueOrDefault(place);
}
