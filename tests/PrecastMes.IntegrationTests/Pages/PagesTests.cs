using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PrecastMes.IntegrationTests.Processes;
using static Microsoft.Playwright.Assertions;

namespace PrecastMes.IntegrationTests.Pages;

/// <summary>The pages in a real browser, against a server and a line at work.</summary>
public sealed partial class PagesTests(RunningPlant plant) : IClassFixture<RunningPlant>
{
    private const int LeastBarDots = 20_000;

    // Dots of the canvas that have a colour: bars have, ground, letters and lines are grey.
    private const string CountColouredDots =
        """
        canvas => {
          const dots = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
          let coloured = 0;
          for (let i = 0; i < dots.length; i += 4) {
            const [red, green, blue] = dots.subarray(i, i + 3);
            if (Math.max(red, green, blue) - Math.min(red, green, blue) > 20) coloured++;
          }
          return coloured;
        }
        """;


    [Theory]
    [InlineData("en", "/", "Jinhai Precast Plant (fictitious sample)", "Actual output")]
    [InlineData("en", "/plan", "Plan", "Lower bound")]
    [InlineData("en", "/repair", "Replan", "What happened")]
    [InlineData("en", "/load", "Load", "Load by week, % of capacity")]
    [InlineData("en", "/line", "Line", "Wet section")]
    [InlineData("en", "/element", "Elements", "Need date")]
    [InlineData("en", "/element/{id}", "{id}", "Where it was made")]
    [InlineData("en", "/city", "City", "Targets of the city plan")]
    [InlineData("zh-CN", "/", "津海预制构件厂（虚构示例）", "实际产量")]
    [InlineData("zh-CN", "/plan", "排产计划", "下界")]
    [InlineData("zh-CN", "/repair", "改排", "发生了什么")]
    [InlineData("zh-CN", "/load", "负荷", "各周负荷，占能力百分比")]
    [InlineData("zh-CN", "/line", "产线", "湿段")]
    [InlineData("zh-CN", "/element", "构件", "交期")]
    [InlineData("zh-CN", "/element/{id}", "{id}", "生产位置")]
    [InlineData("zh-CN", "/city", "城市指标", "城市规划目标")]
    public async Task Page_opens_in_the_browsers_language_without_an_error_and_asks_no_foreign_host(
        string language, string path, string heading, string says)
    {
        await using var open = await plant.OpenAsync(language, WithElement(path));
        var page = open.Page;

        await Expect(page.Locator("h1")).ToHaveTextAsync(WithElement(heading));
        await Expect(page.Locator("main")).ToContainTextAsync(says);
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", language);
        await Expect(page.Locator("header .tag")).ToHaveTextAsync(language == "en" ? "fictitious" : "虚构");
        await Expect(page.Locator("#blazor-error-ui")).ToBeHiddenAsync();
        await SaveAsync(open, language, path);
        Assert.Empty(open.Faults);
        Assert.Equal([plant.Url.Authority], open.Hosts);
    }

    [Theory]
    [InlineData("en", "中文", "zh-CN", "产线", "排产计划")]
    [InlineData("zh-CN", "English", "en", "Line", "Plan")]
    public async Task Language_switch_turns_the_same_page_and_is_remembered(
        string language, string switchTo, string other, string heading, string nextHeading)
    {
        await using var open = await plant.OpenAsync(language, "/line");
        var page = open.Page;

        await page.GetByRole(AriaRole.Link, new() { Name = switchTo, Exact = true }).ClickAsync();

        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", other);
        await Expect(page.Locator("h1")).ToHaveTextAsync(heading);
        Assert.EndsWith("/line", page.Url, StringComparison.Ordinal);
        await page.GotoAsync(new Uri(plant.Url, "/plan").ToString());
        await Expect(page.Locator("h1")).ToHaveTextAsync(nextHeading);
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", other);
    }

    [Theory]
    [InlineData("en", "Add", "Repair the plan", "not in force", "Discard")]
    [InlineData("zh-CN", "添加", "修复计划", "未下达", "放弃")]
    public async Task Repair_page_shows_the_difference_before_anything_is_put_in_force(string language, string add, string make, string draft, string discard)
    {
        await using var open = await plant.OpenAsync(language, "/repair");
        var page = open.Page;

        await page.Locator("select").Nth(1).SelectOptionAsync("S10");
        await page.GetByRole(AriaRole.Button, new() { Name = add, Exact = true }).ClickAsync();
        await Expect(page.Locator("table").First).ToContainTextAsync("S10");
        await page.GetByRole(AriaRole.Button, new() { Name = make }).ClickAsync();

        await Expect(page.Locator("main")).ToContainTextAsync(draft);
        await Expect(page.Locator(".figure")).ToHaveCountAsync(7);
        await SaveAsync(open, language, "/repair-draft");
        await page.GetByRole(AriaRole.Button, new() { Name = discard }).ClickAsync();
        await Expect(page.Locator(".figure")).ToHaveCountAsync(0);
        Assert.Empty(open.Faults);
    }

