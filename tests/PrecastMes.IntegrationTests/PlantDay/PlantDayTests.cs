using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PrecastMes.IntegrationTests.Processes;

namespace PrecastMes.IntegrationTests.PlantDay;

/// <summary>The whole way: order file, plan, release, line over OPC UA, output; with the plug pulled on the way.</summary>
public sealed class PlantDayTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset MondayMorning = new(2026, 3, 1, 22, 0, 0, TimeSpan.Zero); // Monday 06:00 at +08:00

    [Fact(Timeout = 15 * 60_000)]
    public async Task A_plant_day_with_two_power_cuts_makes_every_element_exactly_once_in_order_with_its_curing_curve()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var orders = folder.File("floor.csv");
        var ids = OneFloorOrder.Write(orders);
        var log = folder.File("sim.jsonl");
        var data = folder.File("data");
        var clock = new ClockOptions(MondayMorning, TimeProvider.System.GetUtcNow().AddSeconds(10), 480);
        string[] plan = ["--orders", orders, "--auto"];

        await using var plc = await PlcSimProcess.StartAsync(Programs.SamplePlant, clock, log, seed: 7, cancellation);
        var first = await ServerProcess.ServeAsync(Programs.SamplePlant, data, plc.Endpoint, clock, plan, cancellation);
        await using (first)
        {
            await first.WaitAsync(List("started"), some => Total(some) >= 1, TimeSpan.FromMinutes(5), cancellation);
            await RepairAsync(first, clock, cancellation);
            await first.WaitAsync(List("cast"), some => Total(some) >= 3, TimeSpan.FromMinutes(5), cancellation);
            await first.KillAsync();
        }

        var second = await ServerProcess.ServeAsync(Programs.SamplePlant, data, plc.Endpoint, clock, plan, cancellation);
        await using (second)
        {
            await second.WaitAsync(List("curing"), some => Total(some) >= 12, TimeSpan.FromMinutes(5), cancellation);
            await second.KillAsync();
        }

        await using var third = await ServerProcess.ServeAsync(Programs.SamplePlant, data, plc.Endpoint, clock, plan, cancellation);
        await third.WaitAsync(List("yard"), some => Total(some) == ids.Count, TimeSpan.FromMinutes(12), cancellation);
        output.WriteLine($"plant time at the end: {clock.PlantNow(TimeProvider.System):u}");

        var lives = new List<JsonElement>();
        foreach (var id in ids)
        {
            lives.Add(await third.GetAsync($"/api/v1/elements/{Uri.EscapeDataString(id)}", cancellation));
        }

        JsonElement[] plans = [await third.GetAsync("/api/v1/plan/PL0001", cancellation), await third.GetAsync("/api/v1/plan/PL0002", cancellation)];
        var events = SimulatorLog.Read(log);
        Assert.Equal([], DayAudit.Faults(ids, plans, events, lives));
        Assert.Contains(lives, life => life.GetProperty("element").GetProperty("planId").GetString() == "PL0002");
    }

    // A mould of a load that is still to come breaks while the line runs: the plan is repaired and the repair put in force.
    private static async Task RepairAsync(ServerProcess server, ClockOptions clock, CancellationToken cancellation)
    {
        var now = clock.PlantNow(TimeProvider.System);
        var plan = await server.GetAsync("/api/v1/plan", cancellation);
        var coming = plan.GetProperty("loads").EnumerateArray().Where(load => load.GetProperty("mouldsFrom").GetDateTimeOffset() > now.AddMinutes(75)).ToList();
        var mould = coming[0].GetProperty("elements")[0].GetProperty("mouldUnit").GetString();
        using var http = new HttpClient { BaseAddress = server.Url };
        using var draft = await http.PostAsJsonAsync(
            "/api/v1/repairs", new { disturbances = new[] { new { kind = "mouldBroken", mouldUnit = mould, until = now.AddHours(3) } }, freezeMinutes = 60 }, cancellation);
        Assert.Equal(HttpStatusCode.OK, draft.StatusCode);
        var id = (await draft.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("id").GetInt32();
        using var committed = await http.PostAsync(new Uri($"/api/v1/repairs/{id}/commit", UriKind.Relative), content: null, cancellation);
        Assert.Equal(HttpStatusCode.NoContent, committed.StatusCode);
    }

    private static string List(string state) => $"/api/v1/elements?state={state}&take=1";

    private static int Total(JsonElement page) => page.TryGetProperty("total", out var total) ? total.GetInt32() : 0;
}
