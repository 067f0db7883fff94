using System.Text;

namespace PrecastMes.OpcUa.Client;

/// <summary>The text form of a relative path (Part 4 annex A.2), without references by name.</summary>
internal static class BrowsePathText
{
    public static RelativePath Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var elements = new List<RelativePathElement>();
        int position = 0;
        NodeId reference = ReferenceTypeIds.HierarchicalReferences;
        if (text[0] is '/' or '.')
        {
            reference = ReferenceOf(text[0]);
            position = 1;
        }

        while (true)
        {
            string name = ReadName(text, ref position);
            if (name.Length == 0)
            {
                throw new FormatException($"'{text}' has an empty name before character {position + 1}; expected /<index>:<name>/… .");
            }

            elements.Add(new RelativePathElement { ReferenceTypeId = reference, IncludeSubtypes = true, TargetName = QualifiedName.Parse(name) });
            if (position == text.Length)
            {
                return new RelativePath { Elements = [.. elements] };
            }

            reference = ReferenceOf(text[position++]);
        }
    }

    private static NodeId ReferenceOf(char separator) => separator == '/' ? ReferenceTypeIds.HierarchicalReferences : ReferenceTypeIds.Aggregates;

    /// <summary>Up to the next separator; <c>&amp;</c> takes the special meaning of the character behind it.</summary>
    private static string ReadName(string text, ref int position)
    {
        var name = new StringBuilder();
        for (; position < text.Length && text[position] is not ('/' or '.'); position++)
        {
            if (text[position] is '<' or '>' or '#' or '!')
            {
                throw new FormatException($"'{text}' has '{text[position]}' at character {position + 1}; write &{text[position]} for the character itself.");
            }

            if (text[position] == '&' && position + 1 < text.Length)
            {
                position++;
            }

            name.Append(text[position]);
        }

        return name.ToString();
    }
}