    // The second sample project once more, under another name and needed later: an offer that adds hatched load.
    [Theory]
    [InlineData("en", "taken whole")]
    [InlineData("zh-CN", "全部接单")]
    public async Task Load_page_lays_an_offer_on_the_orders(string language, string verdict)
    {
        await using var open = await plant.OpenAsync(language, "/load");
        var page = open.Page;
        var csv = (await File.ReadAllTextAsync(Path.Combine(Programs.Orders, "JN2.csv"), TestContext.Current.CancellationToken)).Replace("JN2", "OFFER", StringComparison.Ordinal);

        await Expect(page.Locator(".heat tbody tr").First).ToBeVisibleAsync();
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "offer.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(csv) });
        await Expect(page.Locator(".offers tbody tr")).ToHaveCountAsync(1);
        await page.Locator(".tools input[type=number]").FillAsync("0.4");
        await page.Locator(".tools input[type=number]").BlurAsync();

        await Expect(page.Locator(".offers")).ToContainTextAsync(verdict, new() { IgnoreCase = true });
        await Expect(page.Locator(".heat td .offered:not([style='width:0%'])").First).ToBeVisibleAsync();
        await page.EvaluateAsync("scrollTo(0, 0)");
        await SaveAsync(open, language, "/load-offer");
        Assert.Empty(open.Faults);
    }

    [Theory]
    [InlineData("en", "Search for remedies", "Cancel", "cancelled")]
    [InlineData("zh-CN", "试算措施", "取消", "已取消")]
    public async Task Plan_page_shows_what_binds_late_floors_and_searches_for_remedies(string language, string search, string cancel, string cancelled)
    {
        await using var open = await plant.OpenAsync(language, "/plan");
        var page = open.Page;

        await page.Locator("details summary").First.ClickAsync();
        await Expect(page.Locator(".chain").First.Locator("li").Last).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = search }).ClickAsync();
        await Expect(page.Locator("progress")).ToBeVisibleAsync();
        await SaveAsync(open, language, "/plan-remedies-running");
        await page.GetByRole(AriaRole.Button, new() { Name = cancel, Exact = true }).ClickAsync();

        await Expect(page.Locator("main")).ToContainTextAsync(cancelled);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = search })).ToBeVisibleAsync();
        await SaveAsync(open, language, "/plan-remedies");
        Assert.Empty(open.Faults);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task Line_page_changes_by_itself(string language)
    {
        await using var open = await plant.OpenAsync(language, "/line");
        var units = open.Page.Locator(".unit-card");
        var before = await units.AllInnerTextsAsync();

        await Expect(units).Not.ToHaveTextAsync(before);

        // Magazine, 17 stations, 3 + 3 finishing places, crane, mixer and 9 fixed moulds.
        Assert.Equal(35, before.Count);
        Assert.Equal(1, open.Loads);
    }

    [Theory]
    [InlineData("en", "Gantt chart of the plan. The table below shows the same.", "The picture as a table")]
    [InlineData("zh-CN", "计划甘特图，下方表格内容相同。", "图表内容（表格）")]
    public async Task Plan_is_drawn_and_stands_in_a_table_too(string language, string label, string title)
    {
        await using var open = await plant.OpenAsync(language, "/plan");
        var page = open.Page;

        await Expect(page.GetByLabel(label)).ToBeVisibleAsync();
        await BarsAsync(page);
        var table = page.Locator("section.panel").Filter(new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = title }) });
        var rows = table.Locator("tbody tr");
        await Expect(rows).ToHaveCountAsync(25);

        // The table leads to the load that the picture then marks.
        await rows.First.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(table.Locator("tr.chosen").First).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("en", "Design capacity", "Scheduled volume", "Actual output", "not set in the plan")]
    [InlineData("zh-CN", "设计产能", "排产量", "实际产量", "未规定")]
    public async Task City_page_keeps_three_figures_apart_and_says_what_the_plan_does_not_set(
        string language, string capacity, string scheduled, string output, string unset)
    {
        await using var open = await plant.OpenAsync(language, "/city");
        var figures = open.Page.Locator(".three > .volume");

        await Expect(figures.Locator("h2")).ToHaveTextAsync([capacity, scheduled, output]);
        var values = await figures.Locator(".big").AllInnerTextsAsync();
        Assert.Equal(3, values.Count);
        Assert.All(values, value => Assert.Matches(CubicMetres(), value));
        Assert.NotEqual(values[0], values[1]);

        var unsetCells = await open.Page.Locator("td.unset").AllInnerTextsAsync();
        Assert.NotEmpty(unsetCells);
        Assert.All(unsetCells, cell => Assert.Equal(unset, cell));
    }

    [GeneratedRegex(@"^[\d,]+\.\d m³$")]
    private static partial Regex CubicMetres();

    // Asks again until the bars are there: they are drawn a moment after the plan's document came.
    private static async Task BarsAsync(IPage page)
    {
        var canvas = page.Locator(".gantt canvas");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMilliseconds(OpenPage.Deadline));
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        var dots = 0;
        try
        {
            while ((dots = await canvas.EvaluateAsync<int>(CountColouredDots)) < LeastBarDots)
            {
                await again.WaitForNextTickAsync(deadline.Token);
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            Assert.Fail($"After {OpenPage.Deadline} ms the canvas has {dots} coloured dots, not {LeastBarDots}.");
        }
    }

    private string WithElement(string text) => text.Replace("{id}", plant.CastElement, StringComparison.Ordinal);

    private async Task SaveAsync(OpenPage open, string language, string path)
    {
        if (plant.Pictures is not { } folder)
        {
            return;
        }

        var name = path switch { "/" => "overview", "/element/{id}" => "element-life", _ => path[1..] };
        if (path == "/plan")
        {
            await BarsAsync(open.Page);
        }

        // What really happened is drawn over the plan a second after it opened: four beats of the clock.
        for (var beat = 0; beat < 4; beat++)
        {
            await open.AliveAsync();
        }

        await open.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.{language}.png") });
    }
}
