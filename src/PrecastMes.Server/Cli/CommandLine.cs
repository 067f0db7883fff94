using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using PrecastMes.OpcUa;

namespace PrecastMes.Server.Cli;

/// <summary>Parses the arguments, runs the verb and turns every ending into an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Runs the program; the exit codes are those of <see cref="ExitCode"/>.</summary>
    public static async Task<int> RunAsync(string[] arguments, IEnumerable<Command> verbs, CancellationToken stop)
    {
        var root = new RootCommand(Text.Of("root.description"));
        CommonOptions.AddTo(root);
        Translate(root);
        foreach (var verb in verbs)
        {
            root.Add(verb);
        }

        var parsed = root.Parse(arguments);
        // The signals are ours: the library would end the process while a stop is still under way.
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        if (parsed.Action is ParseErrorAction)
        {
            await parsed.InvokeAsync(invocation, CancellationToken.None);
            return ExitCode.BadInput;
        }

        // A server lives on when nobody reads what it says; whoever looks into another one does it for a reader.
        if (parsed.CommandResult.Command.Parents.Any(parent => parent.Name == OpcUa.OpcUaVerb.Name))
        {
            StandardOutput.TakeOver();
        }

        try
        {
            return await parsed.InvokeAsync(invocation, stop);
        }
        catch (OutputLostException lost)
        {
            if (lost.IsReaderGone)
            {
                return ExitCode.Done;
            }

            await Console.Error.WriteLineAsync(Text.Of("output.lost", lost.Message));
            return ExitCode.Fault;
        }
        catch (BadInputException bad)
        {
            ProblemTable.Write(Console.Error, bad.Problems);
            return ExitCode.BadInput;
        }
        catch (UsageException usage)
        {
            await Console.Error.WriteLineAsync(usage.Message);
            return ExitCode.BadInput;
        }
        catch (RefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return ExitCode.Refused;
        }
        catch (OpcUaException refused)
        {
            await Console.Error.WriteLineAsync(Text.Of("opcua.failed", TextTable.Visible(refused.Reason), refused.Status));
            return ExitCode.Refused;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync(Text.Of("cancelled"));
            return ExitCode.Cancelled;
        }
#pragma warning disable CA1031 // The last handler: whatever is left is a fault of ours, told with all that is known.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync(Text.Of("fault"));
            await Console.Error.WriteLineAsync(fault.ToString());
            return ExitCode.Fault;
        }
    }

    private static void Translate(RootCommand root)
    {
        foreach (var option in root.Options)
        {
            option.Description = option switch
            {
                HelpOption => Text.Of("option.help"),
                VersionOption => Text.Of("option.version"),
                _ => option.Description,
            };
        }
    }
}
