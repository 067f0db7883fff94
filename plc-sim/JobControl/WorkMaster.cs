using PrecastMes.OpcUa;
using PrecastMes.PlcSim.Handshake;

namespace PrecastMes.PlcSim.JobControl;

/// <summary>A kind of work that a machine does (OPC 10031-4: work master), with the parameters that it takes.</summary>
internal sealed class WorkMaster
{
    private static readonly WorkParameter Operation = Text("Operation", "工序代码", "operation code");
    private static readonly WorkParameter Load = Text("Load", "荷载编号", "load");
    private static readonly WorkParameter Carrier = Text("Carrier", "模台编号，无模台时为荷载编号", "pallet, or the load where there is no pallet", isRequired: true);
    private static readonly WorkParameter Source = Text("Source", "起点", "where the carrier is", isRequired: true);
    private static readonly WorkParameter Target = Text("Target", "终点", "where it shall go", isRequired: true);
    private static readonly WorkParameter Programme = Text("Recipe", "养护制度", "curing programme", isRequired: true);
    private static readonly WorkParameter Grade = Text("Recipe", "混凝土强度等级", "concrete grade", isRequired: true);
    private static readonly WorkParameter Litres = new("Quantity", BuiltInType.UInt32, new Label("混凝土方量，升", "concrete, litres"), true);
    private static readonly WorkParameter Seconds =
        new("WorkSeconds", BuiltInType.UInt32, new Label("标准工时，秒（工厂时间）", "nominal work, seconds of plant time"), true);

    private static readonly WorkParameter Interruptible =
        new("Interruptible", BuiltInType.Boolean, new Label("非班次时间是否暂停", "pauses while no shift is active"), false);

    private static readonly Dictionary<CommandCode, WorkMaster> All = new[]
    {
        new WorkMaster(CommandCode.Run, new Label("工位作业", "work on the load that is here"), Carrier, Seconds, Interruptible, Operation, Load),
        new WorkMaster(CommandCode.Transfer, new Label("模台移送", "convey the pallet to the next unit"), Carrier, Source, Target, Load),
        new WorkMaster(CommandCode.Store, new Label("入窑", "store the pallet in a compartment"), Carrier, Source, Target, Programme, Load),
        new WorkMaster(CommandCode.Retrieve, new Label("出窑", "fetch the pallet from a compartment"), Carrier, Source, Target, Load),
        new WorkMaster(CommandCode.Batch, new Label("搅拌", "mix one batch of concrete"), Grade, Litres, Seconds, Load),
        new WorkMaster(CommandCode.Cure, new Label("养护", "cure under the cover"), Carrier, Programme, Load),
    }.ToDictionary(master => master.Code);

    private WorkMaster(CommandCode code, Label name, params IReadOnlyList<WorkParameter> parameters)
    {
        Code = code;
        Name = name;
        Parameters = parameters;
    }

    public CommandCode Code { get; }

    /// <summary>The id that a job order names: <c>Run</c>, <c>Transfer</c>, ….</summary>
    public string Id => Code.ToString();

    public Label Name { get; }

    public IReadOnlyList<WorkParameter> Parameters { get; }

    /// <summary>The kind of work behind a code of the handshake.</summary>
    public static WorkMaster Of(CommandCode code) => All[code];

    /// <summary>The kind of work of that id, or null.</summary>
    public static WorkMaster? Find(string id) => All.Values.FirstOrDefault(master => string.Equals(master.Id, id, StringComparison.Ordinal));

    /// <summary>
    /// The command that parameters make; null when one is missing or of another type. A number may be of any integer type, as
    /// senders that write JSON have but one. Parameters of other names are the sender's own affair and are shown with the order.
    /// </summary>
    /// <param name="given">Value by id.</param>
    /// <param name="seq">What decides the real times.</param>
    /// <param name="problem">What is wrong.</param>
    public Command? CommandOf(IReadOnlyDictionary<string, Variant> given, uint seq, out string problem)
    {
        foreach (var parameter in Parameters)
        {
            if (!given.TryGetValue(parameter.Id, out var value) || value.IsNull)
            {
                if (parameter.IsRequired)
                {
                    problem = $"parameter {parameter.Id} of {Id} is missing";
                    return null;
                }
            }
            else if (parameter.Type == BuiltInType.UInt32 && value.ToInt64() is { } number)
            {
                if (number is < 0 or > uint.MaxValue)
                {
                    problem = $"parameter {parameter.Id} is {number}, expected 0 to {uint.MaxValue}";
                    return null;
                }
            }
            else if (value.Type != parameter.Type || value.Shape != VariantShape.Scalar)
            {
                problem = $"parameter {parameter.Id} is {value.Type} {value.Shape}, expected {parameter.Type} Scalar";
                return null;
            }
        }

        problem = "";
        return new Command(
            0,
            Code,
            Of<string>("Operation") ?? "",
            Of<string>("Load") ?? "",
            Of<string>("Carrier") ?? "",
            Of<string>("Source") ?? "",
            Of<string>("Target") ?? "",
            Number("WorkSeconds"),
            Of<bool>("Interruptible"),
            Of<string>("Recipe") ?? "",
            Number("Quantity"),
            0,
            seq);

        T? Of<T>(string id) => Given(id).TryGet<T>(out var typed) ? typed : default;

        uint Number(string id) => (uint)(Given(id).ToInt64() ?? 0);

        Variant Given(string id) => Parameters.Any(parameter => parameter.Id == id) ? given.GetValueOrDefault(id) : default;
    }

    /// <summary>The parameters that make a command, as <see cref="CommandOf"/> takes them.</summary>
    public IEnumerable<(WorkParameter Parameter, Variant Value)> ParametersOf(Command command) => Parameters.Select(parameter => (parameter, parameter.Id switch
    {
        "Operation" => (Variant)command.Operation,
        "Load" => command.Load,
        "Carrier" => command.Carrier,
        "Source" => command.Source,
        "Target" => command.Target,
        "WorkSeconds" => command.WorkSeconds,
        "Interruptible" => command.Interruptible,
        "Recipe" => command.Recipe,
        "Quantity" => command.Quantity,
        _ => throw new InvalidOperationException($"{Id} has a parameter {parameter.Id} that no command has."),
    }));

    private static WorkParameter Text(string id, string zh, string en, bool isRequired = false) => new(id, BuiltInType.String, new Label(zh, en), isRequired);
}
