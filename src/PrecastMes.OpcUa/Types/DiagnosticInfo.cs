namespace PrecastMes.OpcUa;

/// <summary>Vendor diagnostics of a result (Part 4 §7.12); the numbers are indexes into the response's string table.</summary>
public sealed record DiagnosticInfo
{
    /// <summary>The name of the vendor's code.</summary>
    public int? SymbolicId { get; init; }

    /// <summary>The namespace of that name.</summary>
    public int? NamespaceUri { get; init; }

    /// <summary>The language of the text.</summary>
    public int? Locale { get; init; }

    /// <summary>What the code means.</summary>
    public int? LocalizedText { get; init; }

    /// <summary>More for whoever looks for the cause.</summary>
    public string? AdditionalInfo { get; init; }

    /// <summary>The code of the operation below.</summary>
    public StatusCode? InnerStatusCode { get; init; }

    /// <summary>The diagnostics of the operation below.</summary>
    public DiagnosticInfo? InnerDiagnosticInfo { get; init; }
}
