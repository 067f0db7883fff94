using System.Reflection;

namespace PrecastMes.OpcUa.Fuzzing;

/// <summary>The names of the services' answers, by the id that stands in front of them.</summary>
internal static class ServiceNames
{
    private static readonly Dictionary<uint, string> Names = typeof(IServiceResponse).Assembly.GetTypes()
        .Where(type => type.IsClass && type.IsAssignableTo(typeof(IServiceResponse)))
        .Select(type => (Id: type.GetField(nameof(ReadResponse.BinaryEncodingId), BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static), type.Name))
        .Where(each => each.Id?.IsLiteral == true)
        .ToDictionary(each => (uint)each.Id!.GetRawConstantValue()!, each => each.Name.Replace("Response", "", StringComparison.Ordinal));

    public static string Of(uint encodingId) => Names.GetValueOrDefault(encodingId, "an unknown service");
}
