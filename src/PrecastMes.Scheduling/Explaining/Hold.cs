namespace PrecastMes.Scheduling.Explaining;

/// <summary>Units of a resource that are not to be had in <c>[From, To)</c>, seconds of the plan.</summary>
/// <param name="From">Begin.</param>
/// <param name="To">End.</param>
/// <param name="Count">Units.</param>
/// <param name="Holder">Index of the load that has them; <see cref="Outage"/>, <see cref="Service"/>, or a released load's number.</param>
/// <param name="Activity">The activity of a planned load whose end gives them free.</param>
internal readonly record struct Hold(int From, int To, int Count, int Holder, int Activity = -1)
{
    /// <summary>Nobody has them: out of service.</summary>
    public const int Outage = -1;

    /// <summary>Nobody has it: a mould is worked on between two uses.</summary>
    public const int Service = int.MinValue;

    /// <summary>Number of a released load, from its index; the other way round too.</summary>
    public static int Released(int index) => -2 - index;
}
