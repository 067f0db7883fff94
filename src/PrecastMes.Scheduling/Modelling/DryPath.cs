using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Scheduling.Modelling;

/// <summary>The way of a released load through the dry stations of its line, in seconds of the plan; index 0 is the first dry station.</summary>
internal sealed class DryPath
{
    public DryPath(PlantModel model, LineModel line, PlannedLoad load)
    {
        var count = line.FinishingFrom - line.FirstDryStep;
        Arrive = new int[count];
        Leave = new int[count];
        Approach = new int[count];
        for (var i = 0; i < count; i++)
        {
            var code = line.Steps[line.FirstDryStep + i].Station.Operation;
            var operation = load.Operations.First(o => o.Operation == code);
            Arrive[i] = model.Second(operation.Arrive);
            Leave[i] = model.Second(operation.Leave);
            Approach[i] = Arrive[i] - (i == 0 ? line.Loop!.Chamber.RetrieveSeconds : line.Loop!.TransferSeconds);
        }
    }

    public int[] Arrive { get; }

    public int[] Leave { get; }

    /// <summary>When the move to each station begins: it must be empty from here.</summary>
    public int[] Approach { get; }
}
