namespace PrecastMes.Scheduling.Shops;

/// <summary>What a simulation knows at a point in time, apart from the operations that have begun.</summary>
internal sealed class ShopState(Shop shop)
{
    public ShopEvents Events { get; } = new();

    public int Time { get; set; }

    /// <summary>Loads not done with all stages.</summary>
    public int Left { get; set; }

    /// <summary>Index of the next begin of a working window.</summary>
    public int Wake { get; set; }

    public int Makespan { get; set; }

    public int FreePlaces { get; set; }

    /// <summary>How many loads of each family have begun.</summary>
    public int[] Begun { get; } = new int[shop.Families.Count];

    public int[] StageOf { get; } = new int[shop.Loads.Count];

    public int[] FreeMoulds { get; } = new int[shop.Families.Count];

    public int[] FreePallets { get; } = new int[shop.Lines];

    public int[] FreeStations { get; } = new int[shop.Lines * shop.Stages.Count];

    /// <summary>Loads that wait for a stage of a line, in no order.</summary>
    public int[][] Waiting { get; } = [.. Enumerable.Range(0, shop.Lines * shop.Stages.Count).Select(_ => new int[16])];

    public int[] WaitingCount { get; } = new int[shop.Lines * shop.Stages.Count];

    /// <summary>Loads of each line that wait for a stage up to casting.</summary>
    public int[] BeforeCasting { get; } = new int[shop.Lines];

    public int[] FloorDone { get; } = new int[shop.Floors.Count];

    public void Clear(Shop shop, int loads)
    {
        Events.Clear();
        (Time, Left, Wake, Makespan, FreePlaces) = (0, loads, 0, 0, shop.CuringPlaces);
        Array.Clear(Begun);
        Array.Clear(StageOf);
        Array.Clear(WaitingCount);
        Array.Clear(BeforeCasting);
        Array.Clear(FloorDone);
        for (int family = 0; family < FreeMoulds.Length; family++)
        {
            FreeMoulds[family] = shop.Families[family].Moulds;
        }

        shop.PalletsOfLine.CopyTo(FreePallets, 0);
        for (int i = 0; i < FreeStations.Length; i++)
        {
            FreeStations[i] = shop.Stages[i % shop.Stages.Count].Stations;
        }
    }

    public void CopyFrom(ShopState other)
    {
        Events.CopyFrom(other.Events);
        (Time, Left, Wake, Makespan, FreePlaces) = (other.Time, other.Left, other.Wake, other.Makespan, other.FreePlaces);
        other.Begun.CopyTo(Begun, 0);
        other.StageOf.CopyTo(StageOf, 0);
        other.FreeMoulds.CopyTo(FreeMoulds, 0);
        other.FreePallets.CopyTo(FreePallets, 0);
        other.FreeStations.CopyTo(FreeStations, 0);
        other.WaitingCount.CopyTo(WaitingCount, 0);
        other.BeforeCasting.CopyTo(BeforeCasting, 0);
        other.FloorDone.CopyTo(FloorDone, 0);
        for (int i = 0; i < Waiting.Length; i++)
        {
            int count = other.WaitingCount[i];
            if (Waiting[i].Length < count)
            {
                Waiting[i] = new int[other.Waiting[i].Length];
            }

            other.Waiting[i].AsSpan(0, count).CopyTo(Waiting[i]);
        }
    }
}
