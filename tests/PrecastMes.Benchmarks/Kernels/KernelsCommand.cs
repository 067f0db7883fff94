using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace PrecastMes.Benchmarks.Kernels;

/// <summary><c>kernels [--filter PATTERN]</c>: the inner loops alone, under BenchmarkDotNet.</summary>
internal static class KernelsCommand
{
    public static Command Create()
    {
        var filter = new Option<string>("--filter") { Description = "Names with wildcards, such as *Read*.", DefaultValueFactory = _ => "*" };
        var command = new Command("kernels", "Encoding, decoding and securing alone.") { filter };
        command.SetAction(parsed =>
        {
            // In this process: the machine may be without the means to build another program.
            IConfig config = DefaultConfig.Instance
                .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
                .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "BenchmarkDotNet.Artifacts"));
            BenchmarkSwitcher.FromTypes([typeof(CodecKernels)]).Run(["--filter", parsed.GetValue(filter)!], config);
            return 0;
        });
        return command;
    }
}
