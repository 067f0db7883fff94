namespace PrecastMes.Scheduling.Nesting;

/// <summary>
/// Free space of a pallet or bin as maximal rectangles (MaxRects): each lies in no other, and together they are all that is free.
/// A gap between pieces is added to each piece and once to the sheet.
/// </summary>
internal sealed class FreeSpace
{
    private Rect[] _free = new Rect[16];
    private int _count;

    private readonly record struct Rect(int X, int Y, int W, int H)
    {
        public bool Holds(in Rect other) => other.X >= X && other.Y >= Y && other.X + other.W <= X + W && other.Y + other.H <= Y + H;

        public bool Meets(in Rect other) => X < other.X + other.W && other.X < X + W && Y < other.Y + other.H && other.Y < Y + H;
    }

    public void Reset(int width, int height)
    {
        _free[0] = new Rect(0, 0, width, height);
        _count = 1;
    }

    public void CopyFrom(FreeSpace other)
    {
        if (_free.Length < other._count)
        {
            _free = new Rect[other._free.Length];
        }

        other._free.AsSpan(0, other._count).CopyTo(_free);
        _count = other._count;
    }

    /// <summary>The best place for a <paramref name="length"/> × <paramref name="width"/> piece; null when there is no room.</summary>
    public Spot? Find(int length, int width, bool mayTurn, FitRule rule)
    {
        long best = long.MaxValue;
        Spot spot = default;
        for (int i = 0; i < _count; i++)
        {
            ref readonly Rect rect = ref _free[i];
            if (rect.W >= length && rect.H >= width && Score(rect, length, width, rule) is var straight && straight < best)
            {
                (best, spot) = (straight, new Spot(rect.X, rect.Y, false, straight));
            }

            if (mayTurn && rect.W >= width && rect.H >= length && Score(rect, width, length, rule) is var turned && turned < best)
            {
                (best, spot) = (turned, new Spot(rect.X, rect.Y, true, turned));
            }
        }

        return best == long.MaxValue ? null : spot;
    }

    /// <summary>Occupies a rectangle.</summary>
    public void Take(int x, int y, int width, int height)
    {
        var taken = new Rect(x, y, width, height);
        int old = _count;
        for (int i = 0; i < old; i++)
        {
            Rect rect = _free[i];
            if (!rect.Meets(taken))
            {
                continue;
            }

            _free[i] = _free[--old];
            _free[old] = _free[--_count];
            i--;
            Add(new Rect(rect.X, rect.Y, x - rect.X, rect.H));
            Add(new Rect(x + width, rect.Y, rect.X + rect.W - x - width, rect.H));
            Add(new Rect(rect.X, rect.Y, rect.W, y - rect.Y));
            Add(new Rect(rect.X, y + height, rect.W, rect.Y + rect.H - y - height));
        }

        // What was not cut lies in no other; a new rectangle may lie in any.
        for (int i = old; i < _count; i++)
        {
            for (int j = 0; j < _count; j++)
            {
                if (i != j && _free[j].Holds(_free[i]))
                {
                    _free[i] = _free[--_count];
                    i--;
                    break;
                }
            }
        }
    }

    private static long Score(in Rect rect, int width, int height, FitRule rule)
    {
        int restX = rect.W - width, restY = rect.H - height;
        return rule switch
        {
            FitRule.ShortSide => ((long)Math.Min(restX, restY) << 32) | (uint)Math.Max(restX, restY),
            FitRule.Area => ((long)rect.W * rect.H << 16) | (uint)Math.Min(0xFFFF, Math.Min(restX, restY)),
            _ => ((long)(rect.Y + height) << 32) | (uint)rect.X,
        };
    }

    private void Add(Rect rect)
    {
        if (rect.W <= 0 || rect.H <= 0)
        {
            return;
        }

        if (_count == _free.Length)
        {
            Array.Resize(ref _free, _count * 2);
        }

        _free[_count++] = rect;
    }
}
