using PrecastMes.Exchange.Orders;
using PrecastMes.Production.Orders;
using PrecastMes.Production.Plants;

namespace PrecastMes.Server.Api.Orders;

/// <summary>An order file as a request's body.</summary>
internal static class OrderBody
{
    private const string DefaultName = "order.csv";

    /// <summary>The order, or null and the answer with all problems of the file.</summary>
    public static async Task<(ProjectOrder? Order, OrderProblems? Problems)> ReadAsync(
        HttpRequest request, Plant plant, string? name, CancellationToken cancellationToken)
    {
        // The reader wants the whole file; the host limits how long a body may be.
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        body.Position = 0;
        var read = OrderCsv.Read(body, name ?? DefaultName, plant);
        return read.TryGet(out var order) ? (order, null) : (null, OrderProblems.Of(read.Problems));
    }

    /// <summary>As <see cref="ReadAsync"/>, where an offer will do: it is asked about and not imported.</summary>
    public static async Task<(ProjectOffer? Offer, OrderProblems? Problems)> ReadOfferAsync(
        HttpRequest request, Plant plant, string? name, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        body.Position = 0;
        var read = OrderCsv.ReadOffer(body, name ?? DefaultName, plant);
        return read.TryGet(out var offer) ? (offer, null) : (null, OrderProblems.Of(read.Problems));
    }
}
