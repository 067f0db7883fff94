namespace PrecastMes.PlcSim.Handshake;

/// <summary>The <c>Cmd.*</c> signals of a unit, as they stood when <see cref="Seq"/> was seen to have grown.</summary>
/// <param name="Id">Number of the command at its sender; echoed in the result.</param>
/// <param name="Code">What to do.</param>
/// <param name="Operation">Operation code; empty for moves.</param>
/// <param name="Load">Load it serves.</param>
/// <param name="Carrier">Pallet id; the load id where there is no pallet.</param>
/// <param name="Source">Where the carrier is; empty when nothing moves.</param>
/// <param name="Target">Where it shall go; empty when nothing moves.</param>
/// <param name="WorkSeconds">Nominal work, seconds of plant time.</param>
/// <param name="Interruptible">True: the work pauses while the shift is not active.</param>
/// <param name="Recipe">Concrete grade, or a curing programme (<see cref="Curing.CuringProgramme.Parse"/>).</param>
/// <param name="Quantity">Concrete, litres.</param>
/// <param name="Fence">Epoch of the sender; one lower than the highest seen is refused.</param>
/// <param name="Seq">Counts the commands of the unit; the last signal to be written.</param>
internal sealed record Command(
    uint Id,
    CommandCode Code,
    string Operation,
    string Load,
    string Carrier,
    string Source,
    string Target,
    uint WorkSeconds,
    bool Interruptible,
    string Recipe,
    uint Quantity,
    uint Fence,
    uint Seq)
{
    /// <summary>What a unit holds before its first command.</summary>
    public static Command None { get; } = new(0, CommandCode.None, "", "", "", "", "", 0, false, "", 0, 0, 0);
}
