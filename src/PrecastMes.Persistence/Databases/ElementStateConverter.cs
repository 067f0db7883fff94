using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PrecastMes.Persistence.Elements;

namespace PrecastMes.Persistence.Databases;

/// <summary>An element's state as its lower-case word.</summary>
internal sealed class ElementStateConverter()
    : ValueConverter<ElementState, string>(state => state.ToWord(), word => ElementStateWords.Parse(word));
