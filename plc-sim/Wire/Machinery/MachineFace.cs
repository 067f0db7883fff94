using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Server;
using PrecastMes.PlcSim.Handshake;
using PrecastMes.PlcSim.Machines;

namespace PrecastMes.PlcSim.Wire.Machinery;

/// <summary>A unit as a machine of OPC 40001-1: nameplate, state and mode, beside its handshake signals under the same object.</summary>
internal sealed class MachineFace
{
    private readonly MachineryModels models;
    private readonly Machine machine;
    private readonly UaVariable state;
    private readonly UaVariable stateId;
    private readonly UaVariable mode;
    private readonly UaVariable modeId;
    private (string, uint) shownState;
    private (string, uint) shownMode;

    /// <param name="models">The types.</param>
    /// <param name="machine">What is shown.</param>
    /// <param name="unit">Its object, which bears the handshake signals.</param>
    public MachineFace(MachineryModels models, Machine machine, NodeId unit)
    {
        this.models = models;
        this.machine = machine;
        models.Space.AddReference(models.Machinery(MachineryModels.MachinesFolder), ReferenceTypeIds.Organizes, unit);
        var blocks = models.AddBuildingBlocks(unit);
        var identification = models.AddIdentification(unit, blocks, "Model", "Location", "DeviceClass");
        models.Variable(identification, "Manufacturer").Value = new LocalizedText("PrecastMes plc-sim", "en");
        models.Variable(identification, "Model").Value = new LocalizedText(machine.Name.En, "en");
        models.Variable(identification, "SerialNumber").Value = $"SIM-{machine.Id}";
        models.Variable(identification, "ProductInstanceUri").Value = $"urn:precastmes:plc-sim:{machine.Id}";
        models.Variable(identification, "Location").Value = machine.Id;
        models.Variable(identification, "DeviceClass").Value = machine.GetType().Name;
        var itemState = models.AddBlock(blocks, "MachineryItemState", MachineryModels.ItemStateType);
        var operationMode = models.AddBlock(blocks, "MachineryOperationMode", MachineryModels.OperationModeType);
        (JobOrderControl, JobOrderResults) = models.AddJobManagement(blocks);
        models.Space.Notifiers.Add(unit);
        models.Space.Notifiers.AddSource(unit, JobOrderResults);
        state = models.Variable(itemState, "CurrentState");
        stateId = models.Variable(state.NodeId, "Id");
        mode = models.Variable(operationMode, "CurrentState");
        modeId = models.Variable(mode.NodeId, "Id");
        Show();
    }

    /// <summary>The receiver of job orders.</summary>
    public NodeId JobOrderControl { get; }

    /// <summary>The provider of their responses.</summary>
    public NodeId JobOrderResults { get; }

    /// <summary>Shows state and mode.</summary>
    public void Show()
    {
        var block = machine.Block;
        Show(state, stateId, ref shownState, block.State switch
        {
            UnitState.Execute => ("Executing", 5006),
            UnitState.Stopped or UnitState.Aborted => ("OutOfService", 5004),
            _ => ("NotExecuting", 5007u),
        });
        Show(mode, modeId, ref shownMode, block.Fault == FaultCode.None ? ("Processing", 5026) : ("Maintenance", 5025u));
    }

    private void Show(UaVariable text, UaVariable id, ref (string, uint) shown, (string Name, uint Id) now)
    {
        if (shown != now)
        {
            shown = now;
            id.Value = models.Machinery(now.Id);
            text.Value = new LocalizedText(now.Name, "en");
        }
    }
}
