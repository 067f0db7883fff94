using System.Numerics;

namespace PrecastMes.OpcUa.Server;

/// <summary>How far two numeric values are apart. An array is outside the deadband when one of its elements is, or when its length changed.</summary>
internal static class Numbers
{
    public static bool IsNumeric(in Variant value) => value.Type is >= BuiltInType.SByte and <= BuiltInType.Double;

    public static bool IsOutside(double deadband, in Variant last, in Variant next)
    {
        if (last.Type != next.Type || last.Shape != next.Shape)
        {
            return true;
        }

        if (last.ToDouble() is { } from && next.ToDouble() is { } to)
        {
            return IsOutside(deadband, from, to);
        }

        return (last.Object, next.Object) switch
        {
            (Matrix a, Matrix b) => !a.Dimensions.SequenceEqual(b.Dimensions) || IsOutside(deadband, a.Elements, b.Elements),
            (Array a, Array b) => IsOutside(deadband, a, b),
            _ => last != next,
        };
    }

    // Written so that a change to or from NaN is one.
    private static bool IsOutside(double deadband, double last, double next) =>
        !(Math.Abs(next - last) <= deadband) && !(double.IsNaN(last) && double.IsNaN(next)) && last != next;

    private static bool IsOutside(double deadband, Array last, Array next) => (last, next) switch
    {
        (double[] a, double[] b) => AnyOutside(deadband, a, b),
        (float[] a, float[] b) => AnyOutside(deadband, a, b),
        (int[] a, int[] b) => AnyOutside(deadband, a, b),
        (uint[] a, uint[] b) => AnyOutside(deadband, a, b),
        (short[] a, short[] b) => AnyOutside(deadband, a, b),
        (ushort[] a, ushort[] b) => AnyOutside(deadband, a, b),
        (sbyte[] a, sbyte[] b) => AnyOutside(deadband, a, b),
        (byte[] a, byte[] b) => AnyOutside(deadband, a, b),
        (long[] a, long[] b) => AnyOutside(deadband, a, b),
        (ulong[] a, ulong[] b) => AnyOutside(deadband, a, b),
        _ => !VariantTypes.SameObject(last, next),
    };

    private static bool AnyOutside<T>(double deadband, T[] last, T[] next)
        where T : INumber<T>
    {
        if (last.Length != next.Length)
        {
            return true;
        }

        for (int i = 0; i < last.Length; i++)
        {
            if (IsOutside(deadband, double.CreateSaturating(last[i]), double.CreateSaturating(next[i])))
            {
                return true;
            }
        }

        return false;
    }
}
