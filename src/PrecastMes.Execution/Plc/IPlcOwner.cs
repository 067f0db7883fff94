namespace PrecastMes.Execution.Plc;

/// <summary>Who commands a PLC by an <see cref="IPlcLink"/>.</summary>
public interface IPlcOwner
{
    /// <summary>The newest image; it replaces those before.</summary>
    void Report(PlcImage image);
}
