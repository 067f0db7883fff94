using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Server;
using PrecastMes.PlcSim.Handshake;
using PrecastMes.PlcSim.Machines;

namespace PrecastMes.PlcSim.Wire;

/// <summary>A unit's fault as an alarm (Part 9): active while the signal Fault is not 0, and to be acknowledged and confirmed.</summary>
internal sealed class UnitAlarm
{
    private readonly Machine machine;
    private readonly AlarmCondition alarm;
    private FaultCode shown;

    /// <param name="space">Where it is.</param>
    /// <param name="unit">The unit's object, which is a notifier.</param>
    /// <param name="machine">Whose fault it is.</param>
    /// <param name="access">Who may operate it.</param>
    /// <param name="logger">Gets what users do to it.</param>
    public UnitAlarm(TagSpace space, NodeId unit, Machine machine, Access access, ILogger logger)
    {
        this.machine = machine;
        alarm = space.Space.Conditions.AddAlarm(
            space.Node(machine.Id, "FaultAlarm"),
            unit,
            "FaultAlarm",
            new AlarmOptions
            {
                SourceNode = unit,
                SourceName = machine.Id,
                ConditionName = "Fault",
                InputNode = space.Node(machine.Id, "Fault"),
                MayOperate = access.MayOperate,
                OnOperated = operation => Log.AlarmOperated(logger, machine.Id, operation.Name, operation.User.Name, operation.Comment.Text ?? ""),
            });
    }

    /// <summary>Follows the unit's fault.</summary>
    public void Show(DateTimeOffset now)
    {
        var fault = machine.Block.Fault;
        if (fault == shown)
        {
            return;
        }

        shown = fault;
        if (fault == FaultCode.None)
        {
            alarm.Clear([new LocalizedText($"{machine.Id} goes on", "en"), new LocalizedText($"{machine.Id} 恢复", "zh-CN")], now.UtcDateTime);
        }
        else
        {
            var (severity, en, zh) = Describe(fault);
            alarm.Raise(severity, [new LocalizedText($"{machine.Id} {en}", "en"), new LocalizedText($"{machine.Id} {zh}", "zh-CN")], now.UtcDateTime);
        }
    }

    private static (ushort Severity, string En, string Zh) Describe(FaultCode fault) => fault switch
    {
        FaultCode.StoppedByHand => (400, "is stopped by hand", "被人工停止"),
        FaultCode.CraneJammed => (800, "is jammed and keeps what it carries", "卡滞，保持所载模台"),
        _ => (600, $"has fault {(ushort)fault}", $"故障 {(ushort)fault}"),
    };
}
