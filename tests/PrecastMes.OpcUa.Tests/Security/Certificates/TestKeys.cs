using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace PrecastMes.OpcUa.Tests.Security.Certificates;

/// <summary>RSA keys made once a run: making them is the slow part of these tests.</summary>
internal static class TestKeys
{
    private static readonly ConcurrentDictionary<(string Name, int Bits), Lazy<RSA>> Made = new();

    public static RSA Rsa(string name, int bits = 2048) => Made.GetOrAdd((name, bits), key => new Lazy<RSA>(() => RSA.Create(key.Bits))).Value;
}
