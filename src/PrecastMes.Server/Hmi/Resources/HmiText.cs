namespace PrecastMes.Server.Hmi.Resources;

/// <summary>Names the resource files of the pages: <c>HmiText.resx</c> (English) and <c>HmiText.zh-CN.resx</c>.</summary>
public sealed class HmiText;
