namespace PrecastMes.Scheduling.LongMoulds;

/// <summary>Pieces of a few lengths to be cast in moulds of one length, any of them in one mould together.</summary>
/// <param name="Capacity">Length of a mould, in the unit of the pieces.</param>
/// <param name="Lengths">Length of each kind of piece, at most the mould's.</param>
/// <param name="Demands">Pieces wanted of each kind.</param>
internal sealed record CuttingProblem(int Capacity, int[] Lengths, int[] Demands)
{
    public long Length => Lengths.Zip(Demands, (length, demand) => (long)length * demand).Sum();
}
