namespace PrecastMes.OpcUa.Client;

/// <summary>How the requests of one list of operations may be sent.</summary>
/// <param name="RequestsAtOnce">Requests in flight; 1 keeps the order of the operations.</param>
/// <param name="MayRepeat">The operations do the same when they are done twice, so that a lost answer is no harm.</param>
internal sealed record BatchRule(int RequestsAtOnce, bool MayRepeat)
{
    private static readonly StatusCode[] NotDone = [StatusCodes.BadTooManyOperations, StatusCodes.BadRequestTooLarge];
    private static readonly StatusCode[] PerhapsDone = [StatusCodes.BadResponseTooLarge, StatusCodes.BadEncodingLimitsExceeded];

    /// <summary>Only asks: the requests may overtake each other.</summary>
    public static BatchRule Asking { get; } = new(4, true);

    /// <summary>Changes something: one after the other, and only what was surely not done is sent again.</summary>
    public static BatchRule Acting { get; } = new(1, false);

    public bool IsTooLarge(StatusCode status) => NotDone.Any(status.IsSameCode) || MayRepeat && PerhapsDone.Any(status.IsSameCode);
}
