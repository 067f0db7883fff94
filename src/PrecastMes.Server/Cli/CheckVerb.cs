using System.CommandLine;

namespace PrecastMes.Server.Cli;

/// <summary><c>check</c>: reads a plant's files and order files as <c>serve</c> would, and changes nothing.</summary>
internal static class CheckVerb
{
    public static Command Command()
    {
        var plant = Options.Plant(required: true);
        var orders = Options.Orders(required: false);
        var command = new Command("check", Text.Of("check.description")) { plant, orders };
        command.SetAction(parsed =>
        {
            var input = InputFiles.Read(
                parsed.GetRequiredValue(plant).FullName, [.. (parsed.GetValue(orders) ?? []).Select(file => file.FullName)]);
            Console.Out.WriteLine(Text.Of(
                "check.ok", input.Configuration.Plant.Id, input.Orders.Count, input.Orders.Sum(order => order.Elements.Count)));
            return ExitCode.Done;
        });
        return command;
    }
}
