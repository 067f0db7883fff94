using CsCheck;
using PrecastMes.Scheduling.Nesting.Bins;
using PrecastMes.Scheduling.Search;

namespace PrecastMes.Tests.Scheduling.Nesting;

/// <summary>Rectangles in bins: no overlap, nothing lost, no fewer than the bound, and as few as can be where that is known.</summary>
public sealed class BinTests
{
    [Fact]
    public void Every_piece_lies_once_inside_a_bin_and_on_no_other()
    {
        Gen<BinProblem> problems =
            from width in Gen.Int[5, 30]
            from height in Gen.Int[5, 30]
            from turn in Gen.Bool
            from pieces in Gen.Select(Gen.Int[1, 30], Gen.Int[1, 30]).Array[0, 40]
            select new BinProblem(width, height, [.. pieces.Select(piece => (Math.Min(piece.Item1, width), Math.Min(piece.Item2, height)))], turn);
        problems.Sample(
            problem =>
            {
                int bound = BinBounds.Of(problem);
                IReadOnlyList<IReadOnlyList<PlacedPiece>> bins = BinSearch.Solve(problem, bound, 1, Clock(5));
                Assert.Equal(Enumerable.Range(0, problem.Pieces.Count), bins.SelectMany(bin => bin).Select(piece => piece.Piece).Order());
                Assert.True(bins.Count >= bound, $"{bins.Count} bins, bound {bound}");
                foreach (IReadOnlyList<PlacedPiece> bin in bins)
                {
                    var taken = new bool[problem.Width, problem.Height];
                    foreach (PlacedPiece piece in bin)
                    {
                        Assert.True(problem.MayTurn || !piece.Turned);
                        (int w, int h) = problem.Pieces[piece.Piece];
                        (w, h) = piece.Turned ? (h, w) : (w, h);
                        for (int x = piece.X; x < piece.X + w; x++)
                        {
                            for (int y = piece.Y; y < piece.Y + h; y++)
                            {
                                Assert.False(taken[x, y], $"({x}, {y}) is taken twice");
                                taken[x, y] = true;
                            }
                        }
                    }
                }
            },
            iter: 100,
            threads: 1);
    }

    // Pieces as high as the bin lie side by side: their widths alone count, and all ways to share six of them can be tried.
    [Fact]
    public void Pieces_as_high_as_the_bin_need_the_fewest_bins_of_all_shares()
    {
        Gen.Int[1, 20].Array[1, 6].Sample(
            widths =>
            {
                int fewest = Partitions.Of(widths.Length).Where(share => share.All(group => group.Sum(piece => widths[piece]) <= 20)).Min(share => share.Count);
                var problem = new BinProblem(20, 7, [.. widths.Select(width => (width, 7))], false);
                int bound = BinBounds.Of(problem);
                Assert.True(bound <= fewest, $"bound {bound} above {fewest}");
                Assert.Equal(fewest, BinSearch.Solve(problem, bound, 1, Clock(50)).Count);
            },
            iter: 40,
            threads: 1);
    }

    // Five of 11 × 11 in 20 × 20: no two fit together, though their area (605) would need two bins.
    [Fact]
    public void Pieces_longer_than_half_both_ways_lie_alone()
    {
        var problem = new BinProblem(20, 20, [.. Enumerable.Repeat((11, 11), 5)], true);
        Assert.Equal(5, BinBounds.Of(problem));
    }

    [Fact]
    public void A_piece_larger_than_the_bin_is_refused()
    {
        var problem = new BinProblem(20, 10, [(15, 12)], true);
        Assert.Throws<ArgumentException>(() => BinSearch.Solve(problem, 1, 1, Clock(1)));
    }

    private static SearchClock Clock(int milliseconds) => new(TimeProvider.System, TimeSpan.FromMilliseconds(milliseconds), CancellationToken.None);
}
