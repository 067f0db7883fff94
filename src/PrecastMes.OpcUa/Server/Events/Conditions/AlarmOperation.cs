namespace PrecastMes.OpcUa.Server;

/// <summary>What a user did to an alarm.</summary>
/// <param name="Name">The method: Enable, Disable, AddComment, Acknowledge or Confirm.</param>
/// <param name="Comment">As the user gave it; without a text when he gave none.</param>
public sealed record AlarmOperation(AlarmCondition Alarm, string Name, SessionUser User, LocalizedText Comment);
