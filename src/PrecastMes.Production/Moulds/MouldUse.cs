namespace PrecastMes.Production.Moulds;

/// <summary>What a mould unit has been used for so far.</summary>
/// <param name="Turns">Elements made in it.</param>
/// <param name="LastMark">The mark that it is set up for; null when that is not known.</param>
/// <param name="FreeSince">When the last element was taken out of it; null when that is not known.</param>
public sealed record MouldUse(int Turns, string? LastMark, DateTimeOffset? FreeSince);
