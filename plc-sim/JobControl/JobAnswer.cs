namespace PrecastMes.PlcSim.JobControl;

/// <summary>What a method of the job order receiver answers.</summary>
/// <param name="Status">For the caller's program.</param>
/// <param name="Reason">For people; empty when it was done.</param>
internal readonly record struct JobAnswer(ReturnStatus Status, string Reason)
{
    /// <summary>Done, or done before.</summary>
    public static JobAnswer Done { get; } = new(ReturnStatus.NoError, "");

    /// <summary>There is no such job order.</summary>
    public static JobAnswer Unknown(string id) => new(ReturnStatus.UnknownJobOrderId, $"there is no job order \"{id}\"");

    /// <summary>Its state does not allow it.</summary>
    public static JobAnswer WrongState(string method, JobOrderEntry entry) => new(
        ReturnStatus.InvalidRequest | ReturnStatus.WrongState, $"{method} cannot be: job order \"{entry.Order.Id}\" is {entry.State}");
}
