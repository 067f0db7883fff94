namespace PrecastMes.Scheduling.Nesting.Bins;

/// <summary>A piece in a bin, from its lower left corner.</summary>
internal readonly record struct PlacedPiece(int Piece, int X, int Y, bool Turned);
