namespace PrecastMes.Scheduling.Modelling;

/// <summary>
/// Times of the plan in force that a load is held to in a repair, in seconds of the plan: it starts no earlier, and wherever it competes
/// with others its turn is when it was planned.
/// </summary>
/// <param name="Start">Its start.</param>
/// <param name="Steps">Start of its work by step.</param>
/// <param name="Retrieve">When it leaves the chamber.</param>
internal sealed record HeldTimes(int Start, int[] Steps, int Retrieve);
