using System.Diagnostics.CodeAnalysis;

namespace PrecastMes.Exchange;

/// <summary>What reading files gave: the whole value, or every problem that was found; never half a value.</summary>
public sealed class Loaded<T>
    where T : class
{
    private readonly T? value;

    internal Loaded(T? value, IReadOnlyList<Problem> problems)
    {
        this.value = problems.Count == 0 ? value ?? throw new ArgumentNullException(nameof(value)) : null;
        Problems = problems;
    }

    /// <summary>All problems by file, line and column; empty when the value is there.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    /// <summary>True when the files were good.</summary>
    public bool IsGood => value is not null;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">The files have problems.</exception>
    public T Value => value ?? throw new InvalidOperationException(
        $"There is no {typeof(T).Name}: {Problems.Count} problem(s), the first is {Problems[0]}. Look at IsGood first.");

    /// <summary>Gives the value when the files were good.</summary>
    public bool TryGet([NotNullWhen(true)] out T? good)
    {
        good = value;
        return good is not null;
    }
}
