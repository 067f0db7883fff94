using System.Globalization;

namespace PrecastMes.Benchmarks.Scheduling;

/// <summary>The numbers of a text file one after another; a missing or bad one names its place.</summary>
internal sealed class Numbers
{
    private readonly string _file;
    private readonly List<(string Text, int Line)> _words = [];
    private int _next;

    public Numbers(FileInfo file)
    {
        _file = file.Name;
        int line = 0;
        foreach (string text in File.ReadLines(file.FullName))
        {
            line++;
            _words.AddRange(text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => (word, line)));
        }
    }

    public bool AtEnd => _next >= _words.Count;

    public int Int(string what, int least = 0, int most = int.MaxValue)
    {
        (string text, int line) = Word(what);
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
            ? value
            : throw new FormatException($"{_file}, line {line}: '{text}' is no {what}; expected a whole number from {least} to {most}");
    }

    public double Real(string what)
    {
        (string text, int line) = Word(what);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= 0
            ? value
            : throw new FormatException($"{_file}, line {line}: '{text}' is no {what}; expected a number from 0");
    }

    public int[] Ints(int count, string what)
    {
        var values = new int[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = Int(what);
        }

        return values;
    }

    public void End()
    {
        if (!AtEnd)
        {
            throw new FormatException($"{_file}, line {_words[_next].Line}: '{_words[_next].Text}' stands behind the end of the instance");
        }
    }

    private (string Text, int Line) Word(string what) => !AtEnd
        ? _words[_next++]
        : throw new FormatException($"{_file} ends where a {what} was expected");
}
