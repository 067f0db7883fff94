namespace PrecastMes.OpcUa.Server;

/// <summary>What a server says of itself to those who look for servers (Part 12 Annex D).</summary>
internal static class CapabilityIdentifiers
{
    /// <summary>Current data always; alarms and history where the address space has some by now.</summary>
    public static string?[] Of(AddressSpace space)
    {
        List<string?> identifiers = ["DA"];
        if (space.Conditions.Any)
        {
            identifiers.Add("AC");
        }

        if (space.HasHistory)
        {
            identifiers.Add("HD");
        }

        return [.. identifiers];
    }
}
