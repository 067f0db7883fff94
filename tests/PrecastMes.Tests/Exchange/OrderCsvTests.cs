using System.Text;
using PrecastMes.Exchange;
using PrecastMes.Exchange.Orders;
using PrecastMes.Exchange.Plants;
using PrecastMes.Production.Orders;
using PrecastMes.Production.Plants;

namespace PrecastMes.Tests.Exchange;

public sealed class OrderCsvTests
{
    private const string Header =
        "project,project_name_zh,project_name_en,district,building,floor,element,mark,family,length_mm,width_mm,thickness_mm,concrete_grade,volume_m3,weight_kg,need_date";

    private const string GoodRow = "P1,项目（虚构）,Project (fictitious),T1-06,B1,3,P1-1,DBS1,DBS,4200,2400,60,C30,0.605,1510,2026-03-04";

    private static readonly Plant Jinhai = PlantFiles.Load(Repository.PathOf("config", "plants", "jinhai")).Value.Plant;

    [Fact]
    public void Good_row_becomes_an_element_in_whole_litres()
    {
        var order = Read($"{Header}\n{GoodRow}\n").Value;

        var element = Assert.Single(order.Elements);
        Assert.Equal("P1-1", element.Id);
        Assert.Equal(605, element.VolumeLitres);
        Assert.Equal(new DateOnly(2026, 3, 4), element.NeedDate);
        Assert.Equal("项目（虚构）", order.Project.Name.Zh);
    }

    [Theory]
    [InlineData(",2026-02-20,7", "2026-02-20", 7)]
    [InlineData(",,", null, 1)]
    public void Release_date_and_tardiness_weight_may_be_added(string fields, string? release, int weight)
    {
        var element = Assert.Single(Read($"{Header},release_date,tardiness_weight\n{GoodRow}{fields}\n").Value.Elements);

        Assert.Equal(release is null ? null : DateOnly.Parse(release, System.Globalization.CultureInfo.InvariantCulture), element.ReleaseDate);
        Assert.Equal(weight, element.TardinessWeight);
    }

    [Fact]
    public void Wrong_release_date_and_weight_are_both_reported()
    {
        var loaded = Read($"{Header},release_date,tardiness_weight\n{GoodRow},soon,101\n");

        Assert.Equal([("release_date", "soon"), ("tardiness_weight", "101")], loaded.Problems.Select(p => (p.Path, p.Value)));
    }

    [Fact]
    public void One_bad_file_reports_every_error_with_line_column_and_name()
    {
        string[] rows =
        [
            Header,
            GoodRow,
            "P1,项目（虚构）,Project (fictitious),T1-06,B1,3,P1-1,DBS1,DBS,4200,2400,60,C30,0.605,1510,2026-03-04",
            "P2,项目（虚构）,Project (fictitious),T1-99,B1,0,P1-3,DBS1,XYZ,long,2400,60,C31,0.6051,0,2026-02-30",
            "P1,项目（虚构）,Project (fictitious),T1-06,B1,3,P1-4,DBS1,DBS,9900,2400,60,C30,1.426,3560,2026-03-04",
            "P1,项目（虚构）,Project (fictitious),T1-06,B1,3,P1-5,DBS1,DBS,4200,2400,60,C30,0.705,1510,2026-03-04",
            "P1,项目（虚构）,Project (fictitious),T1-06,B1,3,P1-6,DBS1,DBS,4200,2400,60,C30,0.605,605,2026-03-04",
            "P1,项目（虚构）,Project (fictitious),T1-06,B1,3,P1-7,DBS1,DBS,4200",
            "P1,\"项目\"（虚构）,Project (fictitious),T1-06,B1,3,P1-8,DBS1,DBS,4200,2400,60,C30,0.605,1510,2026-03-04",
            "P1,项目（虚构）,Project (fictitious),T1-06,B1,3,P1-9,,DBS,4200,2400,-60,C30,0.605,1510,04.03.2026",
        ];

        var loaded = Read(string.Join('\n', rows));

        Assert.False(loaded.IsGood);
        Assert.Equal(
            [
                (3, 43, "element", "P1-1"),
                (4, 1, "project", "P2"),
                (4, 32, "district", "T1-99"),
                (4, 41, "floor", "0"),
                (4, 53, "family", "XYZ"),
                (4, 57, "length_mm", "long"),
                (4, 70, "concrete_grade", "C31"),
                (4, 74, "volume_m3", "0.6051"),
                (4, 81, "weight_kg", "0"),
                (4, 83, "need_date", "2026-02-30"),
                (5, 57, "length_mm", "9900"),
                (6, 74, "volume_m3", "0.705"),
                (7, 80, "weight_kg", "605"),
                (8, 1, "", "10"),
                (9, 8, "", "\""),
                (10, 48, "mark", ""),
                (10, 63, "thickness_mm", "-60"),
                (10, 82, "need_date", "04.03.2026"),
            ],
            loaded.Problems.Select(p => (p.Line, p.Column, p.Path, p.Value)));
    }

