using System.Globalization;
using PrecastMes.PlcSim.Handshake;
using PrecastMes.PlcSim.Machines;

namespace PrecastMes.PlcSim.Curing;

/// <summary>The curing chamber (养护窑): compartments in columns and levels, each with a programme of its own.</summary>
internal sealed class CuringChamber
{
    private readonly Dictionary<string, Compartment> byId;
    private readonly LineContext context;

    public CuringChamber(string id, Label name, int columns, int levels, ThermalConstants thermal, Hall hall, DateTimeOffset at, LineContext context)
    {
        Id = id;
        Name = name;
        this.context = context;
        Compartments =
        [
            .. from column in Enumerable.Range(1, columns)
               from level in Enumerable.Range(1, levels)
               let place = string.Create(CultureInfo.InvariantCulture, $"{id}-C{column}L{level}")
               select new Compartment(place, column, level, new CuringPlace(thermal, hall, at)),
        ];
        byId = Compartments.ToDictionary(compartment => compartment.Id, StringComparer.Ordinal);
    }

    public string Id { get; }

    public Label Name { get; }

    /// <summary>Column by column, from the floor up.</summary>
    public IReadOnlyList<Compartment> Compartments { get; }

    /// <summary>The compartment of that name, or null.</summary>
    public Compartment? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>A pallet has been put into a compartment; its programme begins.</summary>
    public void Receive(Compartment compartment, Command command, CuringProgramme programme, DateTimeOffset at)
    {
        compartment.IsExpecting = false;
        compartment.PalletId = command.Carrier;
        compartment.StoredBy = command;
        compartment.Heat.StepTo(at);
        compartment.Heat.Start(programme, at);
        context.Book.Add(PhysicalEvent.Start("cure", compartment.Id, command, at) with { Recipe = programme.Id });
    }

    /// <summary>The crane has taken the pallet out.</summary>
    public static void Release(Compartment compartment, DateTimeOffset at)
    {
        compartment.PalletId = "";
        compartment.StoredBy = null;
        compartment.Heat.Clear(at);
    }

    /// <summary>All compartments live up to an instant.</summary>
    public void StepTo(DateTimeOffset now)
    {
        foreach (var compartment in Compartments)
        {
            var before = compartment.Heat.Phase;
            compartment.Heat.StepTo(now);
            if (compartment.Heat.Phase == before)
            {
                continue;
            }

            context.Book.Touch();
            if (compartment.Heat is { Phase: CuringPhase.Done, DoneAt: { } doneAt } && compartment.StoredBy is { } command)
            {
                context.Book.Add(PhysicalEvent.End("cure", compartment.Id, command, ResultCode.Done, doneAt));
            }
        }
    }
}
