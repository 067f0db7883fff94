using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa;

namespace PrecastMes.PlcSim.Wire;

/// <summary>
/// The object <c>Faults</c>: methods that make and end faults. Nonsense is answered with Bad_InvalidArgument, and with words
/// for the client that asks for diagnostics.
/// </summary>
internal sealed class FaultMethods
{
    private const string Unit = "Faults";

    private readonly TagSpace space;
    private readonly NodeId parent;
    private readonly ScanDesk desk;
    private readonly ILogger logger;

    /// <param name="space">Where to add them.</param>
    /// <param name="faults">What they do.</param>
    /// <param name="drop">Cuts the connections for so many real seconds; says why it cannot.</param>
    /// <param name="desk">Brings them into the scan.</param>
    /// <param name="logger">Gets refusals.</param>
    public FaultMethods(TagSpace space, Faults faults, Func<double, string?> drop, ScanDesk desk, ILogger logger)
    {
        this.space = space;
        this.desk = desk;
        this.logger = logger;
        parent = space.AddUnit(Unit, "故障注入 faults on purpose");
        var unit = Text("unit");
        var crane = Text("crane");
        Add("StopUnit", [unit], inputs => faults.StopUnit(inputs[0].Get<string>()));
        Add("ResumeUnit", [unit], inputs => faults.ResumeUnit(inputs[0].Get<string>()));
        Add("JamCrane", [crane], inputs => faults.JamCrane(inputs[0].Get<string>()));
        Add("ClearJam", [crane], inputs => faults.ClearJam(inputs[0].Get<string>()));
        Add("DropConnections", [Number("seconds")], inputs => drop(inputs[0].Get<double>()));
        Add("SlowDown", [unit, Number("factor")], inputs => faults.SlowDown(inputs[0].Get<string>(), inputs[1].Get<double>()));
    }

    private static Argument Text(string name) => new() { Name = name, DataType = DataTypeIds.String };

    private static Argument Number(string name) => new() { Name = name, DataType = DataTypeIds.Double };

    private void Add(string name, Argument[] inputs, Func<IReadOnlyList<Variant>, string?> act) =>
        space.Space.AddMethod(space.Node(Unit, name), parent, name, inputs, [], async (given, cancellationToken) =>
        {
            if (await desk.AskAsync(() => act(given), cancellationToken) is not { } refusal)
            {
                return CallResult.Good();
            }

            Log.FaultRefused(logger, name, refusal);
            return CallResult.Refused(StatusCodes.BadInvalidArgument, refusal);
        });
}