    [Fact]
    public void Columns_may_stand_in_another_order_with_quotes_BOM_and_Windows_line_ends()
    {
        var columns = Header.Split(',').Reverse();
        var fields = GoodRow.Replace("Project (fictitious)", "\"Project, called \"\"one\"\"\r\n(fictitious)\"", StringComparison.Ordinal);
        var text = $"\ufeff{Header}\r\n{GoodRow}\r\n\r\n";
        var reversed = $"{string.Join(',', columns)}\r\n{string.Join(',', GoodRow.Split(',').Reverse())}\r\n";

        Assert.True(Read(text).IsGood);
        Assert.Equal("P1-1", Read(reversed).Value.Elements[0].Id);

        // A line break inside a name is a control character and refused, but it does not shift the place of what follows.
        var problem = Assert.Single(Read($"{Header}\r\n{fields}\r\n").Problems);
        Assert.Equal((2, "project_name_en"), (problem.Line, problem.Path));
    }

    [Fact]
    public void Wrong_header_names_the_unknown_and_the_missing_column()
    {
        var problems = Read($"{Header.Replace("weight_kg", "weight", StringComparison.Ordinal)},mark\n{GoodRow},DBS1\n").Problems;

        Assert.Equal(["weight_kg", "weight", "mark"], problems.Select(p => p.Path));
        Assert.Contains("missing", problems[0].Message.En, StringComparison.Ordinal);
        Assert.Equal((1, 142), (problems[1].Line, problems[1].Column));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData(",1", 1)]
    [InlineData(",0.6", 0.6)]
    [InlineData(",", 1)]
    public void An_offer_says_how_likely_it_is(string field, double probability) =>
        Assert.Equal(probability, ReadOffer($"{Header}{(field.Length > 0 ? ",probability" : "")}\n{GoodRow}{field}\n").Value.Probability);

