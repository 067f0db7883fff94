using System.CommandLine;
using PrecastMes.Server.Demo;
using PrecastMes.Server.Hosting;

namespace PrecastMes.Server.Cli;

/// <summary><c>demo</c>: the sample plant with a simulated line.</summary>
internal static class DemoVerb
{
    public static Command Command()
    {
        var speed = Options.Speed(480);
        var days = Options.Within(
            new Option<double>("--days") { Description = Text.Of("option.days"), HelpName = "N", DefaultValueFactory = _ => 1 }, 0.01, 366);
        var urls = Options.Urls();
        var data = new Option<DirectoryInfo>("--data") { Description = Text.Of("option.data.demo"), HelpName = "DIR" };
        var seed = Options.Seed();
        var plant = Options.Plant(required: false);
        var command = new Command("demo", Text.Of("demo.description")) { speed, days, urls, data, seed, plant };
        command.SetAction((parsed, stop) =>
        {
            var directory = parsed.GetValue(plant)?.FullName ?? SampleFiles.Plant;
            var options = new DemoOptions(
                parsed.GetValue(speed),
                parsed.GetValue(days),
                parsed.GetResult(urls) is { Implicit: false } ? parsed.GetRequiredValue(urls) : null,
                parsed.GetValue(data)?.FullName,
                parsed.GetValue(seed),
                directory,
                parsed.Verbose());
            return new DemoRun(options, InputFiles.Read(directory, SampleFiles.OrdersOf(directory)), stop).RunAsync();
        });
        return command;
    }
}
