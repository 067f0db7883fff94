namespace PrecastMes.OpcUa.Server;

/// <summary>The wildcards of the Like operator (Part 4 §7.7.3): <c>%</c> any text, <c>_</c> one character, <c>[a-f]</c>, <c>[^a-f]</c>, <c>\</c> escapes.</summary>
internal static class LikePattern
{
    // Matching costs text times pattern; longer ones match nothing.
    private const int MaxPattern = 1_000;
    private const int MaxText = 4_000;

    public static bool Matches(string text, string pattern)
    {
        if (pattern.Length > MaxPattern || text.Length > MaxText)
        {
            return false;
        }

        int at = 0;
        int inPattern = 0;
        int resumeText = -1;
        int resumePattern = -1;
        while (at < text.Length)
        {
            if (inPattern < pattern.Length && pattern[inPattern] == '%')
            {
                resumePattern = ++inPattern;
                resumeText = at;
            }
            else if (inPattern < pattern.Length && MatchesOne(text[at], pattern, inPattern, out int next))
            {
                inPattern = next;
                at++;
            }
            else if (resumePattern >= 0)
            {
                // The last % takes one character more; what an earlier one took need never be tried again.
                inPattern = resumePattern;
                at = ++resumeText;
            }
            else
            {
                return false;
            }
        }

        while (inPattern < pattern.Length && pattern[inPattern] == '%')
        {
            inPattern++;
        }

        return inPattern == pattern.Length;
    }

    private static bool MatchesOne(char letter, string pattern, int at, out int next)
    {
        switch (pattern[at])
        {
            case '_':
                next = at + 1;
                return true;
            case '\\' when at + 1 < pattern.Length:
                next = at + 2;
                return letter == pattern[at + 1];
            case '[' when pattern.IndexOf(']', at + 1) is > 0 and var end:
                next = end + 1;
                return MatchesSet(letter, pattern.AsSpan(at + 1, end - at - 1));
            default:
                next = at + 1;
                return letter == pattern[at];
        }
    }

    private static bool MatchesSet(char letter, ReadOnlySpan<char> set)
    {
        bool excludes = set.Length > 0 && set[0] == '^';
        bool isIn = false;
        for (int i = excludes ? 1 : 0; i < set.Length; i++)
        {
            if (i + 2 < set.Length && set[i + 1] == '-')
            {
                isIn |= letter >= set[i] && letter <= set[i + 2];
                i += 2;
            }
            else
            {
                isIn |= letter == set[i];
            }
        }

        return isIn != excludes;
    }
}
