namespace PrecastMes.OpcUa.Services;

/// <summary>
/// The reasons of refused operations, as far as the client asked for them (Part 4 §7.32, returnDiagnostics): as a text of the response's
/// string table, or as additional information.
/// </summary>
internal sealed class OperationDiagnostics(uint returnDiagnostics, int operations)
{
    private const uint OperationSymbolicId = 0x20;
    private const uint OperationLocalizedText = 0x40;
    private const uint OperationAdditionalInfo = 0x80;

    private readonly List<string?> _texts = [];
    private DiagnosticInfo?[]? _infos;

    /// <summary>One for each operation, null when there is nothing to tell.</summary>
    public DiagnosticInfo?[]? Infos => _infos;

    public string?[]? StringTable => _texts.Count == 0 ? null : [.. _texts];

    public void Add(int operation, StatusCode status, string? reason)
    {
        if (status.IsGood || (returnDiagnostics & (OperationSymbolicId | OperationLocalizedText | OperationAdditionalInfo)) == 0)
        {
            return;
        }

        _infos ??= new DiagnosticInfo?[operations];
        _infos[operation] = new DiagnosticInfo
        {
            SymbolicId = (returnDiagnostics & OperationSymbolicId) != 0 ? TextOf(StatusCodes.NameOf(status.Code)) : null,
            LocalizedText = (returnDiagnostics & OperationLocalizedText) != 0 ? TextOf(reason) : null,
            AdditionalInfo = (returnDiagnostics & OperationAdditionalInfo) != 0 ? reason : null,
        };
    }

    private int? TextOf(string? text)
    {
        if (text is null)
        {
            return null;
        }

        int known = _texts.IndexOf(text);
        if (known >= 0)
        {
            return known;
        }

        _texts.Add(text);
        return _texts.Count - 1;
    }
}
