using System.Net;
using System.Text.Json;
using PrecastMes.Tests.Server;

namespace PrecastMes.Tests.Hmi;

/// <summary>The pages as a browser gets them, before any script runs.</summary>
public sealed class PagesTests(TestServer server) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/plan")]
    [InlineData("/line")]
    [InlineData("/element")]
    [InlineData("/city")]
    [InlineData("/load")]
    public async Task A_page_speaks_the_browsers_language(string path)
    {
        var chinese = await GetAsync(path, "zh-CN,zh;q=0.9,en;q=0.5");
        var english = await GetAsync(path, "en-GB,en;q=0.9");

        Assert.Contains("<html lang=\"zh-CN\">", chinese, StringComparison.Ordinal);
        Assert.Contains("排产计划", chinese, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\">", english, StringComparison.Ordinal);
        Assert.DoesNotContain("排产计划", english, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh-TW", "zh-CN")]
    [InlineData("zh", "zh-CN")]
    [InlineData("de-DE,de;q=0.9", "en")]
    [InlineData("de,zh-Hans;q=0.5,en;q=0.3", "zh-CN")]
    public async Task A_language_that_is_not_kept_reads_the_nearest(string accepted, string shown) =>
        Assert.Contains($"<html lang=\"{shown}\">", await GetAsync("/", accepted), StringComparison.Ordinal);

    [Fact]
    public async Task The_switch_is_remembered_over_the_browsers_language()
    {
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = server.Http.BaseAddress };
        browser.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");

        var page = await browser.GetStringAsync(new Uri("/culture?to=zh-CN&back=/plan", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains("<html lang=\"zh-CN\">", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("https://elsewhere.example")]
    public async Task The_switch_leads_to_no_other_site(string back)
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Http.BaseAddress };

        using var answer = await browser.GetAsync(
            new Uri($"/culture?to=en&back={Uri.EscapeDataString(back)}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("/", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_page_asks_for_nothing_from_another_site()
    {
        foreach (var path in new[] { "/", "/plan", "/line", "/element", "/city", "/load" })
        {
            Assert.DoesNotContain("src=\"http", await GetAsync(path, "en"), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("href=\"http", await GetAsync(path, "en"), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task A_line_that_was_never_reached_is_shown_without_data_and_not_as_idle()
    {
        var page = await GetAsync("/line", "en");

        Assert.Contains("never connected", page, StringComparison.Ordinal);
        Assert.Contains("no data", page, StringComparison.Ordinal);
        Assert.DoesNotContain("○", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_cell_of_the_plan_reads_not_set()
    {
        Assert.Contains("not set in the plan", await GetAsync("/city", "en"), StringComparison.Ordinal);
        Assert.Contains("未规定", await GetAsync("/city", "zh-CN"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_load_shows_a_family_its_fullest_resource_and_the_resources_by_week()
    {
        await server.ImportSampleAsync();
        await server.UntilAsync("/api/v1/load", load => load.GetProperty("families").GetArrayLength() > 0);

        var english = await GetAsync("/load", "en");
        Assert.Matches("DBS.*Composite slab|DBS.*composite slab", english);
        Assert.Contains("W10", english, StringComparison.Ordinal);
        Assert.Contains("moulds SF-DBS1", english, StringComparison.Ordinal);
        Assert.Contains("模具 SF-DBS1", await GetAsync("/load", "zh-CN"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_picture_of_a_plan_has_a_bar_for_every_operation_of_it()
    {
        await server.ImportSampleAsync();
        var planId = await server.PlanAsync();
        var plan = await server.UntilAsync($"/api/v1/plan/{planId}", _ => true);

        var picture = JsonSerializer.Deserialize<JsonElement>(await GetAsync($"/hmi/gantt/plan/{planId}", "en"));

        var lanes = picture.GetProperty("lanes").EnumerateArray().Select(lane => lane.GetProperty("id").GetString()!).ToList();
        var origin = DateTimeOffset.FromUnixTimeMilliseconds(picture.GetProperty("origin").GetInt64());
        var bars = picture.GetProperty("bars").EnumerateArray()
            .Select(bar => (Unit: lanes[bar[0].GetInt32()], Start: origin.AddSeconds(bar[5].GetInt64()), End: origin.AddSeconds(bar[6].GetInt64()))).ToHashSet();
        var operations = plan.GetProperty("loads").EnumerateArray().SelectMany(load => load.GetProperty("operations").EnumerateArray())
            .Select(o => (Unit: o.GetProperty("unit").GetString()!, Start: o.GetProperty("start").GetDateTimeOffset(), End: o.GetProperty("end").GetDateTimeOffset()))
            .ToList();
        Assert.NotEmpty(operations);
        Assert.All(operations, operation => Assert.Contains(operation, bars));
        Assert.DoesNotContain(picture.GetProperty("groups").EnumerateArray(), group => group.GetProperty("id").GetString() == "other");
    }

    private async Task<string> GetAsync(string path, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept-Language", language);
        using var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"GET {path}: {(int)answer.StatusCode} {text}");
        return WebUtility.HtmlDecode(text);
    }
}
