namespace PrecastMes.OpcUa.Server;

/// <summary>Which new value of a monitored item is a change (Part 4 §7.22.2).</summary>
/// <param name="AbsoluteDeadband">0 for none.</param>
internal readonly record struct ChangeFilter(DataChangeTrigger Trigger, double AbsoluteDeadband)
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
            _ => IsOutsideDeadband(last.Value, next.Value),
        };
    }

    private bool IsOutsideDeadband(Variant last, Variant next)
    {
        if (AbsoluteDeadband > 0 && last.Type == next.Type && last.ToDouble() is { } from && next.ToDouble() is { } to)
        {
            // Written so that a change to or from NaN is one.
            return !(Math.Abs(to - from) <= AbsoluteDeadband);
        }

        return last != next;
    }
}
