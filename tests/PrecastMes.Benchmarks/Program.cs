using System.CommandLine;
using PrecastMes.Benchmarks.Kernels;
using PrecastMes.Benchmarks.OpcUa;
using PrecastMes.Benchmarks.Scheduling;

var root = new RootCommand("Measures PrecastMes beside its peers.")
{
    OpcUaCommand.Create(),
    SchedulingCommand.Create(),
    PlantsCommand.Create(),
    WorksCommand.Create(),
    RescheduleCommand.Create(),
    KernelsCommand.Create(),
    PeerCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
