namespace PrecastMes.Production.Moulds;

/// <summary>What it takes to set a mould unit up for another type mark (换型).</summary>
/// <param name="FromMark">The mark it was set up for.</param>
/// <param name="ToMark">The mark that comes next.</param>
/// <param name="Minutes">Staffed time away from the line, minutes, 1–2,880.</param>
public sealed record MouldChangeover(string FromMark, string ToMark, int Minutes);
