/// <summary>Lines to count.</summary>
internal static class Poem
{
    public const double LinesPerSecond = 4;

    private static readonly string[] Verses =
    [
        "the rain falls on the sea",
        "the sea sends a wave to the shore",
        "the wave brings a shell to me",
        "a shell and the rain and no more",
    ];

    /// <summary>As many lines as are produced in some seconds.</summary>
    public static IEnumerable<string> Lines(int seconds) =>
        Enumerable.Range(0, (int)(seconds * LinesPerSecond)).Select(i => Verses[i % Verses.Length]);
}
