namespace PrecastMes.Scheduling.Promising;

/// <summary>An element ordered before that would be late, or later than it is, if the new order took its turn.</summary>
/// <param name="ElementId">The element.</param>
/// <param name="ProjectId">Its project.</param>
/// <param name="DueAt">When it has to be finished.</param>
/// <param name="FinishBefore">When it is finished without the new order.</param>
/// <param name="FinishAfter">When it is finished with it.</param>
public sealed record PushedElement(string ElementId, string ProjectId, DateTimeOffset DueAt, DateTimeOffset FinishBefore, DateTimeOffset FinishAfter);
