namespace PrecastMes.Scheduling.Nesting.Bins;

/// <summary>Rectangles to be laid into as few equal bins as possible.</summary>
/// <param name="Width">Of a bin, in the unit of the pieces.</param>
/// <param name="Height">Of a bin.</param>
/// <param name="Pieces">Each fits into an empty bin.</param>
/// <param name="MayTurn">Pieces may be turned by a right angle.</param>
internal sealed record BinProblem(int Width, int Height, IReadOnlyList<(int Width, int Height)> Pieces, bool MayTurn)
{
    public long Area(int piece) => (long)Pieces[piece].Width * Pieces[piece].Height;
}
