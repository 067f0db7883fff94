namespace PrecastMes.OpcUa.Client;

/// <summary>Why and when notifications were lost, or may have been.</summary>
/// <param name="Cause">What happened.</param>
/// <param name="At">When it was noticed, UTC.</param>
/// <param name="Reason">For a log or a person.</param>
public sealed record NotificationGap(GapCause Cause, DateTime At, string Reason);
