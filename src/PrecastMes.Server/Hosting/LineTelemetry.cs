using PrecastMes.Execution.Live;
using PrecastMes.Execution.Plc;
using PrecastMes.Telemetry;

namespace PrecastMes.Server.Hosting;

/// <summary>
/// Turns pictures of the line into points: temperatures of occupied curing places and of the hall each time, states of units
/// and of the link to the PLC when they change. While the link is broken nothing is measured and nothing is made up: the
/// temperatures stop.
/// </summary>
internal sealed class LineTelemetry
{
    /// <summary>1 while the PLC is connected, 0 while it is not.</summary>
    internal const string LinkSeries = "Plc.Connected";

    private readonly Dictionary<string, double> _last = new(StringComparer.Ordinal);

    /// <summary>The points of a picture.</summary>
    internal IReadOnlyList<Point> Read(LineSnapshot picture)
    {
        var points = new List<Point>();
        AddChange(points, LinkSeries, picture.At, picture.Connection.Connected ? 1 : 0);
        if (!picture.Connection.Connected)
        {
            return points;
        }

        points.Add(new Point("Hall.AmbientC", picture.At, picture.AmbientTempC));
        points.AddRange(picture.Compartments
            .Where(place => place.LoadId is not null)
            .Select(place => new Point(place.Place + ".TempC", picture.At, place.TempC)));
        foreach (var unit in picture.Units.Where(unit => unit.State != PackMlState.Undefined))
        {
            AddChange(points, unit.Unit + ".State", picture.At, (int)unit.State);
        }

        return points;
    }

    private void AddChange(List<Point> points, string series, DateTimeOffset at, double value)
    {
        if (!_last.TryGetValue(series, out var last) || last != value)
        {
            _last[series] = value;
            points.Add(new Point(series, at, value));
        }
    }
}
