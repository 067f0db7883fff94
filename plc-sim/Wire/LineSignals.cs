using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Server;
using PrecastMes.PlcSim.Curing;
using PrecastMes.PlcSim.Machines;
using PrecastMes.PlcSim.Wire.JobControl;
using PrecastMes.PlcSim.Wire.Machinery;

namespace PrecastMes.PlcSim.Wire;

/// <summary>The whole plant as an address space: commands come in before a scan, what the scan made goes out after it.</summary>
internal sealed class LineSignals
{
    private readonly PlantModel plant;
    private readonly List<UnitSignals> units = [];
    private readonly List<MachineFace> machines = [];
    private readonly List<JobOrderFace> jobs = [];
    private readonly List<UnitAlarm> alarms = [];
    private readonly List<CuringSignals> curing = [];
    private readonly List<(Compartment Place, UaVariable PalletId)> compartments = [];
    private readonly UaVariable alive;
    private readonly UaVariable time;
    private readonly UaVariable shiftActive;
    private readonly UaVariable fence;
    private readonly UaVariable ambientC;
    private readonly UaVariable? pallets;
    private IReadOnlyList<string>? shownPallets;

    /// <param name="space">Where to show it.</param>
    /// <param name="models">The types of machines and jobs.</param>
    /// <param name="plant">What is shown.</param>
    /// <param name="bootId">Number of this start.</param>
    /// <param name="desk">Brings calls of job control into the scan.</param>
    /// <param name="access">Who may operate alarms.</param>
    /// <param name="logger">Gets refusals.</param>
    public LineSignals(TagSpace space, MachineryModels models, PlantModel plant, uint bootId, ScanDesk desk, Access access, ILogger logger)
    {
        this.plant = plant;
        space.AddUnit("Plc", "控制器 PLC");
        space.AddOutput("Plc", "BootId", DataTypeIds.UInt32, bootId);
        alive = space.AddOutput("Plc", "Alive", DataTypeIds.UInt32, 0u);
        time = space.AddOutput("Plc", "Time", DataTypeIds.DateTime, plant.Now.UtcDateTime);
        space.AddUnit("Mes", "制造执行系统 MES");
        space.AddInput("Mes", "Alive", DataTypeIds.UInt32, 0u);
        shiftActive = space.AddInput("Mes", "ShiftActive", DataTypeIds.Boolean, plant.Level.IsShiftActive);
        fence = space.AddOutput("Mes", "Fence", DataTypeIds.UInt32, plant.Level.Fence);
        space.AddUnit("Hall", "车间 hall");
        ambientC = space.AddOutput("Hall", "AmbientC", DataTypeIds.Float, AmbientC());
        space.Keep(ambientC, 1440, stepped: false);
        foreach (var machine in plant.Machines)
        {
            var unit = space.AddUnit(machine.Id, $"{machine.Id} {machine.Name.Zh} {machine.Name.En}");
            var face = new MachineFace(models, machine, unit);
            machines.Add(face);
            jobs.Add(new JobOrderFace(models, machine, face, desk, () => plant.Now, logger));
            units.Add(new UnitSignals(space, machine.Id, machine.Block));
            alarms.Add(new UnitAlarm(space, unit, machine, access, logger));
            if (machine is FixedMould mould)
            {
                curing.Add(new CuringSignals(space, mould.Id, mould.Heat));
            }
        }

        if (plant.Magazine is { } magazine)
        {
            pallets = space.AddOutput(magazine.Id, "Pallets", DataTypeIds.String, magazine.Pallets.ToArray());
        }

        if (plant.Chamber is { } chamber)
        {
            AddChamber(space, chamber);
        }
    }

    /// <summary>Takes what clients wrote.</summary>
    public void Read()
    {
        var isActive = shiftActive.Value.Get<bool>();
        if (isActive != plant.Level.IsShiftActive)
        {
            plant.Level.IsShiftActive = isActive;
            plant.Book.Touch();
        }

        foreach (var unit in units)
        {
            unit.ReadCommand();
        }
    }

    /// <summary>Shows the plant after a scan. The numbers of results come last of all: who sees one can read what it moved.</summary>
    public void Show()
    {
        fence.Value = plant.Level.Fence;
        ambientC.Value = AmbientC();
        if (pallets is not null && !ReferenceEquals(shownPallets, plant.Magazine!.Pallets))
        {
            shownPallets = plant.Magazine.Pallets;
            pallets.Value = shownPallets.ToArray();
        }

        foreach (var (place, palletId) in compartments)
        {
            palletId.Value = place.PalletId;
        }

        foreach (var place in curing)
        {
            place.Show();
        }

        foreach (var unit in units)
        {
            unit.Show();
        }

        foreach (var machine in machines)
        {
            machine.Show();
        }

        foreach (var alarm in alarms)
        {
            alarm.Show(plant.Now);
        }

        foreach (var job in jobs)
        {
            job.Show();
        }

        foreach (var unit in units)
        {
            unit.ShowResultNumber();
        }
    }

    /// <summary>Shows that the PLC lives, and its time.</summary>
    public void Beat(uint count)
    {
        time.Value = plant.Now.UtcDateTime;
        alive.Value = count;
    }

    private void AddChamber(TagSpace space, CuringChamber chamber)
    {
        var folder = space.AddUnit(chamber.Id, $"{chamber.Id} {chamber.Name.Zh} {chamber.Name.En}");
        foreach (var place in chamber.Compartments)
        {
            space.AddUnit(place.Id, place.Id, folder);
            compartments.Add((place, space.AddOutput(place.Id, "PalletId", DataTypeIds.String, place.PalletId)));
            curing.Add(new CuringSignals(space, place.Id, place.Heat));
        }
    }

    private float AmbientC() => MathF.Round((float)plant.Hall.AmbientC(plant.Now), 1);
}
