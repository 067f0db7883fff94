namespace PrecastMes.Scheduling.Nesting.Bins;

/// <summary>A bin while it is filled.</summary>
internal sealed class Bin(BinProblem problem)
{
    private readonly FreeSpace _space = new();

    public List<PlacedPiece> Pieces { get; } = [];

    public long Area { get; private set; }

    public void Clear()
    {
        _space.Reset(problem.Width, problem.Height);
        Pieces.Clear();
        Area = 0;
    }

    public void CopyFrom(Bin other)
    {
        _space.CopyFrom(other._space);
        Pieces.Clear();
        Pieces.AddRange(other.Pieces);
        Area = other.Area;
    }

    public Spot? Find(int piece, FitRule rule)
    {
        long area = problem.Area(piece);
        return Area + area > (long)problem.Width * problem.Height
            ? null
            : _space.Find(problem.Pieces[piece].Width, problem.Pieces[piece].Height, problem.MayTurn, rule);
    }

    public void Place(int piece, in Spot spot)
    {
        (int width, int height) = problem.Pieces[piece];
        _space.Take(spot.X, spot.Y, spot.Turned ? height : width, spot.Turned ? width : height);
        Pieces.Add(new PlacedPiece(piece, spot.X, spot.Y, spot.Turned));
        Area += problem.Area(piece);
    }

    /// <summary>Takes pieces out; the others stay where they are.</summary>
    public void Remove(Predicate<PlacedPiece> leaves)
    {
        PlacedPiece[] kept = [.. Pieces.Where(piece => !leaves(piece))];
        Clear();
        foreach (PlacedPiece piece in kept)
        {
            Place(piece.Piece, new Spot(piece.X, piece.Y, piece.Turned, 0));
        }
    }
}
