namespace PrecastMes.OpcUa.Server;

/// <summary>Which new value of a monitored item is a change (Part 4 §7.22.2).</summary>
/// <param name="Deadband">In the value's own unit, 0 for none.</param>
/// <param name="Percent">The deadband in percent of the EURange (Part 8 §6.2), from which <paramref name="Deadband"/> was worked out; else 0.</param>
internal readonly record struct ChangeFilter(DataChangeTrigger Trigger, double Deadband, double Percent = 0)
{
    public static ChangeFilter Default => new(DataChangeTrigger.StatusValue, 0);

    public bool IsChange(in DataValue last, in DataValue next)
    {
        if (last.Status != next.Status)
        {
            return true;
        }

        return Trigger switch
        {
            DataChangeTrigger.Status => false,
            DataChangeTrigger.StatusValueTimestamp when last.SourceTimestamp != next.SourceTimestamp => true,
            _ => Deadband > 0 ? Numbers.IsOutside(Deadband, last.Value, next.Value) : last.Value != next.Value,
        };
    }
}
