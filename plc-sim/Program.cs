using System.CommandLine;
using System.CommandLine.Invocation;
using System.Runtime.InteropServices;
using PrecastMes.PlcSim.Cli;

using var stop = new CancellationTokenSource();
var isTied = args.Contains(ParentInput.Option);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, isTied ? Ignore : Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

if (isTied)
{
    _ = ParentInput.CancelAtEndAsync(stop);
}

var parsed = SimulatorCommand.Create(SimulatorRun.RunAsync).Parse(args);

// The signals are ours: the library would end the process while the last scan is being kept.
var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
try
{
    var code = await parsed.InvokeAsync(invocation, stop.Token);
    return parsed.Action is ParseErrorAction ? ExitCode.BadInput : code;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return ExitCode.Cancelled;
}
#pragma warning disable CA1031 // The last handler: whatever is left is a fault of ours, told with all that is known.
catch (Exception fault)
#pragma warning restore CA1031
{
    await Console.Error.WriteLineAsync(fault.ToString());
    return ExitCode.Fault;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}

static void Ignore(PosixSignalContext context) => context.Cancel = true;
