namespace PrecastMes.OpcUa.Generator;

internal enum WireKind
{
    Value,
    Enumeration,
    Structure,
}
