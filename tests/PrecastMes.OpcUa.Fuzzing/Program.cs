using System.CommandLine;
using PrecastMes.OpcUa.Fuzzing;

var messages = new Option<long>("--messages") { Description = "Changed messages to send, both directions together.", DefaultValueFactory = _ => 100_000 };
var seed = new Option<int>("--seed") { Description = "The same seed makes the same rounds.", DefaultValueFactory = _ => 1 };
var round = new Option<int>("--round") { Description = "The first round; with --messages 1 the only one, as a finding names it." };
var root = new RootCommand("Sends changed messages of recorded OPC UA sessions to our server and to our client.") { messages, seed, round };
root.SetAction(async (result, _) =>
{
    FuzzReport report = await FuzzRun.RunAsync(result.GetValue(messages), result.GetValue(seed), result.GetValue(round), Console.WriteLine);
    Console.WriteLine(report.Text);
    return report.FindingCount == 0 ? 0 : 1;
});
return await root.Parse(args).InvokeAsync();
