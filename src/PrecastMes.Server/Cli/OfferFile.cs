using System.CommandLine;
using System.Globalization;

namespace PrecastMes.Server.Cli;

/// <summary>An offer on the command line: <c>FILE</c>, or <c>FILE=0.6</c> where the file doesn't say how likely it is or says it differently.</summary>
/// <param name="Path">The file.</param>
/// <param name="Probability">Over 0 up to 1; null when the file's holds.</param>
internal sealed record OfferFile(string Path, double? Probability)
{
    public static Option<string[]> Option()
    {
        var option = new Option<string[]>("--offers")
        {
            Description = Text.Of("option.offers"),
            HelpName = "FILE[=PROBABILITY]…",
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.OneOrMore,
        };
        option.Validators.Add(result =>
        {
            foreach (var offer in result.Tokens.Select(token => Parse(token.Value)))
            {
                if (offer.Probability is { } probability && !(probability > 0 && probability <= 1))
                {
                    result.AddError(Text.Of("option.offers.probability", offer.Path));
                }

                if (!File.Exists(offer.Path))
                {
                    result.AddError(Text.Of("option.offers.missing", offer.Path));
                }
            }
        });
        return option;
    }

    /// <summary>What a text means; a probability that is no number is NaN.</summary>
    public static OfferFile Parse(string text)
    {
        var at = text.LastIndexOf('=');
        return at < 0 || File.Exists(text) ? new OfferFile(text, null)
            : new OfferFile(
                text[..at],
                double.TryParse(text[(at + 1)..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var probability) ? probability : double.NaN);
    }
}