    [Fact]
    public void An_offer_is_no_order_and_is_refused_once()
    {
        var problem = Assert.Single(Read($"{Header},probability\n{GoodRow},0.6\n{GoodRow.Replace("P1-1", "P1-2", StringComparison.Ordinal)},0.6\n").Problems);

        Assert.Equal((2, "probability", "0.6"), (problem.Line, problem.Path, problem.Value));
        Assert.Contains("offer", problem.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void An_order_may_say_that_it_is_one() => Assert.True(Read($"{Header},probability\n{GoodRow},1\n").IsGood);

    [Theory]
    [InlineData("0")]
    [InlineData("1.2")]
    [InlineData("60 %")]
    public void A_probability_is_over_0_up_to_1(string probability) =>
        Assert.Equal("probability", Assert.Single(ReadOffer($"{Header},probability\n{GoodRow},{probability}\n").Problems).Path);

    [Theory]
    [InlineData("0.7")]
    [InlineData("")]
    public void One_project_has_one_probability(string other) => Assert.Equal(
        (3, "probability", other),
        ReadOffer($"{Header},probability\n{GoodRow},0.6\n{GoodRow.Replace("P1-1", "P1-2", StringComparison.Ordinal)},{other}\n").Problems.Select(p => (p.Line, p.Path, p.Value)).Single());

    [Fact]
    public void Quote_that_is_never_closed_does_not_hide_the_rows_after_it()
    {
        var problems = Read($"{Header}\nP1,\"项目,x\n{GoodRow.Replace("C30", "C3", StringComparison.Ordinal)}\n").Problems;

        Assert.Equal([(2, 4), (3, 70)], problems.Select(p => (p.Line, p.Column)));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData(Header, "no element")]
    [InlineData(Header + "\n\n\n", "no element")]
    public void File_without_an_element_is_refused(string text, string says) =>
        Assert.Contains(says, Assert.Single(Read(text).Problems).Message.En, StringComparison.Ordinal);

    [Fact]
    public void Chinese_Excel_file_in_GB18030_is_refused_with_advice()
    {
        var gb = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

        var problem = Assert.Single(Read(gb.GetBytes($"{Header}\n{GoodRow}\n")).Problems);

        Assert.Equal((2, 4), (problem.Line, problem.Column));
        Assert.Contains("GB18030", problem.Message.Zh, StringComparison.Ordinal);
        Assert.Contains("CSV UTF-8", problem.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Utf16_is_named() =>
        Assert.Contains("UTF-16", Assert.Single(Read(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Header)).ToArray()).Problems).Message.En, StringComparison.Ordinal);

    [Fact]
    public void Endless_stream_is_cut_off()
    {
        using var endless = new EndlessStream();

        var problem = Assert.Single(OrderCsv.Read(endless, "endless.csv", Jinhai).Problems);

        Assert.Contains("50 MB", problem.Message.En, StringComparison.Ordinal);
        Assert.True(endless.Given < 60_000_000);
    }

    [Fact]
    public void Missing_order_file_is_a_problem_and_no_exception() =>
        Assert.Contains("does not exist", Assert.Single(OrderCsv.Read("/no/such/order.csv", Jinhai).Problems).Message.En, StringComparison.Ordinal);

    [Fact]
    public void Sandwich_wall_counts_concrete_without_its_insulation()
    {
        const string wall = "P1,项（虚构）,P (fictitious),T1-06,B1,3,P1-1,WQ1,WQ,3300,2800,350,C35,{0},{1},2026-03-04";

        // 3.3 × 2.8 × 0.26 m = 2.402 m³ of concrete; the outline of 3.234 m³ would count the insulation.
        Assert.True(Read($"{Header}\n{wall.Replace("{0}", "2.402", StringComparison.Ordinal).Replace("{1}", "6030", StringComparison.Ordinal)}\n").IsGood);
        var problem = Assert.Single(Read($"{Header}\n{wall.Replace("{0}", "3.234", StringComparison.Ordinal).Replace("{1}", "8085", StringComparison.Ordinal)}\n").Problems);
        Assert.Equal("volume_m3", problem.Path);
    }

    [Fact]
    public void Element_heavier_than_a_pallet_carries_is_refused()
    {
        // 8.8 × 3.3 × 0.35 m = 10.164 m³ → 25 t against 22 t.
        var row = GoodRow.Replace("DBS1,DBS,4200,2400,60,C30,0.605,1510", "NQ9,NQ,8800,3300,350,C30,10.164,25410", StringComparison.Ordinal);

        Assert.Equal("weight_kg", Assert.Single(Read($"{Header}\n{row}\n").Problems).Path);
    }

    [Fact]
    public void Damaged_file_ends_in_problems_or_an_order_and_never_in_an_exception()
    {
        var whole = Encoding.UTF8.GetBytes($"{Header}\n{GoodRow}\n{GoodRow.Replace("P1-1", "P1-2", StringComparison.Ordinal)}\n");
        var random = new Random(20260302);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = whole.ToArray();
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)"\",\r\n-.0 9"[random.Next(9)];
            }

            var loaded = Read(bytes);

            Assert.Equal(loaded.IsGood, loaded.Problems.Count == 0);
        }
    }

    private static Loaded<ProjectOffer> ReadOffer(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return OrderCsv.ReadOffer(stream, "offer.csv", Jinhai);
    }

    private static Loaded<ProjectOrder> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static Loaded<ProjectOrder> Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return OrderCsv.Read(stream, "order.csv", Jinhai);
    }

    private sealed class EndlessStream : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)'a');
            Given += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
