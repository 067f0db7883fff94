using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace PrecastMes.Tests.Server.Api;

/// <summary>
/// Rough load through HTTP, on the minimal plant from Monday 2 March 2026, 06:00 (week 10). Its four sample slabs are needed on the 6th and
/// 10th with a yard day, so all have to be cast in week 10; four moulds are each cast in once a day on five days: 4 of 20 turns are 20 %.
/// </summary>
public sealed class LoadTests(TestServer server) : IClassFixture<TestServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_ordered_loads_its_week_before_and_after_release()
    {
        await OrderedAsync();
        var load = await server.Http.GetFromJsonAsync<JsonElement>("/api/v1/load?weeks=2", Token);

        Assert.Equal(["2026-W10", "2026-W11"], load.GetProperty("weeks").EnumerateArray().Select(week => week.GetProperty("name").GetString()));
        Assert.Equal((4, 1.556), (First(load).GetProperty("ordered").GetProperty("pieces").GetDouble(), First(load).GetProperty("ordered").GetProperty("volumeM3").GetDouble()));
        Assert.Equal("SF-DBS1", First(load).GetProperty("fullest").GetProperty("id").GetString());
        Assert.Equal(20, Mould(load).GetProperty("orderedPercent").GetDouble());

        string plan = await server.PlanAsync();
        using var released = await server.Http.PostAsync(new Uri($"/api/v1/plan/{plan}/release", UriKind.Relative), null, Token);
        Assert.True(released.IsSuccessStatusCode);
        await server.UntilAsync("/api/v1/elements?state=released&take=1", page => page.GetProperty("total").GetInt32() == 4);

        Assert.Equal(20, Mould(await server.Http.GetFromJsonAsync<JsonElement>("/api/v1/load", Token)).GetProperty("orderedPercent").GetDouble());
    }

    // An offer of the same four slabs at 0.5: 30 % are to be expected, 40 % if it is taken.
    [Fact]
    public async Task An_offer_is_weighted_judged_and_not_imported()
    {
        await OrderedAsync();
        using var answer = await AskAsync(new { weeks = 1, offers = new[] { new { csv = await OfferAsync("OFF1"), probability = 0.5 } } });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var load = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal((20, 30, 40), (Percent("ordered"), Percent("expected"), Percent("taken")));
        var offer = load.GetProperty("offers")[0];
        Assert.Equal(("OFF1", 0.5, "fits"), (offer.GetProperty("projectId").GetString(), offer.GetProperty("probability").GetDouble(), offer.GetProperty("verdict").GetString()));
        Assert.Single((await server.Http.GetFromJsonAsync<JsonElement>("/api/v1/orders", Token)).EnumerateArray());

        double Percent(string which) => Mould(load).GetProperty(which + "Percent").GetDouble();
    }

    [Fact]
    public async Task The_files_own_probability_holds_where_the_request_has_none()
    {
        using var answer = await AskAsync(new { offers = new[] { new { csv = await OfferAsync("OFF2", "0.25") } } });

        Assert.Equal(0.25, (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("offers")[0].GetProperty("probability").GetDouble());
    }

    [Fact]
    public async Task Everything_wrong_with_a_request_is_answered_at_once()
    {
        using var answer = await AskAsync(new { weeks = 0, offers = new object[] { new { csv = await OfferAsync("OFF3"), probability = 2 }, new { csv = "project\r\nX" }, new { probability = 1 } } });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var fields = (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("field").GetString()).ToList();
        Assert.Superset(new HashSet<string?> { "weeks", "offers[0].probability", "offers[2].csv", "need_date" }, fields.ToHashSet());
    }

    [Fact]
    public async Task Weeks_out_of_range_are_refused()
    {
        using var answer = await server.Http.GetAsync(new Uri("/api/v1/load?weeks=105", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task An_offer_that_is_ordered_already_is_refused()
    {
        await OrderedAsync();
        using var answer = await AskAsync(new { offers = new[] { new { csv = await File.ReadAllTextAsync(TestServer.OrderFile, Token) } } });
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task An_offer_is_not_imported_as_an_order_but_may_be_asked_for_its_dates()
    {
        string csv = await OfferAsync("OFF4", "0.6");
        using var imported = await server.PostOrderAsync(csv);
        using var promised = await server.Http.PostAsync(new Uri("/api/v1/promise", UriKind.Relative), new StringContent(csv, System.Text.Encoding.UTF8, "text/csv"), Token);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, imported.StatusCode);
        var problem = Assert.Single((await imported.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("problems").EnumerateArray());
        Assert.Equal(("probability", "0.6"), (problem.GetProperty("field").GetString(), problem.GetProperty("value").GetString()));
        Assert.Equal(HttpStatusCode.OK, promised.StatusCode);
    }

    private async Task OrderedAsync()
    {
        await server.ImportSampleAsync();
        await server.UntilAsync("/api/v1/load", load => load.GetProperty("families").GetArrayLength() == 1);
    }

    // The sample order under another name, with a column for the probability or without.
    private static async Task<string> OfferAsync(string project, string? probability = null)
    {
        string[] lines = (await File.ReadAllTextAsync(TestServer.OrderFile, Token)).Replace("MIN1", project, StringComparison.Ordinal).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        return string.Join('\n', lines.Select((line, i) => probability is null ? line : $"{line},{(i == 0 ? "probability" : probability)}"));
    }

    private Task<HttpResponseMessage> AskAsync(object request) => server.Http.PostAsJsonAsync("/api/v1/load", request, Token);

    private static JsonElement First(JsonElement load) => load.GetProperty("families")[0].GetProperty("weeks")[0];

    private static JsonElement Mould(JsonElement load) =>
        load.GetProperty("resources").EnumerateArray().Single(resource => resource.GetProperty("kind").GetString() == "mould").GetProperty("weeks")[0];
}
