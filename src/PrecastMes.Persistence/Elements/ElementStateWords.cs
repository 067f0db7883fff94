namespace PrecastMes.Persistence.Elements;

/// <summary>The words of <see cref="ElementState"/> in the database, in the API and in files.</summary>
public static class ElementStateWords
{
    private static readonly ElementState[] States = Enum.GetValues<ElementState>();
    private static readonly string[] Words = [.. States.Select(s => s.ToString().ToLowerInvariant())];

    /// <summary>All words, in order of life.</summary>
    public static IReadOnlyList<string> All => Words;

    /// <summary>The state's word, e.g. <c>passed</c>.</summary>
    public static string ToWord(this ElementState state) => Words[(int)state];

    /// <summary>The state of a word, or false when there is none.</summary>
    public static bool TryParse(string word, out ElementState state)
    {
        var index = Array.IndexOf(Words, word);
        state = index < 0 ? default : States[index];
        return index >= 0;
    }

    /// <summary>The state of a word that the product wrote.</summary>
    public static ElementState Parse(string word) => TryParse(word, out var state)
        ? state
        : throw new FormatException($"'{word}' is no element state. Maybe the database was written by a later version of PrecastMes.");
}
