namespace PrecastMes.Scheduling.Nesting;

/// <summary>
/// Free space of one pallet as maximal rectangles (MaxRects). An element takes the corner of the free rectangle that it fits
/// most closely on its shorter side. The gap between elements is added to each element and once to the pallet.
/// </summary>
internal sealed class PalletSheet
{
    private readonly List<Rect> _free = [];

    private readonly record struct Rect(int X, int Y, int W, int H)
    {
        public bool Holds(in Rect other) => other.X >= X && other.Y >= Y && other.X + other.W <= X + W && other.Y + other.H <= Y + H;

        public bool Meets(in Rect other) => X < other.X + other.W && other.X < X + W && Y < other.Y + other.H && other.Y < Y + H;
    }

    public void Reset(int width, int height)
    {
        _free.Clear();
        _free.Add(new Rect(0, 0, width, height));
    }

    /// <summary>Places a <paramref name="length"/> × <paramref name="width"/> rectangle, turned if that fits better; false when there is no room.</summary>
    public bool TryPlace(int length, int width, out int x, out int y, out bool rotated)
    {
        x = y = 0;
        rotated = false;
        var best = (Short: int.MaxValue, Long: int.MaxValue);
        foreach (var rect in _free)
        {
            for (var turn = 0; turn < 2; turn++)
            {
                int restX = rect.W - (turn == 0 ? length : width), restY = rect.H - (turn == 0 ? width : length);
                if (restX < 0 || restY < 0)
                {
                    continue;
                }

                var score = (Math.Min(restX, restY), Math.Max(restX, restY));
                if (score.CompareTo(best) < 0)
                {
                    best = score;
                    (x, y, rotated) = (rect.X, rect.Y, turn == 1);
                }
            }
        }

        if (best.Short == int.MaxValue)
        {
            return false;
        }

        Take(new Rect(x, y, rotated ? width : length, rotated ? length : width));
        return true;
    }

    private void Take(Rect taken)
    {
        for (var i = _free.Count - 1; i >= 0; i--)
        {
            var rect = _free[i];
            if (!rect.Meets(taken))
            {
                continue;
            }

            _free.RemoveAt(i);
            AddFree(new Rect(rect.X, rect.Y, taken.X - rect.X, rect.H));
            AddFree(new Rect(taken.X + taken.W, rect.Y, rect.X + rect.W - taken.X - taken.W, rect.H));
            AddFree(new Rect(rect.X, rect.Y, rect.W, taken.Y - rect.Y));
            AddFree(new Rect(rect.X, taken.Y + taken.H, rect.W, rect.Y + rect.H - taken.Y - taken.H));
        }

        Prune();
    }

    private void AddFree(Rect rect)
    {
        if (rect.W > 0 && rect.H > 0)
        {
            _free.Add(rect);
        }
    }

    private void Prune()
    {
        for (var i = _free.Count - 1; i >= 0; i--)
        {
            for (var j = 0; j < _free.Count; j++)
            {
                if (i != j && _free[j].Holds(_free[i]) && (j < i || _free[i] != _free[j]))
                {
                    _free.RemoveAt(i);
                    break;
                }
            }
        }
    }
}
