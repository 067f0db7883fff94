using PrecastMes.Server.Cli;
using PrecastMes.Server.Cli.OpcUa;

Console.OutputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
Language.Choose(args);

using var signals = new StopSignals();
return await CommandLine.RunAsync(
    args,
    [DemoVerb.Command(), ServeVerb.Command(), PlanVerb.Command(), CompareVerb.Command(), RemediesVerb.Command(), LoadVerb.Command(), CheckVerb.Command(), OpcUaVerb.Command()],
    signals.Token);
