using System.Buffers.Binary;

namespace PrecastMes.OpcUa.Fuzzing;

/// <summary>Changes recorded bytes, from single bits to whole chunks. The same numbers from the random source make the same changes.</summary>
internal sealed class Mutator(Random random)
{
    private const int LargestBody = 60_000;

    private static readonly int[] OddNumbers = [0, 1, -1, -2, 2, 127, 128, 255, 256, 0x7FFF, 0xFFFF, 0x10000, int.MaxValue, int.MinValue, int.MaxValue - 7, 1 << 20, 1 << 24];

    private static readonly double[] OddDoubles = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, -1, 0, 1e300, double.Epsilon];

    /// <param name="body">Is left as it is.</param>
    /// <param name="other">Another recorded body, for crossings.</param>
    public byte[] Body(byte[] body, byte[] other)
    {
        byte[] changed = [.. body];
        int changes = 1 + random.Next(3);
        for (int i = 0; i < changes && changed.Length > 0; i++)
        {
            changed = Change(changed, other);
        }

        return changed.Length > LargestBody ? changed[..LargestBody] : changed;
    }

    /// <summary>The chunks in which a message travels: mostly one, now and then several, now and then none that belong together.</summary>
    public IEnumerable<PlainChunk> Chunks(uint messageType, uint requestId, byte[] body)
    {
        int roll = random.Next(1_000);
        if (roll >= 40 || body.Length < 4)
        {
            yield return new PlainChunk(messageType, 'F', requestId, body);
            yield break;
        }

        int parts = 2 + random.Next(4);
        int size = Math.Max(1, body.Length / parts);
        for (int start = 0; start < body.Length; start += size)
        {
            bool last = start + size >= body.Length;
            char letter = last ? (roll < 8 ? 'A' : 'F') : (roll == 8 ? 'A' : 'C');
            uint id = roll == 9 ? requestId + (uint)start : requestId;
            yield return new PlainChunk(messageType, roll == 10 ? (char)random.Next(256) : letter, id, body[start..Math.Min(body.Length, start + size)]);
            if (roll == 11)
            {
                // The rest never comes.
                yield break;
            }
        }
    }

    /// <summary>A whole frame below the secure channel: its header is no safer than its body.</summary>
    public byte[] Frame(byte[] frame)
    {
        byte[] changed = [.. frame];
        switch (random.Next(6))
        {
            case 0:
                BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan(4), random.Next(2) == 0 ? OddNumber() : random.Next(70_000));
                return changed;
            case 1:
                changed[random.Next(4)] = (byte)random.Next(256);
                return changed;
            case 2:
                return changed[..random.Next(changed.Length)];
            default:
                byte[] body = Change(changed[8..], frame);
                changed = [.. changed[..8], .. body];
                BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan(4), changed.Length);
                return changed;
        }
    }

    private byte[] Change(byte[] bytes, byte[] other)
    {
        int at = random.Next(bytes.Length);
        // More often than not the structure stays whole, so that the change comes behind the decoder.
        switch (random.Next(2) == 0 ? random.Next(4) : random.Next(12))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 2:
                // A field of four bytes becomes an odd number.
                if (bytes.Length >= 4)
                {
                    BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Math.Min(at, bytes.Length - 4)), OddNumber());
                }

                return bytes;
            case 3:
                if (bytes.Length >= 8)
                {
                    BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(Math.Min(at, bytes.Length - 8)), OddDoubles[random.Next(OddDoubles.Length)]);
                }

                return bytes;
            case 4 or 5:
                return ChangeLength(bytes, at);
            case 6:
                // Cut off.
                return bytes[..at];
            case 7:
                // A part is missing.
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + 1 + random.Next(16))..]];
            case 8:
                // A part comes twice, or a hundred times.
                byte[] part = bytes[at..Math.Min(bytes.Length, at + 1 + random.Next(32))];
                return [.. bytes[..at], .. Enumerable.Repeat(part, random.Next(8) == 0 ? 100 : 2).SelectMany(each => each), .. bytes[at..]];
            case 9:
                byte[] noise = new byte[1 + random.Next(16)];
                random.NextBytes(noise);
                return [.. bytes[..at], .. noise, .. bytes[at..]];
            case 10:
                // A part of another message in its place.
                int from = random.Next(Math.Max(1, other.Length));
                ReadOnlySpan<byte> foreign = other.AsSpan(from, Math.Min(other.Length - from, 1 + random.Next(64)));
                foreign[..Math.Min(foreign.Length, bytes.Length - at)].CopyTo(bytes.AsSpan(at));
                return bytes;
            default:
                // Deep nesting: an array of Variant with one element, again and again.
                return [.. bytes[..at], .. Enumerable.Repeat<byte[]>([0x98, 1, 0, 0, 0], 1 + random.Next(200)).SelectMany(each => each), .. bytes[at..]];
        }
    }

    /// <summary>Looks for the next four bytes that may be a length, and makes them lie.</summary>
    private byte[] ChangeLength(byte[] bytes, int from)
    {
        for (int i = from; i + 4 <= bytes.Length; i++)
        {
            int value = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(i));
            if (value >= -1 && value <= bytes.Length - i - 4)
            {
                int lie = random.Next(4) switch
                {
                    0 => value + 1,
                    1 => value - 1,
                    2 => bytes.Length - i - 4 + random.Next(3),
                    _ => OddNumber(),
                };
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i), lie);
                break;
            }
        }

        return bytes;
    }

    private int OddNumber() => OddNumbers[random.Next(OddNumbers.Length)];
}
