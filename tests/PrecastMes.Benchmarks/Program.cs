using System.CommandLine;
using PrecastMes.Benchmarks.Kernels;
using PrecastMes.Benchmarks.OpcUa;

var root = new RootCommand("Measures PrecastMes beside its peers.")
{
    OpcUaCommand.Create(),
    KernelsCommand.Create(),
    PeerCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
