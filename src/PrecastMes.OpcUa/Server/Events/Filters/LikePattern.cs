namespace PrecastMes.OpcUa.Server;

/// <summary>The wildcards of the Like operator (Part 4 §7.7.3): <c>%</c> any text, <c>_</c> one character, <c>[a-f]</c>, <c>[^a-f]</c>, <c>\</c> escapes.</summary>
internal sealed class LikePattern(string pattern)
{
    // Longer ones match nothing.
    private const int MaxPattern = 1_000;
    private const int MaxText = 4_000;

    // A [ behind it stands for itself.
    private readonly int _lastSetEnd = pattern.LastIndexOf(']');

    /// <summary>Null when <paramref name="budget"/> was exceeded: matching costs text times pattern.</summary>
    public bool? Matches(string text, FilterBudget budget)
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
            int cost = 1;
            if (inPattern < pattern.Length && pattern[inPattern] == '%')
            {
                resumePattern = ++inPattern;
                resumeText = at;
            }
            else if (inPattern < pattern.Length && MatchesOne(text[at], inPattern, out int next))
            {
                cost = next - inPattern;
                inPattern = next;
                at++;
            }
            else if (resumePattern >= 0)
            {
                // The last % takes one character more; what an earlier one took need never be tried again.
                cost = 1 + SetLength(inPattern);
                inPattern = resumePattern;
                at = ++resumeText;
            }
            else
            {
                return false;
            }

            if (!budget.TrySpend(cost))
            {
                return null;
            }
        }

        while (inPattern < pattern.Length && pattern[inPattern] == '%')
        {
            inPattern++;
        }

        return inPattern == pattern.Length;
    }

    private bool IsSet(int at) => pattern[at] == '[' && at < _lastSetEnd;

    private int SetLength(int at) => at < pattern.Length && IsSet(at) ? pattern.IndexOf(']', at + 1) - at : 0;

    private bool MatchesOne(char letter, int at, out int next)
    {
        switch (pattern[at])
        {
            case '_':
                next = at + 1;
                return true;
            case '\\' when at + 1 < pattern.Length:
                next = at + 2;
                return letter == pattern[at + 1];
            case '[' when IsSet(at):
                int end = pattern.IndexOf(']', at + 1);
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
