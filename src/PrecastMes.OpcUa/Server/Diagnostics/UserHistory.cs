using System.Collections.Immutable;

namespace PrecastMes.OpcUa.Server;

/// <summary>The users that a session had, the present one last (Part 5 §12.12): the newest so many. Null is who has no name.</summary>
internal sealed class UserHistory
{
    private const int Longest = 10;

    private ImmutableArray<string?> _names = [];

    public string?[] Names => [.. _names];

    /// <summary>Whom it was first activated for.</summary>
    public string? First { get; private set; }

    /// <summary>The session was activated; an entry is made when the user is another one.</summary>
    public void OnActivated(SessionUser user)
    {
        string? name = user.IsAnonymous ? null : user.Name;
        ImmutableArray<string?> names = _names;
        if (names is [.., var last] && last == name)
        {
            return;
        }

        First = names.IsEmpty ? name : First;
        _names = [.. names.TakeLast(Longest - 1), name];
    }
}
