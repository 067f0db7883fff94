using PrecastMes.OpcUa;
using PrecastMes.PlcSim.Handshake;
using PrecastMes.PlcSim.JobControl;
using PrecastMes.PlcSim.Wire.Machinery;

namespace PrecastMes.PlcSim.Wire.JobControl;

/// <summary>Writes job orders, their states and their responses in the structures of OPC 10031-4 §6.3.</summary>
internal sealed class JobOrderWriter(MachineryModels models, string unit)
{
    private const string English = "en";
    private const string Chinese = "zh-CN";

    /// <summary>An entry of JobOrderList.</summary>
    public ExtensionObject OrderAndState(JobOrderEntry entry)
    {
        var both = models.Create(MachineryModels.JobOrderAndStateDataType);
        both["JobOrder"] = OrderOf(entry.Order);
        both["State"] = States(entry);
        return both.ToExtensionObject();
    }

    /// <summary>The order as its sender wrote it, or as a command of the handshake would be written.</summary>
    public ExtensionObject Order(JobOrder order) => OrderOf(order).ToExtensionObject();

    /// <summary>The state; the top level first, then the substate (§6.3.6).</summary>
    public ExtensionObject[] State(JobOrderEntry entry) => [.. States(entry).Select(state => state.ToExtensionObject())];

    /// <summary>An entry of JobOrderResponseList.</summary>
    public ExtensionObject Response(JobOrderEntry entry)
    {
        var response = models.Create(MachineryModels.JobResponseDataType);
        response["JobResponseID"] = entry.Order.Id;
        response["JobOrderID"] = entry.Order.Id;
        response["StartTime"] = entry.StartedAt?.UtcDateTime;
        response["EndTime"] = entry.EndedAt?.UtcDateTime;
        response["JobState"] = States(entry);
        List<DynamicStructure> data =
        [
            Parameter("Progress", entry.Progress, null),
            Parameter("JobResult", (int)entry.Result, null),
        ];
        if (entry.Reason.Length > 0)
        {
            data.Add(Parameter("ReasonForStateChange", new[] { new LocalizedText(entry.Reason, English) }, null));
        }

        response["JobResponseData"] = data.ToArray();
        var equipment = models.Create(MachineryModels.EquipmentDataType);
        equipment["ID"] = unit;
        response["EquipmentActuals"] = new[] { equipment };
        return response.ToExtensionObject();
    }

    /// <summary>A response that says nothing but whose it is.</summary>
    public ExtensionObject NoResponse(string jobOrderId)
    {
        var response = models.Create(MachineryModels.JobResponseDataType);
        response["JobOrderID"] = jobOrderId;
        return response.ToExtensionObject();
    }

    /// <summary>The work masters of a machine with their parameters.</summary>
    public ExtensionObject[] WorkMasters(IReadOnlyList<CommandCode> commands) => [.. commands.Select(WorkMaster.Of).Select(master =>
    {
        var structure = WorkMasterOf(master);
        structure["Description"] = new LocalizedText(master.Name.En, English);
        structure["Parameters"] = master.Parameters
            .Select(parameter => Parameter(parameter.Id, DefaultOf(parameter.Type), parameter.Name)).ToArray();
        return structure.ToExtensionObject();
    })];

    private static Variant DefaultOf(BuiltInType type) => type switch
    {
        BuiltInType.Boolean => false,
        BuiltInType.UInt32 => 0u,
        _ => "",
    };

    private DynamicStructure OrderOf(JobOrder order)
    {
        if (order.Document is { } document)
        {
            return models.Decode(new ExtensionObject(models.EncodingOf(MachineryModels.JobOrderDataType), document))!;
        }

        var structure = models.Create(MachineryModels.JobOrderDataType);
        var master = WorkMaster.Of(order.Command.Code);
        structure["JobOrderID"] = order.Id;
        structure["WorkMasterID"] = new[] { WorkMasterOf(master) };
        structure["JobOrderParameters"] = master.ParametersOf(order.Command)
            .Select(given => Parameter(given.Parameter.Id, given.Value, null)).ToArray();
        return structure;
    }

    private DynamicStructure WorkMasterOf(WorkMaster master)
    {
        var structure = models.Create(MachineryModels.WorkMasterDataType);
        structure["ID"] = master.Id;
        return structure;
    }

    private DynamicStructure Parameter(string id, Variant value, Label? description)
    {
        var structure = models.Create(MachineryModels.ParameterDataType);
        structure["ID"] = id;
        structure["Value"] = value;
        structure["Description"] = description is null ? null : new[] { new LocalizedText(description.En, English), new LocalizedText(description.Zh, Chinese) };
        return structure;
    }

    private DynamicStructure[] States(JobOrderEntry entry)
    {
        var top = State(null, entry.State.ToString(), (uint)entry.State);
        return entry.Substate switch
        {
            JobOrderSubstate.Waiting => [top, State($"{entry.State}Substates", "Waiting", 1)],
            JobOrderSubstate.Ready => [top, State($"{entry.State}Substates", "Ready", 2)],
            JobOrderSubstate.Held => [top, State("InterruptedSubstates", "Held", 1)],
            JobOrderSubstate.Suspended => [top, State("InterruptedSubstates", "Suspended", 2)],
            JobOrderSubstate.Completed => [top, State("EndedSubstates", "Completed", 1)],
            _ => [top],
        };
    }

    private DynamicStructure State(string? substateMachine, string text, uint number)
    {
        var state = models.Create(MachineryModels.StateDataType);
        if (substateMachine is not null)
        {
            var path = (DynamicStructure)state["BrowsePath"]!;
            var step = models.CreateStandard(DataTypeIds.RelativePathElement);
            step["ReferenceTypeId"] = ReferenceTypeIds.HasComponent;
            step["TargetName"] = new QualifiedName(models.JobControlNamespace, substateMachine);
            path["Elements"] = new[] { step };
        }

        state["StateText"] = new LocalizedText(text, English);
        state["StateNumber"] = number;
        return state;
    }
}
