using System.Text;
using PrecastMes.OpcUa;
using PrecastMes.PlcSim.JobControl;
using PrecastMes.PlcSim.Wire.Machinery;

namespace PrecastMes.PlcSim.Wire.JobControl;

/// <summary>Reads an ISA95JobOrderDataType (OPC 10031-4 §6.3.4) as a job order of ours.</summary>
internal static class JobOrderReader
{
    private const int LongestId = 255;

    /// <summary>Kept with the plant and shown in the list, so there is a limit.</summary>
    private const int GreatestDocument = 16 * 1024;

    /// <summary>The job order; null when it makes no sense, with the reason.</summary>
    public static JobOrder? Read(MachineryModels models, Variant given, out string problem)
    {
        problem = "";
        if (!given.TryGet<ExtensionObject>(out var document) || document?.Body is not { } body)
        {
            problem = "the job order is null";
            return null;
        }

        if (body.Length > GreatestDocument)
        {
            problem = $"the job order has {body.Length} bytes; the greatest has {GreatestDocument}";
            return null;
        }

        DynamicStructure? order;
        try
        {
            order = models.Decode(document);
        }
        catch (OpcUaException fault)
        {
            problem = fault.Message;
            return null;
        }

        if (order is null || order.Type.DataTypeId != models.JobControl(MachineryModels.JobOrderDataType))
        {
            problem = $"{document.TypeId} is no ISA95JobOrderDataType";
            return null;
        }

        return Read(order, body, out problem);
    }

    private static JobOrder? Read(DynamicStructure order, byte[] body, out string problem)
    {
        var id = order["JobOrderID"] as string ?? "";
        if (RefuseId(id) is { } refusal)
        {
            problem = refusal;
            return null;
        }

        if (order["WorkMasterID"] is not DynamicStructure[] { Length: 1 } workMasters)
        {
            problem = "expected one work master";
            return null;
        }

        var name = workMasters[0]["ID"] as string ?? "";
        if (WorkMaster.Find(name) is not { } master)
        {
            problem = $"there is no work master \"{name}\"";
            return null;
        }

        var parameters = new Dictionary<string, Variant>(StringComparer.Ordinal);
        foreach (var parameter in order["JobOrderParameters"] as DynamicStructure[] ?? [])
        {
            if (!parameters.TryAdd(parameter["ID"] as string ?? "", parameter.Get<Variant>("Value")))
            {
                problem = $"parameter {parameter["ID"]} is there twice";
                return null;
            }
        }

        return master.CommandOf(parameters, SeqOf(id), out problem) is { } command
            ? new JobOrder(id, command, order["Priority"] is short priority ? priority : (short)0, StartTime(order)) { Document = body }
            : null;
    }

    /// <summary>An id goes into logs, lists and screens, so nothing in it may steer them; null when it can be one.</summary>
    private static string? RefuseId(string id)
    {
        if (id.Length is 0 or > LongestId)
        {
            return $"the JobOrderID has {id.Length} characters, expected 1 to {LongestId}";
        }

        foreach (var letter in id)
        {
            if (char.IsControl(letter) || letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
            {
                return $"the JobOrderID has the control character U+{(int)letter:X4}";
            }
        }

        return id.StartsWith(JobOrder.HandshakePrefix, StringComparison.Ordinal)
            ? $"the JobOrderID begins with \"{JobOrder.HandshakePrefix}\", which is for commands of the handshake"
            : null;
    }

    /// <summary>A DateTime that was left at its smallest means none.</summary>
    private static DateTimeOffset? StartTime(DynamicStructure order) =>
        order["StartTime"] is DateTime at && at > DateTime.MinValue.AddYears(1700) ? new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)) : null;

    /// <summary>A job order has no number of its own; its id takes that place where real times are decided.</summary>
    private static uint SeqOf(string id)
    {
        var hash = 0x811C9DC5u;
        foreach (var octet in Encoding.UTF8.GetBytes(id))
        {
            hash = (hash ^ octet) * 0x01000193;
        }

        return hash;
    }
}
