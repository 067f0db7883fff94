namespace PrecastMes.Scheduling.LongMoulds;

/// <summary>One filling of a long mould: how many pieces of each length it holds, and how often it is cast.</summary>
internal sealed record Fill(int[] Pieces, int Times);
