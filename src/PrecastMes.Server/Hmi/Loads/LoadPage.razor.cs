using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using PrecastMes.Exchange.Orders;
using PrecastMes.Scheduling.RoughLoad;
using PrecastMes.Server.Cli;
using PrecastMes.Server.Planning;

namespace PrecastMes.Server.Hmi.Loads;

/// <summary>Monday morning: what each week needs, what is too full, and whether an offer has room.</summary>
public sealed partial class LoadPage
{
    private const int MostMegabytes = 20;
    private static readonly int[] Choices = [4, 8, 13, 26, 52];

    private readonly List<PageOffer> offers = [];
    private WeeklyLoad? load;
    private int weeks = 8;
    private string? message;

    [Inject]
    private LoadDesk Desk { get; set; } = null!;

    /// <inheritdoc/>
    protected override long? Version => Pulse.Rows;

    /// <inheritdoc/>
    protected override TimeSpan Beat => TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task<bool> ReadAsync(CancellationToken cancellation)
    {
        // Each offer that was ordered meanwhile is in the orders now.
        while (true)
        {
            var (counted, known) = await Desk.CountAsync(
                [.. offers.Select(each => new Offer(each.Offer.Order.Project.Id, each.Probability, each.Offer.Order.Elements))], weeks, cancellation);
            if (counted is not null)
            {
                load = counted;
                return true;
            }

            offers.RemoveAll(offer => offer.Offer.Order.Project.Id == known);
            message = T["Load.Offers.Known", known];
        }
    }

    private static string Iso(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private async Task WeeksAsync(ChangeEventArgs change)
    {
        weeks = int.TryParse((string?)change.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var chosen) && Choices.Contains(chosen) ? chosen : weeks;
        await ReadAsync(Left);
    }

    private async Task ProbabilityAsync(PageOffer offer, ChangeEventArgs change)
    {
        if (double.TryParse((string?)change.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var probability) && probability is > 0 and <= 1)
        {
            offers[offers.IndexOf(offer)] = offer with { Probability = probability };
            await ReadAsync(Left);
        }
    }

    private async Task RemoveAsync(PageOffer offer)
    {
        offers.Remove(offer);
        await ReadAsync(Left);
    }

    private async Task AddAsync(InputFileChangeEventArgs change)
    {
        (message, var file) = (null, change.File);
        using var text = new MemoryStream();
        try
        {
            await using var stream = file.OpenReadStream(MostMegabytes * 1_000_000L, Left);
            await stream.CopyToAsync(text, Left);
        }
        catch (IOException)
        {
            message = T["Load.Offers.Large", file.Name, MostMegabytes];
            return;
        }

        text.Position = 0;
        var read = OrderCsv.ReadOffer(text, file.Name, Plant);
        if (!read.TryGet(out var offer))
        {
            message = $"{T["Load.Offers.Bad", read.Problems.Count, file.Name]} {read.Problems[0].Describe(T.Language)}";
        }
        else if (OrderClashes.Between([.. offers.Select(each => (each.File, each.Offer.Order)), (file.Name, offer.Order)]).Any())
        {
            message = T["Load.Offers.Twice", offer.Order.Project.Id];
        }
        else
        {
            offers.Add(new PageOffer(file.Name, offer, offer.Probability));
            await ReadAsync(Left);
        }
    }
}
