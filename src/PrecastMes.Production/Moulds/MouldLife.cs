namespace PrecastMes.Production.Moulds;

/// <summary>How long a mould unit lasts (模具寿命), and how long the plant is without it until it is renewed or refurbished.</summary>
/// <param name="Turns">Turns after which it must not be used as it is; the same again after each renewal; 1–10,000.</param>
/// <param name="RenewalDays">Calendar days until it is back, as good as new and set up for any of its marks; 1–365.</param>
public sealed record MouldLife(int Turns, int RenewalDays);
