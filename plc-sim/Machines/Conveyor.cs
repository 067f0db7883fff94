using PrecastMes.PlcSim.Handshake;

namespace PrecastMes.PlcSim.Machines;

/// <summary>The drive that takes a pallet from one unit to the next. It knows one way only.</summary>
/// <param name="end">Where it leads.</param>
/// <param name="seconds">Nominal move, seconds of plant time.</param>
internal sealed class Conveyor(IConveyorEnd end, double seconds)
{
    public IConveyorEnd End { get; } = end;

    public double Seconds { get; } = seconds;

    /// <summary>Why a move that begins at <paramref name="from"/> cannot be; null when it can.</summary>
    public string? Refuse(string from, Command command)
    {
        if (!string.Equals(command.Source, from, StringComparison.Ordinal))
        {
            return $"source is {command.Source}, this is {from}";
        }

        return string.Equals(command.Target, End.Id, StringComparison.Ordinal)
            ? End.RefuseArrival()
            : $"{from} conveys to {End.Id}, not to {command.Target}";
    }
}
