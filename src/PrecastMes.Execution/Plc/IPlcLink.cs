using PrecastMes.Execution.Lines;

namespace PrecastMes.Execution.Plc;

/// <summary>
/// The way to the line's PLC. What is asked of it are levels, kept over broken connections: the link sees to it that the PLC
/// gets them, and asking again is always safe, for a PLC takes a command's number only once.
/// </summary>
public interface IPlcLink
{
    /// <summary>Reports go to this owner from now on, the present image first; nothing is written until <see cref="Drive"/>.</summary>
    void Attach(IPlcOwner owner);

    /// <summary>The owner begins to command under its epoch; these of its commands have no known end.</summary>
    void Drive(uint fence, IReadOnlyList<CommandIssued> outstanding);

    /// <summary>A command, journalled already.</summary>
    void Issue(CommandIssued command);

    /// <summary>Whether a shift runs: outside, interruptible work pauses.</summary>
    void SetShift(bool active);

    /// <summary>Asks for the curing curve of a place; it comes with a later image.</summary>
    void ReadCurve(string place);
}
